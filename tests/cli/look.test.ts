import { describe, expect, test } from "vitest";
import { jsonl, makePlace } from "./sluice.ts";

const place = makePlace({
  "docs.jsonl": `${jsonl([
    { id: "a", text: "The cat sat on the mat and looked at the rain.", topic: "cats" },
    { id: "b", text: "The dog lay under the table and slept all day." },
    { id: "c", text: "Danger: \u001b[2Jan escape, and a \u202e mark." },
  ])}{"id": "d", "text":\n`,
  "articles.jsonl": jsonl([{ content: "The river is wide and the boat is small.", n: 1 }]),
  "table.csv": "a,b\n1,2\n",
});

describe("sluice look", () => {
  test("counts documents, fields and problems, and names the next command", async () => {
    const { code, stdout, stderr } = await place.sluice("look", "docs.jsonl");
    expect(code).toBe(0);
    expect(stdout).toContain("3 documents");
    expect(stdout).toContain("1 record could not be read");
    expect(stdout).toMatch(/text \(text\)\s+100\.0 %\s+string/);
    expect(stdout).toMatch(/topic\s+33\.3 %/);
    expect(stdout).toMatch(/languages\s+en/);
    expect(stdout).toContain("first at docs.jsonl:");
    expect(stderr).toBe("Next: sluice init docs.jsonl\n");
  });

  test("shows control characters of documents, never sends them", async () => {
    const { stdout } = await place.sluice("look", "docs.jsonl");
    expect(stdout).toContain("\\u{1b}[2J");
    expect(stdout).toContain("\\u{202e}");
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  test("guesses the field that holds the text", async () => {
    const { stdout } = await place.sluice("look", "articles.jsonl");
    expect(stdout).toContain("1 document");
    expect(stdout).toContain("content (text)");
  });

  test("--json is one JSON document with the same figures", async () => {
    const { stdout } = await place.sluice("look", "docs.jsonl", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ documents: 3, faults: 1, isExact: true, textField: "text" });
  });

  test("a pattern without files is the user's mistake, with what is there instead", async () => {
    const { code, stderr } = await place.sluice("look", "doc.jsonl");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: input: no file matches "doc\.jsonl".*Did you mean "docs\.jsonl"\?\n$/);
  });

  test("a table without a text says so and asks for the field", async () => {
    const { code, stdout, stderr } = await place.sluice("look", "table.csv");
    expect(code).toBe(0);
    expect(stdout).toContain('no field "text"');
    expect(stderr).toContain("--text FIELD");
  });
});
