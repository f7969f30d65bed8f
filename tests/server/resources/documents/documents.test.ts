import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DocumentAnswer } from "../../../../src/server/resources/documents/wire.ts";
import { type Serving, serving } from "../../serving.ts";
import { atlasDocuments, hostile, makeAtlas } from "../atlas.ts";

let server: Serving;
beforeAll(async () => {
  server = await serving(await makeAtlas());
});
afterAll(() => server.close());

async function story(id: string, query = ""): Promise<DocumentAnswer> {
  const { status, json, text } = await server.ask(`/api/documents/${encodeURIComponent(id)}${query}`);
  if (status !== 200) throw new Error(`${id}: ${status} ${text}`);
  return json;
}

const textOf = (id: string) => atlasDocuments.find((document) => document.id === id)!.text;

describe("the story of a document", () => {
  test("tells what it is, where it stands, and what was said of it", async () => {
    const told = await story("tokyo");
    expect(told).toMatchObject({
      document: { id: "tokyo", title: "東京", source: "docs.jsonl", created: null },
      verdict: "keep",
      text: { text: textOf("tokyo"), from: 0, length: [...textOf("tokyo")].length },
      decisions: [],
      labels: [{ task: "topic", label: "nature", source: "label-model" }],
      tokens: [{ tokenizer: "gpt2" }],
      map: { x: expect.any(Number), y: expect.any(Number) },
    });
    expect(told.votes).toEqual([
      { task: "topic", label: "nature", voter: "water", kind: "function", confidence: null, at: null },
    ]);
    const card = await server.ask(`/api/map/point?version=${told.version}&index=${told.index}`);
    expect(card.json.id).toBe("tokyo");
  });

  test("gives every signal with its unit and its place in the corpus", async () => {
    const { signals } = await story("tokyo");
    const words = signals.find(({ name }) => name === "word_count")!;
    expect(words.unit).toBe("words");
    expect(words.corpus).toEqual(words.corpus!.toSorted((a, b) => a - b));
    expect(words.percentile).toBeGreaterThan(0);
    expect(words.percentile).toBeLessThan(0.5);
    const shortest = (await story("short")).signals.find(({ name }) => name === "word_count")!;
    expect(shortest.percentile).toBeLessThan(0.02);
    expect(signals.find(({ name }) => name === "language")).toMatchObject({
      value: "en",
      percentile: null,
      corpus: null,
    });
  });

  test("of one that was dropped gives the rule with value and bound, of a copy the one that stays with its text", async () => {
    const dropped = await story("short");
    expect(dropped).toMatchObject({ verdict: "drop", index: null, map: null });
    expect(dropped.decisions).toMatchObject([
      { rule: "too_few_words", verdict: "drop", value: 2, bound: "< 8" },
    ]);
    const copy = await story("copy-b");
    expect(copy.duplicates.map(({ id, kept }) => [id, kept])).toEqual([
      ["copy-a", true],
      ["copy-b", false],
    ]);
    expect(copy.duplicates[0].excerpt).toContain("The same bread twice");
  });

  test("gives its text in pieces that join to the whole, cut between characters", async () => {
    const parts: string[] = [];
    for (let from = 0; from < 1_000; from += 7) {
      const { text } = await story("tokyo", `?from=${from}&limit=7`);
      parts.push(text.text);
      if (from + 7 >= text.length) break;
    }
    expect(parts.join("")).toBe(textOf("tokyo"));
    expect((await story("tokyo", "?limit=0")).text.text).toBe("");
    expect((await server.ask("/api/documents/tokyo?limit=2000000")).status).toBe(400);
  });

  test("under an id that is SQL and markup is that document's, markup and all", async () => {
    const told = await story("quote\"'; DROP TABLE documents; --");
    expect(told.document.title).toBe(hostile);
    expect(told.text.text.startsWith(hostile)).toBe(true);
  });

  test("shows votes, remarks and verdicts of people at once", async () => {
    const acts = [
      { act: "answer", task: "topic", document: "tokyo", labels: ["food"], seconds: 2, evidence: false },
      { act: "remark", task: "topic", document: "tokyo", comment: "half Japanese", flagged: true },
      { act: "decide", documents: ["tokyo"], verdict: "drop", reason: "two languages", selection: "one" },
    ];
    const { status } = await server.ask("/api/deeds", {
      body: { deeds: acts.map((act) => ({ id: randomUUID(), act })) },
    });
    expect(status).toBe(200);
    const told = await story("tokyo");
    expect(told.verdict).toBe("drop");
    expect(told.votes).toContainEqual(
      expect.objectContaining({ label: "food", kind: "person", at: expect.stringMatching(/^\d{4}-/) }),
    );
    expect(told.remarks).toMatchObject([{ task: "topic", comment: "half Japanese", flagged: true }]);
    expect(told.decisions).toMatchObject([
      { verdict: "drop", reason: expect.stringContaining("two languages") },
    ]);
    expect((await story("formula")).remarks).toEqual([]);
  });

  test("that is not there answers 404 with the nearest id", async () => {
    const { status, json } = await server.ask("/api/documents/toky");
    expect([status, json.error.code]).toEqual([404, "not_found"]);
    expect(json.error.message).toContain('Did you mean "tokyo"?');
  });
});

describe("neighbours", () => {
  const neighbours = (id: string, count = 10) =>
    server.ask(`/api/documents/${encodeURIComponent(id)}/neighbours?count=${count}`);

  test("are the nearest by cosine, nearest first, with title and place on the map", async () => {
    const { json } = await neighbours("bread-03", 5);
    expect(json.model).toBe("lsa-8");
    expect(json.neighbours).toHaveLength(5);
    const similarities = json.neighbours.map(({ similarity }: { similarity: number }) => similarity);
    expect(similarities).toEqual(similarities.toSorted((a: number, b: number) => b - a));
    expect(similarities[0]).toBeLessThanOrEqual(1);
    for (const { id, index, title, excerpt } of json.neighbours) {
      expect(id).toMatch(/^bread-|^copy-a/);
      expect(id).not.toBe("bread-03");
      expect(index).toEqual(expect.any(Number));
      if (id !== "copy-a") expect(title).toBe(id.replace("-0", " ").replace("-", " "));
      expect(excerpt.length).toBeGreaterThan(20);
    }
  });

  test("of a document without a vector answer 404, of a workspace without vectors the stage to add", async () => {
    expect((await neighbours("short")).json.error.code).toBe("not_found");
    const empty = await serving();
    const { status, json } = await empty.ask("/api/documents/x/neighbours");
    await empty.close();
    expect([status, json.error.code]).toEqual([404, "no_vectors"]);
    expect(json.error.message).toContain("embed()");
  });
});
