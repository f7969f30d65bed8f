import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documents } from "./corpus.ts";
import { jsonl, makePlace } from "./sluice.ts";

const story = `The mill stands by the river, and its wheel has not been still for a hundred years. In spring the
farmers bring what is left of their grain; in autumn they come again with full carts and wait for their turn in the yard.
The miller knows all of them by name. He asks after their children, he looks at the sky, and he tells each of them when
the flour will be ready. Nobody has ever had to wait longer than he said. When the old man died, his daughter took over the
keys, and for a week people wondered whether it would be the same. It was: the bread tastes as it did before, and the
price of a sack went up by no more than the price of everything else. Only the door is painted green now.`;
const page = `<!doctype html><html><head><title>Mill</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>The mill</h1><p>${story}</p></article></body></html>`;

const place = makePlace({
  "docs.jsonl": jsonl(documents),
  "articles.jsonl": jsonl(documents.map(({ text }) => ({ content: text }))),
  "twice.jsonl": jsonl(documents.map(({ text }) => ({ id: "same", text }))),
  "pages/mill.html": page,
  "table.csv": "a,b\n1,2\n",
});

const read = (name: string) => readFileSync(join(place.folder, name), "utf8");

describe("sluice init", () => {
  test("writes a pipeline that runs as it is, for pages with extraction", async () => {
    const made = await place.sluice("init", "pages/*.html", "--name", "mill");
    expect(made).toMatchObject({ code: 0, stdout: "mill.ts\n" });
    expect(made.stderr).toContain("Next: sluice run mill.ts");
    expect(read("mill.ts")).toContain("text: extract(");
    const ran = await place.sluice("run", "mill.ts", "--workers", "1", "--no-report");
    expect(ran.stderr).toContain("done in");
    expect(ran.code).toBe(0);
    const kept = await place.sluice("query", "select text from kept", "--format", "json");
    expect(JSON.parse(kept.stdout)[0].text).toMatch(/^The mill stands/m);
  });

  test("names the field of the text when it is another one, and runs", async () => {
    await place.sluice("init", "articles.jsonl", "--task", "clean");
    expect(read("articles.ts")).toContain('ingest("articles.jsonl", { text: "content" })');
    expect((await place.sluice("run", "articles.ts", "--workers", "1", "--no-report")).code).toBe(0);
  });

  test("ids that repeat do not stop the run", async () => {
    await place.sluice("init", "twice.jsonl", "--task", "label");
    expect(read("twice.ts")).toContain('label("form"');
    expect((await place.sluice("run", "twice.ts", "--workers", "1", "--no-report")).code).toBe(0);
  });

  test("never writes over a file without --force", async () => {
    writeFileSync(join(place.folder, "mine.ts"), "// mine\n");
    const refused = await place.sluice("init", "docs.jsonl", "--name", "mine");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toBe(
      "sluice: mine.ts exists. Write over it with --force, or choose another --output\n",
    );
    expect(read("mine.ts")).toBe("// mine\n");
    expect((await place.sluice("init", "docs.jsonl", "--name", "mine", "--force")).code).toBe(0);
    expect(read("mine.ts")).toContain('name: "mine"');
  });

  test.each([
    [["init"], "name the input"],
    [["init", "table.csv"], 'no field "text"'],
    [["init", "docs.jsonl", "--name", "1 x"], "a name is a letter"],
    [["init", "docs.jsonl", "--task", "trian"], "Allowed choices are train, clean, label"],
  ])("%j is the user's mistake", async (words, said) => {
    const { code, stderr } = await place.sluice(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: [^\n]+\n$/);
    expect(stderr).toContain(said);
  });
});
