import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  funnelShape,
  lossesAnswer,
  runsAnswer,
  workspaceAnswer,
} from "../../../src/server/resources/runs/wire.ts";
import { type Serving, serving, servingFolder } from "../serving.ts";
import { collectEvents } from "./collect-events.ts";
import { edit, millWithHistory, run } from "./mill-history.ts";

describe("an empty workspace", () => {
  let server: Serving;
  beforeAll(async () => {
    server = await serving();
  });
  afterAll(() => server.close());

  test("is empty, says what to type, and has no runs and no losses", async () => {
    const { json } = await server.ask("/api/workspace");
    expect(workspaceAnswer.parse(json)).toMatchObject({
      state: "empty",
      documents: 0,
      tokens: null,
      tables: [],
      pipeline: null,
    });
    expect(json.next[0].command).toContain("sluice run");
    expect((await server.ask("/api/runs")).json).toEqual({ runs: [], more: false });
    expect((await server.ask("/api/runs/funnel")).json).toMatchObject({ input: 0, steps: [] });
    expect((await server.ask("/api/runs/losses?stage=quality")).json).toMatchObject({ count: 0, rows: [] });
  });
});

describe("a workspace with two runs", () => {
  let server: Serving;
  let history: Awaited<ReturnType<typeof millWithHistory>>;
  beforeAll(async () => {
    history = await millWithHistory();
    server = await servingFolder(history.workspace);
  });
  afterAll(() => server.close());

  const decide = (documents: readonly string[], verdict: "drop" | "keep") => ({
    id: crypto.randomUUID(),
    act: { act: "decide", documents, verdict, reason: "by the test", selection: "" },
  });

  test("tells what it holds", async () => {
    const { json } = await server.ask("/api/workspace");
    expect(workspaceAnswer.parse(json)).toMatchObject({
      name: "mill",
      folder: "mill.sluice",
      file: "mill.ts",
      state: "ready",
      documents: 12,
      tokenizer: "gpt2",
      people: { votes: 0, voters: 0, preferences: 0, decisions: 0 },
      progress: null,
    });
    expect(json.tables).toEqual(
      expect.arrayContaining(["documents", "signals", "decisions", "votes", "tokens"]),
    );
    expect(json.tables).not.toContain("signatures");
  });

  test("its runs come newest first, each with its funnel and what changed", async () => {
    const { runs, more } = runsAnswer.parse((await server.ask("/api/runs")).json);
    expect(more).toBe(false);
    expect(runs.map(({ number, shown, finished }) => [number, shown, finished])).toEqual([
      [2, true, true],
      [1, false, true],
    ]);
    expect(runs[1].changes).toBeNull();
    expect(runs[0].changes?.rules).toEqual([
      { stage: "quality", rule: "too_few_words", before: "word_count < 10", after: "word_count < 4" },
      { stage: "quality", rule: "too_many_words", before: null, after: "word_count > 60" },
    ]);
    expect(runs[0].changes?.stages).toEqual([{ stage: "copies", what: "threshold 0.8 → 0.9" }]);
    expect(runs[0].changes?.kept).toBe(runs[0].kept - runs[1].kept);
    for (const { funnel, kept, documents } of runs) {
      expect(funnel.input).toBe(documents);
      expect(funnel.input - funnel.steps.reduce((sum, { lost }) => sum + lost, 0)).toBe(kept);
    }
  });

  test("limit cuts the list, and the last row still knows what changed", async () => {
    const { json } = await server.ask("/api/runs?limit=1");
    expect(json.more).toBe(true);
    expect(json.runs).toHaveLength(1);
    expect(json.runs[0].changes).not.toBeNull();
  });

  test("the funnel of the tables on show is in tokens", async () => {
    const funnel = funnelShape.parse((await server.ask("/api/runs/funnel")).json);
    expect(funnel.unit).toBe("tokens");
    expect(funnel.steps.map(({ stage }) => stage)).toEqual(["quality", "copies"]);
    const { json } = await server.ask("/api/workspace");
    expect(Math.round(funnel.input - funnel.steps.reduce((sum, { lost }) => sum + lost, 0))).toBe(
      json.tokens,
    );
  });

  test("a loss has its rules, and its documents with the reason", async () => {
    const { json } = await server.ask("/api/runs/losses?stage=quality");
    const { rules, rows, count, documents } = lossesAnswer.parse(json);
    expect(count).toBe(documents);
    expect(rows).toHaveLength(documents);
    const few = rules.find(({ rule }) => rule === "too_few_words");
    expect(few).toMatchObject({ documents: 1, alone: 1, aloneShare: 1, bound: "< 4" });
    const short = rows.find(({ id }) => id === "short-a");
    expect(short).toMatchObject({
      reason: "word_count 2 < 4",
      value: 2,
      bound: "< 4",
      source: "docs.jsonl",
      others: [],
    });
  });

  test("a rule's own documents, nearest to its bound first, page by page", async () => {
    const all = (await server.ask("/api/runs/losses?stage=quality&rule=too_many_words")).json;
    const gaps = all.rows.map(({ value }: { value: number }) => Math.abs(value - 60));
    expect(gaps).toEqual(gaps.toSorted((a: number, b: number) => a - b));
    expect(all.count).toBe(all.rows.length);
    expect(all.count).toBeGreaterThan(1);
    const second = (await server.ask("/api/runs/losses?stage=quality&rule=too_many_words&offset=1&limit=1"))
      .json;
    expect(second.rows).toEqual([all.rows[1]]);
    expect(second.count).toBe(all.count);
  });

  test("names from the address are values, never SQL", async () => {
    const hostile = encodeURIComponent("quality' OR 1=1 --");
    for (const query of [`stage=${hostile}`, `stage=quality&rule=${hostile}`]) {
      const { status, json } = await server.ask(`/api/runs/losses?${query}`);
      expect(status).toBe(200);
      expect(json.rows).toEqual([]);
    }
  });

  test.each([
    "/api/runs/losses",
    "/api/runs/losses?stage=q&limit=0",
    "/api/runs/losses?stage=q&offset=-1",
    "/api/runs?limit=9999",
    "/api/runs?sort=id",
  ])("%s is answered 400", async (path) => expect((await server.ask(path)).status).toBe(400));

  test("a decision by hand counts at once, is news for the next run, and its undo takes both back", async () => {
    const before = (await server.ask("/api/workspace")).json;
    const kept = before.kept;
    const deed = decide(["prose-0"], "drop");
    await server.ask("/api/deeds", { body: { deeds: [deed] } });
    const after = (await server.ask("/api/workspace")).json;
    expect(after.kept).toBe(kept - 1);
    expect(after.people.decisions).toBe(1);
    expect(after.next[0]).toMatchObject({
      text: "Run again",
      why: expect.stringContaining("1 decision by hand is newer"),
    });
    const losses = (await server.ask("/api/runs/losses?stage=people")).json;
    expect(losses).toMatchObject({
      count: 1,
      rows: [{ id: "prose-0", reason: expect.stringContaining("by the test") }],
    });
    await server.ask("/api/deeds", {
      body: { deeds: [{ id: crypto.randomUUID(), act: { act: "undo", deed: deed.id } }] },
    });
    const undone = (await server.ask("/api/workspace")).json;
    expect(undone.kept).toBe(kept);
    expect(undone.next[0]?.text).not.toBe("Run again");
  });

  test("progress, new results and deeds are told as they happen", async () => {
    const events = await collectEvents(server, async () => {
      await server.ask("/api/deeds", { body: { deeds: [decide(["prose-1"], "drop")] } });
      edit(history.place, "word_count < 4", "word_count < 5");
      await run(history.place);
    });
    const of = (name: string) => events.filter(({ event }) => event === name).map(({ data }) => data);
    const progress = of("progress") as ({ stage: string; finished: string[]; stages: number } | null)[];
    expect(progress[0]).toBeNull();
    expect(progress.at(-1)).toBeNull();
    const running = progress.filter((one) => one !== null);
    expect(running.length).toBeGreaterThan(1);
    for (let i = 1; i < running.length; i++)
      expect(running[i].finished.length).toBeGreaterThanOrEqual(running[i - 1].finished.length);
    expect(running[0].stages).toBeGreaterThan(5);
    expect(new Set(of("version")).size).toBeGreaterThan(1);
    expect(new Set(of("people")).size).toBeGreaterThan(1);
    const { json } = await server.ask("/api/runs");
    expect(json.runs[0]).toMatchObject({ number: 3, shown: true });
    expect(json.runs[0].changes.stages).toContainEqual({ stage: "people.decisions", what: "first ones" });
    expect((await server.ask("/api/workspace")).json.next[0]?.text).not.toBe("Run again");
  });

  test("votes that no stage reads are said to be so; those of a task of the pipeline call for a run", async () => {
    const answer = (task: string, label: string) => ({
      id: crypto.randomUUID(),
      act: { act: "answer", task, document: "prose-2", labels: [label], seconds: 1, evidence: false },
    });
    await server.ask("/api/deeds", { body: { deeds: [answer("tone", "dry"), answer("place", "town")] } });
    const { next, people } = (await server.ask("/api/workspace")).json;
    expect(people).toMatchObject({ votes: 2, voters: 1 });
    expect(next[0].why).toContain("2 votes are newer than the run");
    expect(next.some(({ why }: { why: string }) => why.includes('label("tone"'))).toBe(true);
    expect(next.some(({ why }: { why: string }) => why.includes('label("place"'))).toBe(false);
  });

  test("a run that stopped half-way comes first, without a number, and asks to be finished", async () => {
    const path = join(history.workspace, "run.json");
    const record = JSON.parse(readFileSync(path, "utf8"));
    const stopped = { ...record, finished: false, stages: record.stages.slice(0, 3) };
    writeFileSync(path, JSON.stringify(stopped));
    await new Promise((resolve) => setTimeout(resolve, 600)); // the server looks twice a second
    try {
      const { json } = await server.ask("/api/workspace");
      expect(json.state).toBe("unfinished");
      expect(json.next[0].text).toBe("Finish the run");
      expect(json.next[0].command).toContain("sluice run mill.ts --workspace");
      const { runs } = (await server.ask("/api/runs")).json;
      expect(runs[0]).toMatchObject({ number: null, finished: false, shown: true, started: null });
      expect(runs[0].changes.stages).not.toContainEqual(expect.objectContaining({ what: "gone" }));
    } finally {
      writeFileSync(path, JSON.stringify(record));
    }
  });

  test("without a session nobody reads anything", async () => {
    for (const path of [
      "/api/workspace",
      "/api/runs",
      "/api/runs/funnel",
      "/api/runs/losses?stage=q",
      "/api/runs/events",
    ])
      expect((await server.ask(path, { cookie: "" })).status).toBe(401);
  });
});
