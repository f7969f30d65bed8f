import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { beforeAll, describe, expect, test } from "vitest";
import { millPlace, runMill } from "./corpus.ts";

const place = millPlace();
beforeAll(() => runMill(place));

const read = (name: string) => readFileSync(join(place.folder, name));

describe("sluice query", () => {
  test("prints a table, CSV, JSON and JSON Lines of the same rows", async () => {
    const sql = "select id, word_count from signals where id like 'short%' order by id";
    expect((await place.sluice("query", sql)).stdout).toMatch(
      /^id +word_count\n─+ +─+\nshort-a +2\nshort-b +6\n$/,
    );
    expect((await place.sluice("query", sql, "--format", "csv")).stdout).toBe(
      "id,word_count\nshort-a,2\nshort-b,6\n",
    );
    expect(JSON.parse((await place.sluice("query", sql, "--format", "json")).stdout)).toEqual([
      { id: "short-a", word_count: 2 },
      { id: "short-b", word_count: 6 },
    ]);
    expect((await place.sluice("query", sql, "--format", "jsonl")).stdout.split("\n")[0]).toBe(
      '{"id":"short-a","word_count":2}',
    );
  });

  test("the ending of --output chooses the format; nothing is overwritten without --force", async () => {
    const words = ["query", "select id, tokens from tokens order by id", "--output"];
    expect((await place.sluice(...words, "tokens.arrow")).stderr).toBe("tokens.arrow: 12 rows\n");
    expect(tableFromIPC(read("tokens.arrow")).numRows).toBe(12);
    await place.sluice(...words, "tokens.parquet");
    expect(read("tokens.parquet").subarray(0, 4).toString()).toBe("PAR1");
    const again = await place.sluice(...words, "tokens.parquet");
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("--force");
    expect((await place.sluice(...words, "tokens.xls")).stderr).toContain(".csv, .json, .jsonl");
  });

  test("a result without rows is a CSV header, a long one is cut and says so", async () => {
    const none = await place.sluice(
      "query",
      "select id, source from documents where false",
      "--format",
      "csv",
    );
    expect(none.stdout).toBe("id,source\n");
    const cut = await place.sluice("query", "from documents", "--rows", "3");
    expect(cut.stdout.trimEnd().split("\n")).toHaveLength(5);
    expect(cut.stderr).toContain("the first 3 rows of more");
  });

  test.each([
    ["selct 1", "syntax error"],
    ["select nam from stages", 'Candidate bindings: "name"'],
    ["", "is empty"],
    ["from read_csv('/etc/passwd')", "query:"],
  ])("%j is one clear line", async (sql, said) => {
    const { code, stderr } = await place.sluice("query", sql);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: query[^\n]+\n$/);
    expect(stderr).toContain(said);
  });
});

describe("sluice explain", () => {
  test("tells why a copy was dropped and names the one that was kept", async () => {
    const { code, stdout, stderr } = await place.sluice("explain", "copy-b");
    expect(code).toBe(0);
    const sections = [
      "copy-b  dropped  docs.jsonl:",
      "drop  copies.exact_duplicate",
      "The mill stands",
      "duplicates",
    ];
    const at = [...sections, "votes", "tokens", "signals"].map((text) => stdout.indexOf(text));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBe(0);
    expect(stdout).toContain("kept     copy-a");
    expect(stderr).toBe("Next: sluice explain copy-a\n");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("an unknown id gets the nearest, and hostile text stays text", async () => {
    const unknown = await place.sluice("explain", "short");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Did you mean "short-a"?');
    const { stdout } = await place.sluice("explain", "short-b");
    expect(stdout).toContain("\\u{1b}[31mred");
    expect(stdout).not.toContain("\u001b");
  });
});

describe("sluice rules", () => {
  test("list shows every rule in force with what it removes alone, also the silent ones", async () => {
    const { stdout } = await place.sluice("rules", "list", "--json");
    const { documents, dropped, rules } = JSON.parse(stdout);
    expect({ documents, dropped }).toEqual({ documents: 12, dropped: 3 });
    expect(rules).toMatchObject([
      {
        stage: "quality",
        rule: "too_few_words",
        documents: 2,
        share: 2 / 12,
        alone: 2,
        when: "word_count < 10",
      },
      { stage: "copies", rule: "exact_duplicate", documents: 1, share: 1 / 12, alone: 1, when: null },
      { stage: "quality", rule: "never", documents: 0, share: 0, alone: 0, when: "word_count > 100000" },
    ]);
    for (const { tokens, aloneTokens } of rules) expect(tokens).toBe(aloneTokens);
    const table = await place.sluice("rules", "list");
    expect(table.stdout).toContain("12 documents, 3 dropped (25.0 %)");
    expect(table.stderr).toBe("Next: sluice rules try 'word_count < 10' --replaces too_few_words\n");
  });

  test("try counts what a rule would drop, what it would drop alone, and shows both sides of its bound", async () => {
    const { code, stdout } = await place.sluice("rules", "try", "word_count < 40", "--json");
    expect(code).toBe(0);
    const { drop, keep, alone, examples } = JSON.parse(stdout);
    expect(drop.documents + keep.documents).toBe(12);
    expect(drop.documents).toBeGreaterThan(3);
    expect(alone.documents).toBe(drop.documents - 3);
    const sides = new Set(examples.map((row: { verdict: string }) => row.verdict));
    expect([...sides].sort()).toEqual(["drop", "keep"]);
    const text = await place.sluice("rules", "try", "word_count < 40");
    expect(text.stdout).toMatch(/^word_count < 40 {2}of 12 documents\ndrop /);
    expect(text.stderr).toBe("Next: sluice rules set unusual_word_count 'word_count < 40'\n");
  });

  test("a name that is not measured gets the nearest", async () => {
    const { code, stderr } = await place.sluice("rules", "try", "word_cout < 40");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: .*no column "word_cout"\. Did you mean "word_count"\?[^\n]*\n$/);
  });
});

describe("other questions to a workspace", () => {
  test("label analyze prints the votes of each function", async () => {
    const { stdout } = await place.sluice("label", "analyze", "--json");
    const votes = Object.fromEntries(
      JSON.parse(stdout).map((row: { voter: string; votes: number }) => [row.voter, row.votes]),
    );
    expect(votes).toMatchObject({ by_river: 9, names_baker: 1 });
    expect((await place.sluice("label", "analyze")).stdout).toMatch(/by_river +river +9 +100\.0 %/);
  });

  test("tokens count sums what was kept, tokens inspect finds the document of a token", async () => {
    const counted = JSON.parse((await place.sluice("tokens", "count", "--json")).stdout);
    expect(counted).toMatchObject([
      { tokenizer: "gpt2", state: "dropped", documents: 3 },
      { tokenizer: "gpt2", state: "kept", documents: 9 },
    ]);
    const { stdout, stderr } = await place.sluice("tokens", "inspect", "mill.sluice", "--at", "3", "--json");
    const found = JSON.parse(stdout);
    expect(found.before + found.token.text + found.after).toMatch(/^The mill stands/);
    expect(stderr).toBe(`Next: sluice explain ${found.document.id} --workspace mill.sluice\n`);
  });

  test("cost train takes the tokens of the workspace", async () => {
    const counted = JSON.parse((await place.sluice("tokens", "count", "--json")).stdout);
    const { stdout, stderr } = await place.sluice("cost", "train", "--parameters", "1M", "--json");
    expect(JSON.parse(stdout).question.tokens).toBe(counted[1].tokens);
    expect(stderr).toContain("what the workspace keeps");
  });

  test("report writes one HTML file", async () => {
    const { code, stdout } = await place.sluice("report", "--output", "out.html");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "out.html\n" });
    expect(read("out.html").toString()).toMatch(/^<!doctype html>/i);
  });
});
