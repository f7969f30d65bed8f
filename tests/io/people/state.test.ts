import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Act, ConflictError, type People } from "../../../src/core/people.ts";
import { openPeople } from "../../../src/io/people/open-people.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const voters = ["ada", "ben"];
const documents = ["d0", "d1", "d2"];
const labels = ["good", "bad"];

/** One step of a story: an act by somebody, or taking back the deed of that number. */
type Step = { voter: string; act: Exclude<Act, { act: "undo" }> } | { voter: string; undo: number };

const answer = (document: string, label: string[]): Act => ({
  act: "answer",
  task: "t",
  document,
  labels: label,
  seconds: 1,
  evidence: true,
});

const acts = fc.oneof(
  fc
    .record({ document: fc.constantFrom(...documents), some: fc.subarray(labels, { minLength: 1 }) })
    .map(({ document, some }) => answer(document, some)),
  fc.constantFrom(...documents).map((document): Act => ({ act: "skip", task: "t", document, seconds: 1 })),
  fc
    .record({ some: fc.subarray(documents, { minLength: 1 }), label: fc.constantFrom(...labels) })
    .map(({ some, label }): Act => ({ act: "label", task: "t", documents: some, label, selection: "" })),
  fc
    .record({ some: fc.subarray(documents, { minLength: 1 }), verdict: fc.constantFrom("drop", "keep") })
    .map(
      ({ some, verdict }): Act => ({ act: "decide", documents: some, verdict, reason: "r", selection: "" }),
    ),
);

const steps = fc.array(
  fc.oneof(
    fc.record({ voter: fc.constantFrom(...voters), act: acts }),
    fc.record({ voter: fc.constantFrom(...voters), undo: fc.nat(20) }),
  ) as fc.Arbitrary<Step>,
  { maxLength: 25 },
);

/** What the rows must be, told by going through the log from the end. */
class Model {
  readonly deeds: { voter: string; act: Act }[] = [];

  isUndone(i: number): boolean {
    return this.deeds.some(({ act }, j) => act.act === "undo" && act.deed === idOf(i) && !this.isUndone(j));
  }

  votes(): string[] {
    const rows: string[] = [];
    for (const voter of voters)
      for (const document of documents) {
        const last = this.latest((deed) => deed.voter === voter && touches(deed.act, document));
        for (const label of labelsOf(last)) rows.push(`${document} ${voter} ${label}`);
      }
    return rows.toSorted();
  }

  decisions(): string[] {
    return documents
      .flatMap((document) => {
        const last = this.latest(({ act }) => act.act === "decide" && act.documents.includes(document));
        return last?.act === "decide" ? [`${document} ${last.verdict}`] : [];
      })
      .toSorted();
  }

  private latest(wanted: (deed: { voter: string; act: Act }) => boolean): Act | undefined {
    return this.deeds.findLast((deed, i) => wanted(deed) && !this.isUndone(i))?.act;
  }
}

/** Votes as somebody keeps them who asks after every deed for what changed. */
class Followed {
  private readonly people: People;
  private version = 0;
  private readonly byDocument = new Map<unknown, string[]>();

  constructor(people: People) {
    this.people = people;
  }

  follow(): void {
    const { documents } = this.people.changes(this.version);
    for (const document of documents) this.byDocument.delete(document);
    for (const row of this.people.rows("votes", documents))
      this.byDocument.set(row.id, [...(this.byDocument.get(row.id) ?? []), JSON.stringify(row)]);
    this.version = this.people.version();
  }

  rows(): string[] {
    return [...this.byDocument.values()].flat().toSorted();
  }
}

function touches(act: Act, document: string): boolean {
  if (act.act === "answer" || act.act === "skip") return act.document === document;
  return act.act === "label" && act.documents.includes(document);
}

function labelsOf(act: Act | undefined): readonly (string | null)[] {
  if (act === undefined) return [];
  if (act.act === "answer") return act.labels;
  return act.act === "label" ? [act.label] : [null];
}

const idOf = (i: number) => `id-${i}`;

describe("the present state", () => {
  const stories = temporaryFolder("sluice-stories-");
  let people: People;
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder("sluice-state-");
    people = openPeople(folder);
  });
  afterEach(() => people.close());

  test("is what the log amounts to, with every undo and redo", () => {
    fc.assert(
      fc.property(steps, (story) => {
        const own = openPeople(mkdtempSync(join(stories, "story-")));
        const model = new Model();
        const kept = new Followed(own);
        for (const step of story) {
          const id = idOf(model.deeds.length);
          const target = "undo" in step ? model.deeds[step.undo] : undefined;
          const act: Act = "undo" in step ? { act: "undo", deed: idOf(step.undo) } : step.act;
          const isAllowed = !("undo" in step) || target?.voter === step.voter;
          if (isAllowed) {
            own.record(step.voter, [{ id, act }]);
            model.deeds.push({ voter: step.voter, act });
            kept.follow();
          } else expect(() => own.record(step.voter, [{ id, act }])).toThrow(/undo: /);
        }
        expect(
          own
            .rows("votes")
            .map(({ id, voter, label }) => `${id} ${voter} ${label}`)
            .toSorted(),
        ).toEqual(model.votes());
        expect(
          own
            .rows("decisions")
            .map(({ id, verdict }) => `${id} ${verdict}`)
            .toSorted(),
        ).toEqual(model.decisions());
        own.close();
      }),
      { numRuns: 60 },
    );
  });

  test("a deed sent twice is there once; another one under its id is refused", () => {
    const deed = { id: "a", act: answer("d0", ["good"]) };
    expect(people.record("ada", [deed])[0].seq).toBe(people.record("ada", [deed, deed])[1].seq);
    expect(people.rows("votes").length).toBe(1);
    expect(() => people.record("ada", [{ id: "a", act: answer("d0", ["bad"]) }])).toThrow(ConflictError);
    expect(() => people.record("ben", [deed])).toThrow(ConflictError);
  });

  test("a list of deeds is recorded whole or not at all", () => {
    const good = { id: "a", act: answer("d0", ["good"]) };
    expect(() => people.record("ada", [good, { id: "b", act: { act: "undo", deed: "none" } }])).toThrow(
      /no deed none/,
    );
    expect(people.deeds({ limit: 10 })).toEqual([]);
    expect(people.version()).toBe(0);
  });

  test("the version tells of deeds of other processes", () => {
    const other = openPeople(folder);
    const before = people.version();
    other.record("ben", [{ id: "a", act: answer("d0", ["good"]) }]);
    expect(people.version()).toBeGreaterThan(before);
    other.close();
  });

  test("a remark is the latest of its person, and gone when it says nothing", () => {
    const remark = (comment: string, flagged: boolean): Act => ({
      act: "remark",
      task: "t",
      document: "d0",
      comment,
      flagged,
    });
    people.record("ada", [{ id: "a", act: remark("odd", true) }]);
    expect(people.rows("remarks")).toMatchObject([{ id: "d0", comment: "odd", flagged: true }]);
    people.record("ada", [{ id: "b", act: remark("", false) }]);
    expect(people.rows("remarks")).toEqual([]);
  });

  test("ties and refusals prefer nothing; the latest judgement of a pair counts, whatever its sides", () => {
    const prefer = (left: string, right: string, choice: "left" | "right" | "tie"): Act => ({
      act: "prefer",
      task: "t",
      left,
      right,
      choice,
      seconds: 1,
    });
    people.record("ada", [{ id: "a", act: prefer("d0", "d1", "left") }]);
    expect(people.rows("preferences")).toMatchObject([{ chosen: "d0", rejected: "d1" }]);
    people.record("ada", [{ id: "b", act: prefer("d1", "d0", "left") }]);
    expect(people.rows("preferences")).toMatchObject([{ chosen: "d1", rejected: "d0" }]);
    people.record("ada", [{ id: "c", act: prefer("d0", "d1", "tie") }]);
    expect(people.rows("preferences")).toEqual([]);
  });

  test("tasks are kept as they were made", () => {
    const task = { task: "tone", labels: ["warm", "cold"], multiple: true, guidelines: "Read it aloud." };
    people.saveTask(task);
    expect(people.tasks()).toEqual([task]);
  });
});
