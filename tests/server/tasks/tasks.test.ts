import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CardAnswer, QueueAnswer } from "../../../src/server/resources/tasks/wire.ts";
import { type Serving, serving, signIn } from "../serving.ts";
import { hostile, minePlace, pipelineFile } from "./place.ts";

const place = minePlace();
let server: Serving;
let bob: string;
beforeAll(async () => {
  await place;
});
beforeEach(async () => {
  await server?.close();
  server = await serving((await place).workspace);
  const { json } = await server.ask("/api/invitations", { body: { name: "bob" } });
  bob = await signIn(server.url, json.token);
});
afterAll(() => server?.close());

const ore = "/api/tasks/ore";

async function queue(options: Record<string, string> = {}, cookie?: string): Promise<QueueAnswer> {
  const query = new URLSearchParams(options);
  const { status, json, text } = await server.ask(
    `${ore}/queue?${query}`,
    cookie === undefined ? {} : { cookie },
  );
  if (status !== 200) throw new Error(text);
  return json;
}

const idsOf = ({ cards }: { cards: readonly CardAnswer[] }) => cards.map(({ document }) => document.id);

async function answer(document: string, labels: readonly string[], cookie = server.cookie) {
  const act = { act: "answer", task: "ore", document, labels, seconds: 2, evidence: true };
  const id = crypto.randomUUID();
  const { status, text } = await server.ask("/api/deeds", { body: { deeds: [{ id, act }] }, cookie });
  expect([status, text]).toEqual([200, expect.anything()]);
  return id;
}

describe("tasks", () => {
  test("lists those of the pipeline, with labels, orders and how far they are", async () => {
    expect((await server.ask("/api/tasks")).json).toEqual({
      tasks: [
        {
          task: "ore",
          labels: ["gold", "none", "silver"],
          multiple: false,
          guidelines: "",
          functions: 4,
          orders: ["random", "uncertainty", "disagreement"],
          documents: 38,
          answeredByMe: 0,
          skippedByMe: 0,
          answered: 0,
          agreement: null,
        },
      ],
    });
  });

  test("the owner makes one, changes its guidelines, and cannot take away a label that has answers", async () => {
    const made = { task: "quality", labels: ["good", "bad"], multiple: true, guidelines: "Be kind." };
    expect((await server.ask("/api/tasks", { body: made })).json).toMatchObject({
      ...made,
      orders: ["random"],
    });
    const act = {
      act: "answer",
      task: "quality",
      document: "d01",
      labels: ["bad"],
      seconds: 1,
      evidence: false,
    };
    await server.ask("/api/deeds", { body: { deeds: [{ id: crypto.randomUUID(), act }] } });
    const without = await server.ask("/api/tasks", { body: { ...made, labels: ["good", "fair"] } });
    expect([without.status, without.json.error]).toEqual([
      409,
      { code: "label_in_use", message: 'labels: "bad" has answers already; keep it in the list.' },
    ]);
    const more = { ...made, labels: ["good", "bad", "fair"], guidelines: "Be strict." };
    expect((await server.ask("/api/tasks", { body: more })).json).toMatchObject({ ...more, answeredByMe: 1 });
  });

  test.each([
    [{ task: "t", labels: ["a"] }, "labels: takes two labels or more"],
    [{ task: "t", labels: ["é", "e\u0301"] }, "labels: must name each label once"],
    [
      { task: "t", labels: ["a", "b\u202e"] },
      "labels.1: must hold no control, zero-width or direction characters",
    ],
    [{ task: "t", labels: ["a", " "] }, "labels.1"],
    [
      { task: "t", labels: Array.from({ length: 101 }, (_, i) => `l${i}`) },
      "labels: takes at most 100 labels",
    ],
    [{ task: "t\u0000", labels: ["a", "b"] }, "task: must hold no control"],
    [{ task: "t", labels: ["a", "b"], lables: [] }, "lables"],
  ])("%j is refused in one line", async (body, said) => {
    const { status, json } = await server.ask("/api/tasks", { body });
    expect(status).toBe(400);
    expect(json.error.message).toContain(said);
  });

  test("only the owner makes tasks, and nobody without a session sees one", async () => {
    const body = { task: "t", labels: ["a", "b"] };
    expect((await server.ask("/api/tasks", { body, cookie: bob })).status).toBe(403);
    for (const path of [
      "/api/tasks",
      `${ore}/queue`,
      `${ore}/cards?ids=[]`,
      `${ore}/pairs`,
      `${ore}/progress`,
    ])
      expect((await server.ask(path, { cookie: "none" })).status).toBe(401);
  });

  test.each(["queue", "pairs", "progress", "cards?ids=[]"])(
    "a task that is not there is a 404: %s",
    async (path) => {
      const { status, json } = await server.ask(`/api/tasks/none/${path}`);
      expect([status, json.error.message]).toEqual([
        404,
        'There is no task "none". GET /api/tasks lists them.',
      ]);
    },
  );
});

describe("the queue", () => {
  test("gives each surviving document once until all are answered or skipped", async () => {
    const seen: string[] = [];
    for (let { cards } = await queue(); cards.length > 0; { cards } = await queue()) {
      for (const { document } of cards) {
        seen.push(document.id);
        await answer(document.id, ["gold"]);
      }
    }
    expect(seen.length).toBe(38);
    expect(new Set(seen).size).toBe(38);
    expect(seen).not.toContain("short-a");
    expect((await queue()).remaining).toBe(0);
  });

  test("in each order it is the same for everybody and every time", async () => {
    for (const order of ["random", "uncertainty", "disagreement"]) {
      const mine = idsOf(await queue({ order, tab: "x" }));
      expect(idsOf(await queue({ order, tab: "x" }))).toEqual(mine);
    }
  });

  test("by disagreement those with gold and silver come first, by uncertainty those nobody votes on after the contested", async () => {
    const contested = (await queue({ order: "disagreement", count: "5" })).cards;
    for (const { votes } of contested.slice(0, 4))
      expect(new Set(votes.map(({ label }) => label)).size).toBe(2);
    const wavering = (await queue({ order: "uncertainty", count: "38" })).cards.map(
      ({ model }) => model?.probability ?? 2,
    );
    expect(wavering).toEqual(wavering.toSorted((a, b) => a - b));
  });

  test("two tabs and two people get different documents", async () => {
    const first = idsOf(await queue({ tab: "a" }));
    const second = idsOf(await queue({ tab: "b" }));
    const other = idsOf(await queue({}, bob));
    expect(new Set([...first, ...second, ...other]).size).toBe(30);
    const again = idsOf(await queue({ tab: "a", exclude: JSON.stringify(first.slice(2)) }));
    expect(again.slice(0, 2)).toEqual(first.slice(0, 2));
  });

  test("what others answered comes last, without what they said", async () => {
    const [first] = idsOf(await queue({ count: "1" }));
    await answer(first, ["gold"]);
    const { cards } = await queue({ count: "50" }, bob);
    expect(cards.at(-1)?.document.id).toBe(first);
    expect(
      cards.every(({ votes, mine }) => mine === null && votes.every(({ kind }) => kind === "function")),
    ).toBe(true);
  });

  test.each([
    ["order=newest", "order"],
    ["count=51", "count"],
    ["exclude=d01", "exclude: must be a JSON list of ids"],
    ["exclude={}", "exclude"],
    ["tab=../x", "tab"],
    ["counts=1", "counts"],
  ])("refuses %s", async (query, said) => {
    const { status, json } = await server.ask(`${ore}/queue?${query}`);
    expect([status, json.error.message]).toEqual([400, expect.stringContaining(said)]);
  });

  test("a workspace without a run has tasks that people make, and an empty queue", async () => {
    const own = await serving(undefined);
    expect((await own.ask("/api/tasks")).json).toEqual({ tasks: [] });
    await own.ask("/api/tasks", { body: { task: "t", labels: ["a", "b"] } });
    expect((await own.ask("/api/tasks/t/queue")).json).toEqual({ cards: [], remaining: 0, elsewhere: 0 });
    await own.close();
  });

  test("a run in another terminal brings its documents and votes to the next request", async () => {
    expect((await queue({ count: "1" })).remaining).toBe(38);
    const { sluice, write } = await place;
    write("few.ts", pipelineFile.replace("< 10", "< 27").replace('gold", "gold', 'gold", "Gold'));
    const { code, stderr } = await sluice(
      ...["run", "few.ts", "--workers", "1", "--workspace", server.folder, "--allow", "too_few_words"],
    );
    expect([code, stderr]).toEqual([0, expect.anything()]);
    await new Promise((resolve) => setTimeout(resolve, 600)); // the server looks twice a second
    const { cards, remaining } = await queue({ count: "50" });
    expect(remaining).toBeLessThan(20);
    expect(cards.length).toBe(remaining);
    expect((await server.ask("/api/tasks")).json.tasks[0].labels).toContain("Gold");
  });
});

describe("cards", () => {
  const card = async (id: string, query = "") =>
    (await server.ask(`${ore}/cards?ids=${encodeURIComponent(JSON.stringify([id]))}${query}`)).json
      .cards[0] as CardAnswer;

  test("tell what functions and the model say, and which words made them, but not what other people say", async () => {
    await answer("d10", ["none"], bob);
    const { votes, evidence, model, document } = await card("d10");
    expect(votes.map(({ voter, kind, label }) => [voter, kind, label])).toEqual([
      ["says_gold", "function", "gold"],
      ["says_silver", "function", "silver"],
    ]);
    expect(votes.every(({ weight }) => weight !== null && weight > 0)).toBe(true);
    expect(model?.probability).toBeGreaterThan(0.4);
    const words = evidence.map(({ voter, spans }) => [
      voter,
      spans.map(([from, to]) => document.text.slice(from, to)),
    ]);
    expect(words).toEqual([
      ["says_gold", ["Gold"]],
      ["says_silver", ["silver"]],
    ]);
  });

  test("a pattern that RE2 cannot run leaves the vote without words, a signal tells its number", async () => {
    expect((await card("d01")).evidence).toEqual([
      { voter: "is_dull", label: "none", spans: [], note: null },
    ]);
    expect((await card("long")).evidence).toContainEqual({
      voter: "is_long",
      label: "none",
      spans: [],
      note: "word_count 8401 > 1000",
    });
  });

  test("a long text is cut, whose length is told, and words beyond it are said to be there", async () => {
    const { document, evidence } = await card("long");
    expect([document.text.length, document.isCut, document.length > 40_000]).toEqual([20_000, true, true]);
    expect(evidence.find(({ voter }) => voter === "says_gold")).toMatchObject({
      spans: [],
      note: "beyond the part shown",
    });
    const brief = await card("d10", "&characters=20");
    expect([brief.document.text.length, brief.document.isCut, brief.evidence]).toEqual([20, true, []]);
  });

  test("hostile text comes as it is, in JSON alone", async () => {
    const { document } = await card("hostile");
    expect([document.title, document.text.startsWith(hostile)]).toEqual([hostile, true]);
  });

  test("show what this person said last, and ids that are not there are left out", async () => {
    expect((await card("d10")).mine).toBeNull();
    await answer("d10", ["none"]);
    const deed = await answer("d10", ["silver"]);
    expect((await card("d10")).mine).toEqual({ deed, labels: ["silver"] });
    const remark = { act: "remark", task: "ore", document: "d10", comment: "both", flagged: true };
    await server.ask("/api/deeds", { body: { deeds: [{ id: crypto.randomUUID(), act: remark }] } });
    expect((await card("d10")).remark).toEqual({ comment: "both", flagged: true });
    const undo = { act: "undo", deed };
    await server.ask("/api/deeds", { body: { deeds: [{ id: crypto.randomUUID(), act: undo }] } });
    expect((await card("d10")).mine?.labels).toEqual(["none"]);
    expect((await server.ask(`${ore}/cards?ids=["nope"]`)).json).toEqual({ cards: [] });
  });
});

describe("pairs", () => {
  test("are of surviving documents, and a judged one does not come again", async () => {
    const ask = async (query = "") => (await server.ask(`${ore}/pairs?count=50${query}`)).json.pairs;
    const pairs = await ask();
    expect(pairs.length).toBe(50);
    const [{ left, right }] = pairs;
    expect(left.text.length).toBeGreaterThan(10);
    const act = { act: "prefer", task: "ore", left: left.id, right: right.id, choice: "tie", seconds: 3 };
    await server.ask("/api/deeds", { body: { deeds: [{ id: crypto.randomUUID(), act }] } });
    const names = (await ask()).map((pair: (typeof pairs)[0]) =>
      [pair.left.id, pair.right.id].sort().join(" "),
    );
    expect(names).not.toContain([left.id, right.id].sort().join(" "));
    expect(names).toContain([pairs[1].left.id, pairs[1].right.id].sort().join(" "));
    expect((await server.ask(`${ore}/progress`)).json).toMatchObject({ judged: 1, answered: 0 });
  });
});

describe("progress", () => {
  test("counts one's own and everybody's, and agreement over documents of two people", async () => {
    for (const id of ["d00", "d01", "d02"]) await answer(id, ["gold"]);
    for (const id of ["d00", "d01"]) await answer(id, [id === "d00" ? "gold" : "none"], bob);
    const skip = { act: "skip", task: "ore", document: "d03", seconds: 1 };
    await server.ask("/api/deeds", { body: { deeds: [{ id: crypto.randomUUID(), act: skip }] } });
    const { json } = await server.ask(`${ore}/progress`);
    expect(json).toMatchObject({
      documents: 38,
      remaining: 34,
      answered: 3,
      skipped: 1,
      today: 4,
      seconds: 2,
    });
    expect(json.everybody).toEqual({ people: 2, documents: 3, answers: 5, judged: 0 });
    expect(json.labels).toEqual([
      { label: "gold", mine: 3, everybody: 4 },
      { label: "none", mine: 0, everybody: 1 },
      { label: "silver", mine: 0, everybody: 0 },
    ]);
    const [task] = (await server.ask("/api/tasks")).json.tasks;
    // Coincidences: gold-gold 2, gold-none 2 of 4, so alpha = 1 - 3 * 2 / (16 - 9 - 1).
    expect([task.answered, task.agreement]).toEqual([3, 1 - (3 * 2) / (16 - 9 - 1)]);
  });
});
