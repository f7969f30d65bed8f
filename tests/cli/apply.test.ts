import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { stemOf } from "../../src/cli/named-input.ts";
import { documents } from "./corpus.ts";
import { jsonl, makePlace } from "./sluice.ts";

const paragraph = "The mill stands by the river, and the wheel that the water turns is never still. ".repeat(
  6,
);
const page = `<html><head><title>Mill</title></head><body><nav><a href="/">Home</a> <a href="/b">B</a></nav>
<article><h1>The mill</h1><p>${paragraph}</p></article><footer>Copyright</footer></body></html>`;

const place = makePlace({
  "pages/042bb7.html.gz": gzipSync(page),
  "pages/plain.html": page,
  "pages.jsonl": jsonl([{ id: "in-json", text: page }]),
  "docs.jsonl": jsonl(documents),
  "greetings.jsonl": jsonl([
    { id: "same", text: "Guten Morgen, wie geht es Ihnen heute? Ich hoffe, dass alles in Ordnung ist." },
    { id: "same", text: "Good morning, how are you today? I hope that everything is all right with you." },
  ]),
  "broken.jsonl": "{\n",
});

const read = (name: string) => readFileSync(join(place.folder, name), "utf8");
const lines = (name: string) => read(name).trim().split("\n");

describe("sluice apply", () => {
  test("extract writes the main text of pages under the names of their files", async () => {
    const { code, stderr } = await place.sluice(
      "apply",
      "extract",
      "--input",
      "pages/*",
      "--output",
      "text.jsonl",
    );
    expect(code).toBe(0);
    expect(stderr).toContain("text.jsonl: 2 rows");
    const rows = lines("text.jsonl").map((line) => JSON.parse(line));
    expect(rows.map(({ id }) => id)).toEqual(["042bb7", "plain"]);
    expect(rows[0].text).toContain("The mill stands by the river");
    expect(rows[0].text).not.toMatch(/Home|Copyright|</);
  });

  test("extract reads pages inside of records too", async () => {
    await place.sluice("apply", "extract", "--input", "pages.jsonl", "--output", "json-text.csv");
    expect(lines("json-text.csv")[0]).toBe("id,text");
    expect(read("json-text.csv")).toMatch(/^in-json,/m);
    expect(read("json-text.csv")).not.toContain("<article>");
  });

  test("language keeps the input's ids, also when they repeat", async () => {
    await place.sluice("apply", "language", "--input", "greetings.jsonl", "--output", "languages.csv");
    const rows = lines("languages.csv").map((line) => line.split(",").slice(0, 2).join(","));
    expect(rows).toEqual(["id,language", "same,de", "same,en"]);
  });

  test("deduplicate writes verified pairs, each once", async () => {
    await place.sluice("apply", "deduplicate", "--input", "docs.jsonl", "--output", "pairs.csv");
    expect(lines("pairs.csv")).toEqual(["a,b,similarity", "copy-a,copy-b,1"]);
  });

  test("measure writes Parquet with a column for each signal; --workspace keeps the work", async () => {
    const words = ["--signals", "basics", "--output", "signals.parquet", "--workspace", "kept.sluice"];
    const { code, stderr } = await place.sluice("apply", "measure", "--input", "docs.jsonl", ...words);
    expect(code).toBe(0);
    expect(stderr).toContain("--workspace kept.sluice");
    const counted = await place.sluice("query", "select count(*) as n from signals", "--format", "csv");
    expect(counted.stdout).toBe("n\n12\n");
    expect(read("signals.parquet").slice(0, 4)).toBe("PAR1");
  });

  test.each([
    [["--input", "docs.jsonl", "--output", "x.xls"], "its ending chooses the format"],
    [["--input", "nothing/*", "--output", "x.csv"], 'no file matches "nothing/*"'],
    [["--input", "docs.jsonl", "--output", "docs.jsonl"], "docs.jsonl exists"],
    [["--input", "broken.jsonl", "--output", "x.csv"], "could not be read"],
    [["--output", "x.csv"], "--input"],
  ])("%j is the user's mistake", async (words, said) => {
    const { code, stderr } = await place.sluice("apply", "language", ...words);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test("a document that is a file goes by its name without the endings", () => {
  const names = ["a/042bb7.html.gz", "README.md", "LICENSE", "x.d.ts", "odd.name.zst"];
  expect(names.map(stemOf)).toEqual(["042bb7", "README", "LICENSE", "x.d", "odd.name"]);
});
