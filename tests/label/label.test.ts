import { expect, test } from "vitest";
import { batchOf } from "../../src/core/batch.ts";
import type { BatchStage, QueryStage } from "../../src/core/stage.ts";
import { contract } from "../../src/core/table.ts";
import { keyword } from "../../src/label/functions/keyword.ts";
import { regex } from "../../src/label/functions/regex.ts";
import { type LabelOptions, label } from "../../src/label/label.ts";
import { openWorld, runBatchStage, runQueryStage, type World } from "./context.ts";

const texts: Record<string, string> = {
  a: "subscribe to my channel http://x",
  b: "what a lovely song",
  c: "nothing to see",
  d: "subscribe, lovely people",
  e: "faulty",
  gone: "subscribe",
};

const functions: LabelOptions["functions"] = {
  subscribe: keyword("subscribe", "spam"),
  link: regex(/https?:/, "spam"),
  lovely: keyword("lovely", "ham"),
  throws: ({ text }) => {
    if (text === "faulty") throw new Error("cannot read this");
    return null;
  },
};

async function run(
  options: Partial<LabelOptions>,
  people: { id: string; voter: string; label: string | null; at?: Date }[] = [],
) {
  const world = await openWorld();
  const [voting, weighing] = label("topic", { functions, ...options }) as [BatchStage, QueryStage];
  const rows = Object.entries(texts).map(([id, text]) => ({ id, text }));
  await runBatchStage(world, voting, batchOf({ id: "VARCHAR", text: "VARCHAR" }, rows));
  await world.fill(
    "survivors",
    { id: "VARCHAR" },
    Object.keys(texts)
      .filter((id) => id !== "gone")
      .map((id) => ({ id })),
  );
  await world.fill(
    "votes",
    contract.votes,
    people.map((vote) => ({ ...vote, task: "topic", kind: "person" })),
  );
  const notes = await runQueryStage(world, weighing);
  return { world, notes };
}

const labelsOf = (world: World) =>
  world.rows("SELECT id, label, probability, source FROM labels ORDER BY id");

test("label writes one vote per function that does not abstain, for dropped documents too", async () => {
  const { world } = await run({ model: "majority" });
  const votes = await world.rows("SELECT id, voter, label, kind, task FROM votes ORDER BY id, voter");
  expect(votes.map(({ id, voter, label }) => `${id} ${voter} ${label}`)).toEqual([
    "a link spam",
    "a subscribe spam",
    "b lovely ham",
    "d lovely ham",
    "d subscribe spam",
    "gone subscribe spam",
  ]);
  expect(new Set(votes.map(({ kind, task }) => `${kind} ${task}`))).toEqual(new Set(["function topic"]));
});

test("label gives covered survivors a label; a tie goes by policy", async () => {
  const { world, notes } = await run({ model: "majority" });
  expect(await labelsOf(world)).toEqual([
    { id: "a", label: "spam", probability: 1, source: "label-model" },
    { id: "b", label: "ham", probability: 1, source: "label-model" },
    { id: "d", label: "ham", probability: 0.5, source: "label-model" },
  ]);
  expect(notes).toMatchObject({ "coverage %": 60, "conflict %": 20, model: "majority" });
  expect(
    (await labelsOf((await run({ model: "majority", ties: "abstain" })).world)).map(({ id }) => id),
  ).toEqual(["a", "b"]);
});

test("the analysis has a row for every function, with its faults, also for one that never votes", async () => {
  const { world } = await run({ model: "majority" });
  const rows = await world.rows(
    `SELECT voter, polarity, coverage, overlap, conflict, faults FROM analysis ORDER BY voter`,
  );
  expect(rows).toEqual([
    { voter: "link", polarity: ["spam"], coverage: 1 / 5, overlap: 1 / 5, conflict: 0, faults: 0 },
    { voter: "lovely", polarity: ["ham"], coverage: 2 / 5, overlap: 1 / 5, conflict: 1 / 5, faults: 0 },
    {
      voter: "subscribe",
      polarity: ["spam"],
      coverage: 2 / 5,
      overlap: 2 / 5,
      conflict: 1 / 5,
      faults: 0,
    },
    { voter: "throws", polarity: [], coverage: 0, overlap: 0, conflict: 0, faults: 1 },
  ]);
  expect(await world.rows("SELECT * FROM function_faults")).toEqual([
    { id: "e", voter: "throws", error: "cannot read this" },
  ]);
});

test("people's majority is the label of their documents and measures the functions and the model", async () => {
  const { world, notes } = await run({ model: "majority" }, [
    { id: "d", voter: "ann", label: "spam" },
    { id: "d", voter: "bob", label: "spam" },
    { id: "d", voter: "eve", label: "ham" },
    { id: "c", voter: "ann", label: "ham" },
    { id: "b", voter: "ann", label: "ham" },
    { id: "b", voter: "bob", label: "spam" },
  ]);
  const labels = await labelsOf(world);
  expect(labels).toContainEqual({ id: "d", label: "spam", probability: 2 / 3, source: "person" });
  expect(labels).toContainEqual({ id: "c", label: "ham", probability: 1, source: "person" });
  expect(labels).toContainEqual({ id: "b", label: "ham", probability: 1, source: "label-model" });
  expect(notes).toMatchObject({ "known documents": 1, "majority right %": 0 });
  const precision = await world.rows(
    "SELECT voter, known, precision FROM analysis WHERE known > 0 ORDER BY voter",
  );
  expect(precision).toEqual([
    { voter: "lovely", known: 1, precision: 0 },
    { voter: "subscribe", known: 1, precision: 1 },
  ]);
});

test("of a person's answers the latest counts, with all its labels: two labels are no choice, a skip is none", async () => {
  const [before, after] = [new Date("2026-01-01"), new Date("2026-01-02")];
  const { world } = await run({ model: "majority" }, [
    { id: "a", voter: "ann", label: "spam", at: before },
    { id: "a", voter: "ann", label: "ham", at: after },
    { id: "b", voter: "ann", label: "spam", at: after },
    { id: "b", voter: "ann", label: "ham", at: after },
    { id: "c", voter: "ann", label: "ham", at: before },
    { id: "c", voter: "ann", label: null, at: after },
    { id: "d", voter: "ann", label: "ham", at: after },
    { id: "d", voter: "ann", label: "spam", at: after },
    { id: "d", voter: "bob", label: "spam", at: before },
  ]);
  const known = (await labelsOf(world)).filter(({ source }) => source === "person");
  expect(known.map(({ id, label }) => `${id} ${label}`)).toEqual(["a ham", "d spam"]);
});

test("a vote outside the given labels is a fault, not a label", async () => {
  const { world } = await run({ model: "majority", labels: ["spam", "eggs"] });
  const faults = await world.rows("SELECT id, error FROM function_faults WHERE voter = 'lovely' ORDER BY id");
  expect(faults[0]).toEqual({ id: "b", error: 'returned "ham", not one of the labels' });
});

test("the stage declares the columns its functions read, and its key holds their definitions", () => {
  const [voting] = label("t", {
    functions: { short: { columns: ["word_count"], definition: 1, vote: () => null } },
  }) as [BatchStage];
  expect(voting.columns).toEqual(["text", "word_count"]);
  expect(voting.options).toMatchObject({ task: "t", functions: { short: 1 } });
});

test("label refuses unknown options, models and balances with the nearest name", () => {
  const wrong = (options: object) => () => label("t", { functions, ...options } as LabelOptions);
  expect(wrong({ modle: "auto" })).toThrow('label("t"): unknown option "modle". Did you mean "model"?');
  expect(wrong({ model: "bayes" })).toThrow(/label\("t"\): model: .*got "bayes"/);
  expect(wrong({ labels: ["ham", "spam"], balance: { hamm: 0.5 } })).toThrow('Did you mean "ham"?');
});
