import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Act } from "../../../src/core/people.ts";
import { openPeople } from "../../../src/io/people/open-people.ts";
import { millPlace, runMill } from "../../cli/corpus.ts";

let counter = 0;

/** Records acts as Ada did them. */
function did(folder: string, ...acts: Act[]): string[] {
  const people = openPeople(folder);
  const deeds = people.record(
    "ada",
    acts.map((act) => ({ id: `deed-${counter++}`, act })),
  );
  people.close();
  return deeds.map(({ id }) => id);
}

const answer = (document: string, label: string): Act => ({
  act: "answer",
  task: "place",
  document,
  labels: [label],
  seconds: 2,
  evidence: true,
});

describe("what people did", () => {
  const place = millPlace();
  const folder = join(place.folder, "mill.sluice");
  const query = async (sql: string) =>
    JSON.parse((await place.sluice("query", sql, "--format", "json")).stdout);
  const ran = async () => {
    const { stdout, stderr, code } = await place.sluice(
      "run",
      "mill.ts",
      "--workers",
      "1",
      "--json",
      "--no-report",
    );
    expect(code, stderr).toBe(0);
    const stages = JSON.parse(stdout).stages as { name: string; cached: boolean }[];
    return stages.filter(({ cached }) => !cached).map(({ name }) => name);
  };
  beforeAll(() => runMill(place));

  test("is in the views at once, before any run", async () => {
    did(folder, answer("prose-0", "town"), answer("prose-1", "river"));
    expect(
      await query(
        "SELECT id, task, voter, kind, label, seconds FROM votes WHERE kind = 'person' ORDER BY id",
      ),
    ).toEqual([
      { id: "prose-0", task: "place", voter: "ada", kind: "person", label: "town", seconds: 2 },
      { id: "prose-1", task: "place", voter: "ada", kind: "person", label: "river", seconds: 2 },
    ]);
  });

  test("counts as known labels in the next run, which runs again what reads votes and nothing else", async () => {
    expect(await ran()).toEqual(["people.votes", "place"]);
    expect(await query("SELECT label, source FROM labels WHERE id = 'prose-0'")).toEqual([
      { label: "town", source: "person" },
    ]);
    expect(await query("SELECT count(*) AS n FROM votes WHERE kind = 'person'")).toEqual([{ n: 2 }]);
    expect(await ran()).toEqual([]);
  });

  test("drops and keeps documents: in the views at once, in the training set with the next run", async () => {
    const [drop] = did(
      folder,
      { act: "decide", documents: ["prose-3"], verdict: "drop", reason: "a forgery", selection: "one" },
      { act: "decide", documents: ["short-a"], verdict: "keep", reason: "short but true", selection: "one" },
    );
    expect(await query("SELECT id FROM kept WHERE id IN ('prose-3', 'short-a')")).toEqual([
      { id: "short-a" },
    ]);
    expect(await query("SELECT verdict, rule, reason FROM decisions WHERE id = 'prose-3'")).toEqual([
      { verdict: "drop", rule: "by_hand", reason: "ada: a forgery" },
    ]);
    expect(await ran()).toContain("people.decisions");
    expect(await query("SELECT count(*) AS n FROM survivors")).toEqual([{ n: 9 }]);
    did(folder, { act: "undo", deed: drop });
    expect(await query("SELECT count(*) AS n FROM survivors")).toEqual([{ n: 10 }]);
    await ran();
    expect(await query("SELECT count(*) AS n FROM survivors")).toEqual([{ n: 10 }]);
  });

  test("dropping the kept one of two copies does not bring the other back", async () => {
    const [{ keeper, id }] = await query("SELECT keeper, id FROM duplicates WHERE NOT kept");
    did(folder, { act: "decide", documents: [keeper], verdict: "drop", reason: "no", selection: "one" });
    await ran();
    expect(await query(`SELECT id FROM survivors WHERE id IN ('${keeper}', '${id}')`)).toEqual([]);
  });

  test("prefers one text to another: the view has the texts", async () => {
    did(folder, {
      act: "prefer",
      task: "value",
      left: "prose-1",
      right: "prose-2",
      choice: "right",
      seconds: 3,
    });
    expect(
      await query(
        "SELECT c.id AS chosen, r.id AS rejected FROM preferences AS p JOIN text AS c ON c.text = p.chosen JOIN text AS r ON r.text = p.rejected",
      ),
    ).toEqual([{ chosen: "prose-2", rejected: "prose-1" }]);
  });

  test("a vote on a document that is not in the input is counted and left out", async () => {
    did(folder, answer("gone", "town"));
    const { stdout } = await place.sluice("run", "mill.ts", "--json", "--no-report");
    const { notes } = JSON.parse(stdout).stages.find(({ name }: { name: string }) => name === "people.votes");
    expect(notes).toMatchObject({ votes: 2, people: 1, "on documents that are not in this input": 1 });
  });
});

test("a workspace in which nobody did anything gets no log, by a run or a query", async () => {
  const { existsSync } = await import("node:fs");
  const place = millPlace();
  await runMill(place);
  await place.sluice("query", "from votes");
  expect(existsSync(join(place.folder, "mill.sluice/people.sqlite"))).toBe(false);
});
