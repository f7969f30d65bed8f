import { describe, expect, test } from "vitest";
import { canonical, sha256 } from "../../../src/core/json.ts";
import type { StageDefinition } from "../../../src/core/manifest.ts";
import type { StageRecord } from "../../../src/core/workspace.ts";
import { changesBetween } from "../../../src/server/resources/runs/changes.ts";
import type { KnownRun } from "../../../src/server/resources/runs/history.ts";

interface Stage {
  readonly name: string;
  readonly kind: string;
  readonly options?: unknown;
  readonly version?: number;
  readonly inputs?: Record<string, string>;
}

/** A run of stages, each keyed by what it was asked for and by all before it. */
function run(number: number, stages: readonly Stage[], outcome: Partial<KnownRun> = {}): KnownRun {
  const definitions: Record<string, StageDefinition> = {};
  const records: StageRecord[] = [];
  for (const { name, kind, options = {}, version = 1, inputs = {} } of stages) {
    const before = records.at(-1)?.key ?? "";
    definitions[name] = { kind, version, options: canonical(options), inputs: { before, ...inputs } };
    const entry = name.startsWith("people.") ? name : name.split(".")[0];
    records.push({
      name,
      entry,
      kind,
      key: sha256(canonical(definitions[name])),
      rules: [],
    } as unknown as StageRecord);
  }
  const record = {
    pipeline: "p",
    file: "p.ts",
    workers: 1,
    sample: null,
    finished: true,
    seconds: 1,
    stages: records,
  };
  return {
    number,
    started: null,
    ended: null,
    documents: 10,
    kept: 8,
    tokens: 100,
    tokenizer: "gpt2",
    record,
    definitions,
    ...outcome,
  };
}

const documents: Stage = { name: "documents", kind: "ingest", inputs: { units: "a" } };
const rules = (list: Record<string, string>): Stage => ({
  name: "quality",
  kind: "rules",
  options: { rules: Object.entries(list).map(([name, when]) => ({ name, when })) },
});
const copies = (threshold: number): Stage[] => [
  { name: "copies.signatures", kind: "signatures", options: { banding: { bands: threshold * 10 } } },
  { name: "copies", kind: "deduplicate", options: { threshold } },
];

describe("what changed between two runs", () => {
  test("nothing", () => {
    const same = [documents, rules({ short: "n < 1" })];
    expect(changesBetween(run(1, same), run(2, same))).toEqual({
      since: 1,
      stages: [],
      rules: [],
      following: [],
      documents: 0,
      kept: 0,
      tokens: 0,
    });
  });

  test("a rule moved, one came, one went; the stages after it only follow", () => {
    const before = run(1, [
      documents,
      rules({ short: "n < 10", gone: "x > 1", same: "y > 1" }),
      ...copies(0.8),
    ]);
    const after = run(2, [
      documents,
      rules({ short: "n < 20", same: "y > 1", fresh: "z > 1" }),
      ...copies(0.8),
    ]);
    const { rules: moved, stages, following } = changesBetween(before, after);
    expect(moved).toEqual([
      { stage: "quality", rule: "short", before: "n < 10", after: "n < 20" },
      { stage: "quality", rule: "gone", before: "x > 1", after: null },
      { stage: "quality", rule: "fresh", before: null, after: "z > 1" },
    ]);
    expect(stages).toEqual([]);
    expect(following).toEqual(["copies.signatures", "copies"]);
  });

  test("other words for the same rule are a change too", () => {
    const stage = (why: string): Stage => ({
      name: "quality",
      kind: "rules",
      options: { rules: [{ name: "short", when: "n < 1", why }] },
    });
    const { rules: moved, stages } = changesBetween(
      run(1, [documents, stage("a")]),
      run(2, [documents, stage("b")]),
    );
    expect(moved).toEqual([]);
    expect(stages).toEqual([{ stage: "quality", what: "rules changed" }]);
  });

  test("an option is told with both values, once for an entry of several stages", () => {
    const { stages } = changesBetween(
      run(1, [documents, ...copies(0.8)]),
      run(2, [documents, ...copies(0.9)]),
    );
    expect(stages).toEqual([{ stage: "copies", what: "threshold 0.8 → 0.9" }]);
  });

  test("what is no plain value is only named", () => {
    const stage = (functions: unknown): Stage => ({ name: "kind", kind: "label", options: { functions } });
    const { stages } = changesBetween(run(1, [documents, stage([1])]), run(2, [documents, stage([2])]));
    expect(stages).toEqual([{ stage: "kind", what: "functions changed" }]);
  });

  test("other input files, a new stage, one that is gone, a newer version", () => {
    const before = run(1, [documents, { name: "old", kind: "count" }, { name: "map", kind: "project" }]);
    const after = run(2, [
      { ...documents, inputs: { units: "b" } },
      { name: "map", kind: "project", version: 2 },
      { name: "new", kind: "count" },
    ]);
    expect(changesBetween(before, after).stages).toEqual([
      { stage: "documents", what: "other input files" },
      { stage: "map", what: "newer version of the stage" },
      { stage: "new", what: "new" },
      { stage: "old", what: "gone" },
    ]);
  });

  test("people's tables are told under their own names", () => {
    const votes = (rows: string): Stage => ({ name: "people.votes", kind: "votes", options: { rows } });
    expect(changesBetween(run(1, [documents]), run(2, [documents, votes("a")])).stages).toEqual([
      { stage: "people.votes", what: "first ones" },
    ]);
    expect(changesBetween(run(1, [documents, votes("a")]), run(2, [documents, votes("b")])).stages).toEqual([
      { stage: "people.votes", what: "newer ones" },
    ]);
  });

  test("an unfinished run has lost no stage: it did not come to it", () => {
    const before = run(1, [documents, { name: "map", kind: "project" }]);
    const after = run(2, [documents]);
    const stopped = { ...after, record: { ...after.record, finished: false } };
    expect(changesBetween(before, after).stages).toEqual([{ stage: "map", what: "gone" }]);
    expect(changesBetween(before, stopped).stages).toEqual([]);
  });

  test("tokens of different tokenizers are not compared", () => {
    const before = run(1, [documents], { tokens: 100 });
    expect(changesBetween(before, run(2, [documents], { tokens: 90, kept: 7 }))).toMatchObject({
      tokens: -10,
      kept: -1,
    });
    expect(changesBetween(before, run(2, [documents], { tokens: 90, tokenizer: "o200k" })).tokens).toBeNull();
    expect(changesBetween(before, run(2, [documents], { tokens: null })).tokens).toBeNull();
  });
});
