import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Act } from "../../../src/core/people.ts";
import { openPeople } from "../../../src/io/people/open-people.ts";
import { PeopleState } from "../../../src/label/queue/people-state.ts";
import { labelsOf } from "../../../src/label/queue/task-state.ts";
import { log } from "./deeds.ts";

describe("the state of people's deeds", () => {
  test("the latest answer of a person counts; an undo brings back the one before, its own undo the later again", () => {
    const { answer, undo, state } = log();
    const said = () => labelsOf(state().task("t").answers.of("d", "ann") ?? never())?.[0];
    answer("ann", "d", "good");
    const second = answer("ann", "d", "bad");
    expect(said()).toBe("bad");
    const taken = undo("ann", second);
    expect(said()).toBe("good");
    undo("ann", taken);
    expect(said()).toBe("bad");
    expect(state().task("t").tally("ann").labels).toEqual(new Map([["bad", 1]]));
  });

  test("counts answers, skips, flags, pairs, labels and days of each person, and documents of all", () => {
    const { answer, skip, prefer, write, undo, state } = log();
    answer("ann", "a", "good", "long");
    answer("ann", "b", "bad");
    skip("ann", "c");
    answer("bob", "a", "good");
    prefer("ann", "b", "a");
    prefer("ann", "a", "b");
    const flag = write("ann", { act: "remark", task: "t", document: "a", comment: "", flagged: true });
    const task = state().task("t");
    expect(task.tally("ann")).toEqual({
      answered: 2,
      skipped: 1,
      flagged: 1,
      judged: 1,
      labels: new Map([
        ["good", 1],
        ["long", 1],
        ["bad", 1],
      ]),
      days: new Map([["2026-01-31", 3]]),
    });
    expect([task.answered, task.answersTo("a"), task.answersTo("c")]).toEqual([2, 2, 0]);
    expect([...task.contested()]).toEqual(["a"]);
    undo("ann", flag);
    skip("ann", "a");
    expect(state().task("t").tally("ann")).toMatchObject({ answered: 1, skipped: 2, flagged: 0 });
    expect(task.answersTo("a")).toBe(1);
  });

  test("speed is the median of the last fifty answers that stand", () => {
    const { write, undo, state } = log();
    expect(state().task("t").medianSeconds("ann")).toBeNull();
    const answer = (document: string, seconds: number) =>
      write("ann", { act: "answer", task: "t", document, labels: ["x"], seconds, evidence: false });
    for (let i = 0; i < 60; i++) answer(`old ${i}`, 100);
    for (let i = 0; i < 49; i++) answer(`new ${i}`, 3);
    const last = answer("last", 900);
    expect(state().task("t").medianSeconds("ann")).toBe(3);
    undo("ann", last);
    expect(state().task("t").medianSeconds("ann")).toBe(3);
  });

  test("a bulk label answers every document of it, and a verdict by hand drops until it is taken back", () => {
    const { write, undo, state } = log();
    write("ann", { act: "label", task: "t", documents: ["a", "b"], label: "good", selection: "lasso" });
    expect(state().task("t").tally("ann")).toMatchObject({ answered: 2 });
    const verdict = write("ann", {
      act: "decide",
      documents: ["a"],
      verdict: "drop",
      reason: "r",
      selection: "",
    });
    expect([...state().dropped]).toEqual(["a"]);
    undo("ann", verdict);
    expect([...state().dropped]).toEqual([]);
  });

  test("a bulk label of more documents than a list of deeds names counts for each of them", () => {
    const folder = mkdtempSync(join(tmpdir(), "sluice-state-"));
    const people = openPeople(folder);
    const documents = Array.from({ length: 250 }, (_, i) => `d${i}`);
    const act = { act: "label", task: "t", documents, label: "good", selection: "" } as const;
    people.record("ann", [{ id: crypto.randomUUID(), act }]);
    const state = new PeopleState();
    state.update(people);
    expect(state.task("t").tally("ann").answered).toBe(250);
    people.close();
    rmSync(folder, { recursive: true });
  });

  const voter = fc.constantFrom("ann", "bob");
  const document = fc.constantFrom("a", "b", "c");
  const label = fc.constantFrom("good", "bad");
  const act: fc.Arbitrary<(ids: readonly string[]) => Act> = fc.oneof(
    fc.tuple(document, label).map(
      ([doc, one]) =>
        () =>
          ({ act: "answer", task: "t", document: doc, labels: [one], seconds: 1, evidence: true }) as const,
    ),
    document.map((doc) => () => ({ act: "skip", task: "t", document: doc, seconds: 1 }) as const),
    fc.tuple(fc.subarray(["a", "b", "c"], { minLength: 1 }), label).map(
      ([documents, one]) =>
        () =>
          ({ act: "label", task: "t", documents, label: one, selection: "" }) as const,
    ),
    fc.nat().map((n) => (ids: readonly string[]) => ({ act: "undo", deed: ids[n % ids.length] }) as const),
  );

  test("whatever people do, it is the same state as the tables of the log on disk", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(voter, act), { maxLength: 25 }), (steps) => {
        const folder = mkdtempSync(join(tmpdir(), "sluice-state-"));
        const people = openPeople(folder);
        try {
          const state = new PeopleState();
          const own: Record<string, string[]> = { ann: [], bob: [] };
          for (const [who, make] of steps) {
            const made = own[who].length === 0 ? undefined : make(own[who]);
            const one = made ?? { act: "skip", task: "t", document: "a", seconds: 1 };
            const id = crypto.randomUUID();
            people.record(who, [{ id, act: one as Act }]);
            own[who].push(id);
            state.update(people);
          }
          const onDisk = people.rows("votes").map(({ id, voter: by, label: said }) => `${id} ${by} ${said}`);
          const task = state.task("t");
          const inMemory = ["a", "b", "c"].flatMap((id) =>
            ["ann", "bob"].flatMap((by) => {
              const deed = task.answers.of(id, by);
              return deed === undefined ? [] : [`${id} ${by} ${labelsOf(deed)?.[0] ?? null}`];
            }),
          );
          expect(inMemory.toSorted()).toEqual(onDisk.toSorted());
          for (const by of ["ann", "bob"]) {
            const answered = inMemory.filter((line) => line.includes(by) && !line.endsWith("null")).length;
            expect(task.tally(by).answered).toBe(answered);
            expect(task.doneBy(by).size).toBe(inMemory.filter((line) => line.includes(by)).length);
          }
        } finally {
          people.close();
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: 40 },
    );
  });

  test("reads what another process wrote between its two questions", () => {
    const { answer, source, state } = log();
    answer("ann", "a", "x");
    state();
    answer("ann", "b", "x");
    answer("ann", "c", "x");
    const late = { version: () => 2, deeds: source.deeds }; // the log is at 3 by now
    const other = new PeopleState();
    other.update(late);
    expect(other.task("t").tally("ann").answered).toBe(3);
  });
});

function never(): never {
  throw new Error("nothing stands");
}
