import { expect, test } from "vitest";
import { contract } from "../../../src/core/table.ts";
import { learn } from "../../../src/label/active/learn.ts";
import type { LearnOptions } from "../../../src/label/active/learn-options.ts";
import { openWorld, runQueryStage } from "../context.ts";

async function run(options: Partial<LearnOptions>) {
  const world = await openWorld();
  const documents = Array.from({ length: 300 }, (_, i) => ({
    id: `d${String(i).padStart(3, "0")}`,
    text: `${i % 2 === 0 ? "cats purr softly" : "dogs bark loudly"} item ${i % 7} of many ${i % 11}`,
    language: i % 2 === 0 ? "cat" : "dog",
    source: "test",
  }));
  await world.fill("documents", contract.documents, documents);
  await world.fill("text", { id: "VARCHAR", text: "VARCHAR" }, documents);
  await world.fill("survivors", { id: "VARCHAR" }, documents.slice(0, 250));
  await world.fill(
    "labels",
    contract.labels,
    documents.map(({ id, language }) => ({ id, label: language, task: "pet" })),
  );
  const vectors = documents.map(({ id, language }) => ({
    id,
    model: "m",
    vector: language === "cat" ? [1, 0] : [0, 1],
  }));
  await world.fill("vectors", contract.vectors, vectors);
  const notes = await runQueryStage(
    world,
    learn({ task: "pet", truth: "language", batch: 10, rounds: 3, ...options }),
  );
  return { notes, curve: await world.rows("SELECT * FROM learning_curve ORDER BY strategy, labels") };
}

test("learn writes a curve per strategy over the survivors whose truth is known", async () => {
  const { notes, curve } = await run({});
  expect(curve.map(({ strategy, labels }) => `${strategy} ${labels}`)).toEqual([
    "margin 10",
    "margin 20",
    "margin 30",
    "margin 40",
    "random 10",
    "random 20",
    "random 30",
    "random 40",
  ]);
  expect(curve.at(-1)).toMatchObject({ task: "pet", accuracy: 1, f1: 1 });
  expect(notes).toMatchObject({ "documents with truth": 250, labels: 2 });
});

test("truth may be an SQL expression, a task in labels, or a map", async () => {
  const expression = await run({
    truth: "CASE WHEN position IS NULL AND language = 'cat' THEN 'a' ELSE 'b' END",
  });
  expect(expression.notes).toMatchObject({ labels: 2 });
  expect((await run({ truth: { task: "pet" } })).curve).toEqual(expression.curve);
  const labels = {
    d000: "x",
    d001: "y",
    d002: "x",
    d003: "y",
    d004: "x",
    d005: "y",
    d006: "x",
    d007: "y",
    d008: "x",
  };
  expect((await run({ truth: { labels }, heldOut: 0.4 })).notes).toMatchObject({ "documents with truth": 9 });
});

test("learn uses vectors where asked", async () => {
  expect((await run({ features: "vectors" })).curve.at(-1)).toMatchObject({ accuracy: 1 });
});

test("learn tells why a truth is of no use, and unknown options", async () => {
  await expect(run({ truth: "'same'" })).rejects.toThrow(
    'learn("pet"): truth gives 1 labels on 250 documents',
  );
  expect(() => learn({ task: "t", truth: "x", strategy: "margin" } as unknown as LearnOptions)).toThrow(
    'unknown option "strategy". Did you mean "strategies"?',
  );
});
