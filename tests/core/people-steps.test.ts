import { describe, expect, test } from "vitest";
import type { PeopleTable } from "../../src/core/people.ts";
import { isPeopleStep, withPeople } from "../../src/core/people-steps.ts";
import { type Pipeline, pipeline } from "../../src/core/pipeline.ts";
import { keySteps } from "../../src/core/plan.ts";
import type { QueryStage, SourceStage } from "../../src/core/stage.ts";
import { contract, type Row, type TableName } from "../../src/core/table.ts";

const source: SourceStage = {
  shape: "source",
  kind: "ingest",
  version: 1,
  options: {},
  tables: { documents: contract.documents, quarantine: contract.quarantine },
  reads: [],
  plan: async () => [],
  async *read() {},
};

const stage = (writes: TableName, ...reads: string[]): QueryStage => ({
  shape: "query",
  kind: writes,
  version: 1,
  options: {},
  tables: { [writes]: contract[writes] },
  reads,
  run: async () => undefined,
});

const plain = pipeline({
  name: "road",
  stages: {
    documents: source,
    quality: stage("decisions"),
    copies: stage("decisions", "survivors"),
    topic: stage("labels", "votes", "survivors"),
    value: stage("scores", "preferences"),
    train: stage("tokens", "survivors"),
  },
});

const rowsOf = (rows: Partial<Record<PeopleTable, Row[]>>) => ({
  rows: (table: PeopleTable) => rows[table] ?? [],
});
const all = {
  votes: [{ id: "a" }],
  decisions: [{ id: "a" }],
  preferences: [{ id: "p" }],
  remarks: [{ id: "a" }],
};
const names = ({ steps }: Pipeline) => steps.map(({ name }) => name);
const keys = (given: Pipeline) => new Map(keySteps(given, []).map(({ name, key }) => [name, key]));

describe("withPeople", () => {
  test("puts votes after the source, decisions after the last stage that decides, preferences before who reads them", () => {
    expect(names(withPeople(plain, rowsOf(all)))).toEqual([
      "documents",
      "people.votes",
      "quality",
      "copies",
      "people.decisions",
      "topic",
      "people.preferences",
      "value",
      "train",
    ]);
  });

  test("in a pipeline in which nothing decides or reads preferences the steps have a place too", () => {
    const bare = pipeline({
      name: "bare",
      stages: { documents: source, train: stage("tokens", "survivors") },
    });
    expect(names(withPeople(bare, rowsOf(all)))).toEqual([
      "documents",
      "people.decisions",
      "people.votes",
      "train",
      "people.preferences",
    ]);
  });

  test("without deeds that count the keys are those of the pipeline alone", () => {
    expect(keys(withPeople(plain, rowsOf({ remarks: all.remarks })))).toEqual(keys(plain));
  });

  test.each([
    ["votes", ["topic"]],
    ["decisions", ["topic", "train"]],
    ["preferences", ["value"]],
  ] as const)("other %s change the keys of what reads them, and no other", (table, readers) => {
    const before = keys(withPeople(plain, rowsOf(all)));
    const after = keys(withPeople(plain, rowsOf({ ...all, [table]: [{ id: "b" }] })));
    const changed = [...before.keys()].filter((name) => before.get(name) !== after.get(name));
    expect(changed).toEqual([...new Set([`people.${table}`, ...readers])]);
  });

  test("each step is an entry of its own, and is told from a stage that a person calls people", () => {
    const steps = withPeople(plain, rowsOf(all)).steps.filter(isPeopleStep);
    expect(steps.map(({ name, entry }) => name === entry)).toEqual([true, true, true]);
    const named = pipeline({
      name: "named",
      stages: { documents: source, people: [stage("votes"), stage("labels")] },
    });
    expect(named.steps.filter(isPeopleStep)).toEqual([]);
  });
});
