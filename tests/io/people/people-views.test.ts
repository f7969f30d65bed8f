import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../../src/core/database.ts";
import type { Act, People } from "../../../src/core/people.ts";
import { openDatabase } from "../../../src/io/duckdb.ts";
import { openPeople } from "../../../src/io/people/open-people.ts";
import { createPeopleTables, refreshPeople } from "../../../src/io/people/people-views.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

let folder: string;
let people: People;
let engine: Database;
let counter = 0;
beforeEach(async () => {
  folder = temporaryFolder("sluice-people-views-");
  people = openPeople(folder);
  engine = await openEngine(folder);
});
afterEach(() => {
  people.close();
  engine.close();
});

async function openEngine(place: string): Promise<Database> {
  const opened = await openDatabase({ threads: 1, memoryBytes: 2e8, spillFolder: `${place}/tmp` });
  await createPeopleTables(opened);
  return opened;
}

const did = (voter: string, act: Act) => people.record(voter, [{ id: `deed-${counter++}`, act }])[0].id;
const answer = (document: string, label: string): Act => ({
  act: "answer",
  task: "t",
  document,
  labels: [label],
  seconds: 1,
  evidence: true,
});
const remark = (document: string, comment: string): Act => ({
  act: "remark",
  task: "t",
  document,
  comment,
  flagged: false,
});
const tables = ["votes", "decisions", "preferences", "remarks"];
const everything = async (database: Database) =>
  Promise.all(tables.map((table) => database.rows(`SELECT * FROM people_${table} ORDER BY ALL`)));

describe("people's tables in the engine", () => {
  test.each([
    ["quotes", `it's "so"; DROP TABLE people_votes; --`, undefined],
    ["a backslash before u0000", "see \\u0000, or \\ud800, or \\\\u0000", undefined],
    ["NUL", "a\u0000b", "a\ufffdb"],
    ["half a surrogate pair", "a\ud83db", "a\ufffdb"],
    ["a whole one, and marks of direction", "\u{1f600}\u202e\n\t", undefined],
  ])("hold a text with %s", async (_, comment, shown) => {
    did("ada", remark("d", comment));
    await refreshPeople(engine, people);
    expect(await engine.rows("SELECT comment FROM people_remarks")).toEqual([{ comment: shown ?? comment }]);
  });

  test("follow the log step by step to what they would be when filled anew", async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => `d${i}`);
    const undone = new Map<number, string>();
    const story: (() => unknown)[] = [
      () => did("ada", answer("d1", "good")),
      () => did("ada", answer("d1", "bad")),
      () => did("ben", { act: "skip", task: "t", document: "d1", seconds: 1 }),
      () =>
        undone.set(
          0,
          did("ada", { act: "label", task: "t", documents: many, label: "good", selection: "all" }),
        ),
      () =>
        did("ben", { act: "decide", documents: ["d1", "d2"], verdict: "drop", reason: "no", selection: "" }),
      () => undone.set(1, did("ada", { act: "undo", deed: undone.get(0) as string })),
      () => did("ada", remark("d1", "odd")),
      () => did("ada", { act: "prefer", task: "p", left: "d1", right: "d2", choice: "right", seconds: 1 }),
      () => did("ada", { act: "undo", deed: undone.get(1) as string }),
      () => did("ben", { act: "decide", documents: ["d2"], verdict: "keep", reason: "yes", selection: "" }),
    ];
    await refreshPeople(engine, people);
    for (const step of story) {
      step();
      await refreshPeople(engine, people);
      const fresh = await openEngine(folder);
      await refreshPeople(fresh, people);
      expect(await everything(engine)).toEqual(await everything(fresh));
      fresh.close();
    }
    expect(await engine.rows("SELECT count(*) AS n FROM people_votes WHERE label = 'good'")).toEqual([
      { n: 12_000 },
    ]);
  });
});
