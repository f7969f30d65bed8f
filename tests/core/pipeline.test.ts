import { describe, expect, test } from "vitest";
import { cutAfter, pipeline } from "../../src/core/pipeline.ts";
import { changedSince, dependencies, keySteps } from "../../src/core/plan.ts";
import type { BatchStage, QueryStage, SourceStage } from "../../src/core/stage.ts";
import { contract } from "../../src/core/table.ts";

const read: SourceStage = {
  shape: "source",
  kind: "ingest",
  version: 1,
  options: {},
  tables: { documents: contract.documents, quarantine: contract.quarantine },
  reads: [],
  plan: async () => [],
  read: async function* () {},
};
const measure = (options: unknown): BatchStage => ({
  shape: "batch",
  kind: "measure",
  version: 1,
  options,
  over: "all",
  columns: ["text"],
  tables: { signals: { id: "VARCHAR", word_count: "DOUBLE" } },
  reads: [],
  open: () => () => ({}),
});
const rules = (options: unknown): QueryStage => ({
  shape: "query",
  kind: "rules",
  version: 1,
  options,
  tables: { decisions: contract.decisions },
  reads: ["signals", "documents"],
  run: async () => undefined,
});
const unit = [{ files: [{ source: "a.txt", bytes: 3, hash: "1" }] }];
const whole = (bound: number, more = {}) =>
  pipeline({
    name: "p",
    stages: {
      documents: read,
      signals: measure(1),
      quality: rules({ bound }),
      again: { ...rules(2), reads: ["survivors"] },
      ...more,
    },
  });
const keys = (bound: number) =>
  Object.fromEntries(keySteps(whole(bound), unit).map(({ name, key }) => [name, key]));

describe("pipeline", () => {
  test("refuses an unknown option with the nearest name", () => {
    expect(() => pipeline({ name: "p", stags: {} } as never)).toThrow(
      'no option "stags". Did you mean "stages"?',
    );
  });

  test("refuses a query stage that writes the text", () => {
    const editor = { ...rules(1), tables: { text: { id: "VARCHAR", text: "VARCHAR" } } } as const;
    expect(() => pipeline({ name: "p", stages: { documents: read, cut: editor } })).toThrow(
      'stage "cut": a query stage cannot write the table "text"',
    );
  });

  test("refuses a second source, and a first stage that reads nothing", () => {
    expect(() => pipeline({ name: "p", stages: { documents: read, more: read } })).toThrow(
      'see stage "more"',
    );
    expect(() => pipeline({ name: "p", stages: { signals: measure(1) } })).toThrow('see stage "signals"');
  });

  test("names the stages of one entry after it; the last one has the plain name", () => {
    const steps = whole(1, { copies: [measure(2), rules(3)] }).steps.map(({ name }) => name);
    expect(steps.slice(-2)).toEqual(["copies.measure", "copies"]);
  });

  test("is cut after an entry, and an unknown one is named with its neighbour", () => {
    expect(cutAfter(whole(1), "signals").steps).toHaveLength(2);
    expect(() => cutAfter(whole(1), "signal")).toThrow('Did you mean "signals"?');
  });
});

describe("keys", () => {
  test("change for a stage and what depends on it, and for nothing else", () => {
    const [a, b] = [keys(50), keys(80)];
    expect(b.documents).toBe(a.documents);
    expect(b.signals).toBe(a.signals);
    expect(b.quality).not.toBe(a.quality);
    expect(b.again).not.toBe(a.again); // it sees survivors, which the bound decides
  });

  test("change with the content of the input", () => {
    const other = [{ files: [{ source: "a.txt", bytes: 3, hash: "2" }] }];
    expect(keySteps(whole(1), other)[0].key).not.toBe(keySteps(whole(1), unit)[0].key);
  });

  test("a stage that reads what nobody writes is refused", () => {
    const broken = whole(1, { bad: { ...rules(1), reads: ["nothing"] } });
    expect(() => keySteps(broken, unit)).toThrow('stage "bad": reads "nothing"');
  });

  test("dependencies of a batch stage are the stages that write its columns", () => {
    const { steps } = whole(1, { second: { ...measure(2), columns: ["word_count", "url"] } });
    expect(dependencies(steps[4], steps.slice(0, 4)).map(({ name }) => name)).toEqual([
      "documents",
      "signals",
    ]);
  });

  test("changedSince names the options that changed", () => {
    const [before, after] = [keySteps(whole(50), unit)[2], keySteps(whole(80), unit)[2]];
    expect(changedSince(after.definition, { definition: before.definition } as never)).toBe(
      "options changed: bound",
    );
    expect(changedSince(after.definition, undefined)).toBe("never ran");
  });
});
