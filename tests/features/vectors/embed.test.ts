import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { batchOf } from "../../../src/core/batch.ts";
import type { BatchStage, QueryStage } from "../../../src/core/stage.ts";
import { embed } from "../../../src/features/vectors/embed.ts";
import { embedText } from "../../../src/features/vectors/lsa.ts";
import { decodeLsa, encodeLsa } from "../../../src/features/vectors/lsa-file.ts";
import { openContext } from "../../viz/context.ts";

const sea = [
  "ship sails on the sea",
  "the sea carries a ship and its sails",
  "a storm at sea, the ship lost its sails",
];
const court = [
  "the judge heard the lawyer",
  "a lawyer and a judge in court",
  "in court the judge asked the lawyer",
];
const documents = [...sea, ...court, ""].map((text, i) => ({ id: `d${i}`, text }));

async function embedded(options = {}) {
  const context = await openContext();
  await context.fill(
    "survivors",
    documents.map(({ id }) => ({ id })),
  );
  await context.fill("text", documents);
  const [fit, apply] = embed({ dimensions: 4, ...options }) as [QueryStage, BatchStage];
  await fit.run(context);
  const kernel = await apply.open({ stage: "vectors", file: context.file });
  const tables = await kernel(batchOf({ id: "VARCHAR", text: "VARCHAR" }, documents));
  await context.append("vectors", tables.vectors);
  const rows = await context.rows("SELECT * FROM vectors ORDER BY id");
  return { rows, file: context.file("lsa.bin") };
}

function cosine(a: unknown, b: unknown): number {
  return (a as number[]).reduce((sum, value, i) => sum + value * (b as number[])[i], 0);
}

test("documents about one thing lie nearer to each other than to others", async () => {
  const { rows } = await embedded({ dimensions: 2 });
  const vectors = rows.map((row) => row.vector);
  const about = (as: number[], bs: number[]) =>
    as.flatMap((a) => bs.map((b) => cosine(vectors[a], vectors[b])));
  const across = Math.max(...about([0, 1, 2], [3, 4, 5]));
  expect(Math.min(...about([0, 1, 2], [0, 1, 2]))).toBeGreaterThan(across);
  expect(Math.min(...about([3, 4, 5], [3, 4, 5]))).toBeGreaterThan(across);
});

test("vectors have length 1; a text without words has the zero vector", async () => {
  const { rows } = await embedded();
  expect(rows.map(({ model }) => model)).toEqual(rows.map(() => "lsa-4"));
  for (const { vector } of rows.slice(0, 6)) expect(cosine(vector, vector)).toBeCloseTo(1, 5);
  expect(rows[6].vector).toEqual([0, 0, 0, 0]);
});

test("the same documents and options give the same bytes, another seed other ones", async () => {
  const [one, two, other] = [await embedded(), await embedded(), await embedded({ seed: 7 })];
  expect(readFileSync(one.file).equals(readFileSync(two.file))).toBe(true);
  expect(readFileSync(one.file).equals(readFileSync(other.file))).toBe(false);
});

test("a query is embedded by the model in the file", async () => {
  const { rows, file } = await embedded();
  const query = embedText(decodeLsa(readFileSync(file)), "ship at sea");
  expect(cosine([...query], rows[0].vector)).toBeGreaterThan(cosine([...query], rows[3].vector));
});

test("a model file survives the round trip and a cut one is refused", async () => {
  const { file } = await embedded();
  const bytes = readFileSync(file);
  expect(Buffer.from(encodeLsa(decodeLsa(bytes))).equals(bytes)).toBe(true);
  expect(() => decodeLsa(bytes.subarray(0, bytes.length - 4))).toThrow(/expected/);
  expect(() => decodeLsa(Buffer.from("PAR1"))).toThrow(/not an LSA model/);
});

test("an unknown option names the nearest one, a wrong value its rule", () => {
  expect(() => embed({ dimension: 3 } as never)).toThrow(
    'embed: unknown option "dimension". Did you mean "dimensions"?',
  );
  expect(() => embed({ dimensions: 1 })).toThrow(/embed: dimensions: .*got 1/);
});

test("no survivor at all gives an empty model instead of an error", async () => {
  const context = await openContext();
  const [fit] = embed({ dimensions: 4 }) as [QueryStage, BatchStage];
  await fit.run(context);
  expect(decodeLsa(readFileSync(context.file("lsa.bin"))).documents).toBe(0);
});
