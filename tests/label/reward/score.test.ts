import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { batchOf } from "../../../src/core/batch.ts";
import type { BatchStage, QueryStage } from "../../../src/core/stage.ts";
import { contract } from "../../../src/core/table.ts";
import { random } from "../../../src/label/random.ts";
import { score } from "../../../src/label/reward/score.ts";
import type { ScoreOptions } from "../../../src/label/reward/score-options.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { openWorld, runBatchStage, runQueryStage } from "../context.ts";

const good = "method result theorem proof example because therefore measure explain reason".split(" ");
const bad = "click buy cheap subscribe cookie login offer deal free now".split(" ");

function document(words: readonly string[], uniform: () => number): string {
  const common = ["the", "of", "and", "a", "to"];
  return Array.from({ length: 60 }, () => {
    const from = uniform() < 0.3 ? words : common;
    return from[Math.floor(uniform() * from.length)];
  }).join(" ");
}

async function run(options: ScoreOptions) {
  const world = await openWorld();
  const uniform = random(3);
  const documents = Array.from({ length: 120 }, (_, i) => ({
    id: `d${i}`,
    text: i === 119 ? "" : document(i % 2 === 0 ? good : bad, uniform),
    label: i % 2 === 0 ? "guide" : "boilerplate",
  }));
  await world.fill("text", { id: "VARCHAR", text: "VARCHAR" }, documents);
  await world.fill("survivors", { id: "VARCHAR" }, documents);
  await world.fill(
    "labels",
    contract.labels,
    documents.map(({ id, label }) => ({ id, label, task: "kind" })),
  );
  const [fitting, scoring] = score(options) as [QueryStage, BatchStage];
  const notes = await runQueryStage(world, fitting);
  const folder = temporaryFolder("sluice-reward-");
  for (const [name, bytes] of world.files) writeFileSync(join(folder, name), bytes);
  const batch = batchOf({ id: "VARCHAR", text: "VARCHAR" }, documents);
  await runBatchStage(world, scoring, batch, (name) => join(folder, name));
  return { world, notes, documents };
}

const pairs = { task: "kind", better: "guide", worse: ["boilerplate"], count: 200 };
const quick = { bits: 10, epochs: 5 };

test("score learns from pairs drawn by label, and ranks unseen documents of the better label higher", async () => {
  const { world, notes } = await run({ model: "value", pairs, ...quick });
  expect(notes?.["accuracy %"]).toBe(100);
  expect(notes?.["length alone %"]).toBeLessThan(80);
  const [order] = await world.rows(`SELECT min(s.score) FILTER (WHERE l.label = 'guide') AS worst_guide,
    max(s.score) FILTER (WHERE l.label = 'boilerplate') AS best_other FROM scores s JOIN labels l ON s.id = l.id`);
  expect(Number(order.worst_guide)).toBeGreaterThan(Number(order.best_other));
});

test("every document has a row in scores; one without words has no score", async () => {
  const { world } = await run({ model: "value", pairs, ...quick });
  expect(
    await world.rows("SELECT count(*) AS n, count(score) AS scored, any_value(model) AS model FROM scores"),
  ).toEqual([{ n: 120, scored: 119, model: "value" }]);
  const [spread] = await world.rows("SELECT avg(score) AS mean, min(uncertainty) AS least FROM scores");
  expect(Math.abs(Number(spread.mean))).toBeLessThan(0.5);
  expect(Number(spread.least)).toBeGreaterThan(0);
});

test("pairs drawn by label are kept as preferences, none twice, no held-out text among the trained", async () => {
  const { world } = await run({ pairs, ...quick });
  const [kept] = await world.rows(
    "SELECT count(*) AS n, count(DISTINCT id) AS ids, any_value(voter) AS voter FROM preferences",
  );
  expect(kept).toMatchObject({ ids: kept.n, voter: "labels:kind:guide>boilerplate" });
  const rows = await world.rows("SELECT * FROM reward_evaluation");
  expect(Number(rows[0].trained) + Number(rows[0].pairs)).toBe(kept.n);
  const ids = (await world.rows("SELECT id FROM preferences")).map(({ id }) => String(id).split(">"));
  const trained = new Set(ids.slice(0, Number(rows[0].trained)).flat());
  expect(
    ids
      .slice(Number(rows[0].trained))
      .flat()
      .some((id) => trained.has(id)),
  ).toBe(false);
});

test("the same options give the same bytes, another seed others", async () => {
  const first = await run({ pairs, ...quick });
  const again = await run({ pairs, ...quick });
  const other = await run({ pairs, ...quick, seed: 1 });
  const weights = (result: typeof first) =>
    Buffer.from(result.world.files.get("reward.bin")!).toString("base64");
  expect(weights(again)).toBe(weights(first));
  expect(weights(other)).not.toBe(weights(first));
});

test("score reads preferences from a JSONL file and tells the line that is none", async () => {
  const folder = temporaryFolder("sluice-preferences-");
  const uniform = random(5);
  const lines = Array.from({ length: 100 }, () =>
    JSON.stringify({ chosen: document(good, uniform), rejected: document(bad, uniform) }),
  );
  const file = join(folder, "pairs.jsonl");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const { notes } = await run({ preferences: file, ...quick });
  expect(Number(notes?.["accuracy %"])).toBeGreaterThan(90);
  writeFileSync(file, `${lines[0]}\n{"chosen": "a"}\n`);
  await expect(run({ preferences: file, ...quick })).rejects.toThrow(
    `${file}:2: a preference needs the texts`,
  );
});

test("score wants exactly one source of preferences, and labels with documents", async () => {
  expect(() => score({})).toThrow("score: give either preferences");
  expect(() => score({ pairs, preferences: "x.jsonl" })).toThrow("score: give either preferences");
  expect(() => score({ preferences: "missing.jsonl" })).toThrow("cannot read the preferences missing.jsonl");
  expect(() => score({ pairs, epoch: 3 } as ScoreOptions)).toThrow(
    'unknown option "epoch". Did you mean "epochs"?',
  );
  await expect(run({ pairs: { ...pairs, better: "gold" } })).rejects.toThrow("0 are labeled gold");
});
