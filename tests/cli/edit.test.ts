import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { jsonl, makePlace } from "./sluice.ts";

const edits = (name: string) => JSON.stringify(join(import.meta.dirname, `../../src/clean/edit/${name}.ts`));
const place = makePlace({
  "docs.jsonl": jsonl([
    {
      id: "letter",
      text: "Write to jane@example.com,  or call (212) 555-0147.\nShare on Facebook\nThe cafÃ© is open all day.",
    },
    { id: "plain", text: "There is nothing to change in this line of prose." },
    { id: "page", text: "Share on Facebook" },
  ]),
  "wash.ts": `import { ingest, measure, pipeline, rules } from "sluice";
import { boilerplate } from ${edits("boilerplate")};
import { edit } from ${edits("edit")};
import { redact } from ${edits("redact")};
import { repairUnicode } from ${edits("repair-unicode")};
import { whitespace } from ${edits("whitespace")};

export default pipeline({
  name: "wash",
  stages: {
    documents: ingest("docs.jsonl"),
    clean: edit({ unicode: repairUnicode(), space: whitespace(), page: boilerplate() }),
    pii: redact({ mask: "numbered" }),
    signals: measure("basics"),
    quality: rules({ much_pii: "pii_count > 1" }, { share: 1 }),
  },
});
`,
});
const run = (...words: string[]) => place.sluice("run", "wash.ts", "--workers", "1", "--no-report", ...words);

describe("edits on the command line", () => {
  beforeAll(async () => {
    const { code, stderr } = await run();
    expect(code, stderr).toBe(0);
  }, 60_000);

  test("explain shows each change with - and +, in the line where it was made, and its rule at the end", async () => {
    const { stdout } = await place.sluice("explain", "letter");
    const lines = stdout.split("\n");
    const from = lines.findIndex((line) => line.startsWith("edits"));
    expect(lines.slice(from, from + 10)).toEqual([
      "edits  5: −52 +20 characters",
      "  - ite to jane@example.com,··or call (212) 555-0147.",
      "  + ite to jane@example.com,·or call (212) 555-0147.  clean.space.spaces",
      "  - Share on Facebook  clean.page.share",
      "  - The cafÃ© is open all day.",
      "  + The café is open all day.  clean.unicode.mojibake",
      "  - Write to jane@example.com, or call (212) 555-0147",
      "  + Write to <email-1>, or call (212) 555-0147  pii.email",
      "  - ne@example.com, or call (212) 555-0147.",
      "  + ne@example.com, or call <phone-1>.  pii.phone",
    ]);
  });

  test("a document of which nothing is left is dropped with its reason", async () => {
    const { stdout } = await place.sluice("explain", "page");
    expect(stdout).toContain("drop  clean.empty  nothing is left of the text after page.share");
  });

  test("run --undo restores what a rule removed; the next run without it finds its result again", async () => {
    const text = async () => {
      const { stdout } = await place.sluice(
        "query",
        "select text from text where id = 'letter'",
        "--format",
        "json",
      );
      return JSON.parse(stdout)[0].text;
    };
    expect((await run("--undo", "page", "pii.phone")).code).toBe(0);
    expect(await text()).toBe(
      "Write to <email-1>, or call (212) 555-0147.\nShare on Facebook\nThe café is open all day.",
    );
    const again = await run();
    expect(again.stderr).toContain("nothing to do");
    expect(await text()).toBe("Write to <email-1>, or call <phone-1>.\nThe café is open all day.");
  });

  test("plan --undo says what would run", async () => {
    const { stdout } = await place.sluice("plan", "wash.ts", "--undo", "much_pii");
    expect(stdout).toMatch(/^pii +redact +cached/m);
    expect(stdout).toMatch(/^quality +rules +run +options changed: rules/m);
  });

  test("an unknown rule is one line with the nearest name, exit code 2", async () => {
    const { code, stderr } = await run("--undo", "pge");
    expect(code).toBe(2);
    expect(stderr).toContain('--undo names no rule, got "pge". Did you mean "page"?');
  });
});

describe("sluice apply", () => {
  const rowsOf = (name: string) =>
    readFileSync(join(place.folder, name), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  test("redact writes id, text, pii_count", async () => {
    const words = [
      "apply",
      "redact",
      "--input",
      "docs.jsonl",
      "--output",
      "clean.jsonl",
      "--kinds",
      "email",
      "phone",
    ];
    expect((await place.sluice(...words)).code).toBe(0);
    expect(rowsOf("clean.jsonl")[0]).toEqual({
      id: "letter",
      text: "Write to <email>,  or call <phone>.\nShare on Facebook\nThe cafÃ© is open all day.",
      pii_count: 2,
    });
  });

  test("edit writes id, text and the rules that reject it", async () => {
    const words = [
      "apply",
      "edit",
      "--input",
      "docs.jsonl",
      "--output",
      "edited.jsonl",
      "--rules",
      "unicode",
      "c4",
    ];
    expect((await place.sluice(...words)).code).toBe(0);
    expect(rowsOf("edited.jsonl").map(({ id, dropped }) => [id, dropped])).toEqual([
      ["letter", "c4.too_few_sentences"],
      ["plain", "c4.too_few_sentences"],
      ["page", "c4.too_few_sentences, empty"],
    ]);
    expect(rowsOf("edited.jsonl")[0].text).toContain("The café is open all day.");
  });

  test("a rule or kind that is none is one line with the nearest name", async () => {
    const edited = await place.sluice(
      "apply",
      "edit",
      "--input",
      "docs.jsonl",
      "--output",
      "x.csv",
      "--rules",
      "whitspace",
    );
    expect([edited.code, edited.stderr]).toEqual([
      2,
      expect.stringContaining('no rule "whitspace". Did you mean "whitespace"?'),
    ]);
  });
});
