import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Serving, serving, signIn } from "../serving.ts";

let server: Serving;
let annotator: string;
beforeAll(async () => {
  server = await serving();
  const { json } = await server.ask("/api/invitations", { body: { name: "ben" } });
  annotator = await signIn(server.url, json.token);
});
afterAll(() => server.close());

const answer = (document: string, ...labels: string[]) => ({
  act: "answer",
  task: "tone",
  document,
  labels,
  seconds: 1.5,
  evidence: false,
});
const deed = (act: object, id: string = randomUUID()) => ({ id, act });
const post = (deeds: unknown[], cookie?: string) =>
  server.ask("/api/deeds", { body: { deeds }, ...(cookie === undefined ? {} : { cookie }) });
const refusal = async (act: object, cookie?: string) => {
  const { status, json } = await post([deed(act)], cookie);
  return `${status} ${json.error?.message}`;
};

describe("POST /api/deeds", () => {
  test("answers with the places of the deeds in the log; sent again they are the same", async () => {
    const deeds = [deed(answer("d1", "warm")), deed(answer("d2", "cold"))];
    const { status, json } = await post(deeds);
    expect(status).toBe(200);
    expect(json.deeds.map(({ id }: { id: string }) => id)).toEqual(deeds.map(({ id }) => id));
    expect((await post(deeds)).json).toEqual(json);
  });

  test("another deed under a known id is a conflict, also when somebody else sends it", async () => {
    const known = deed(answer("d3", "warm"));
    await post([known]);
    expect((await post([deed(answer("d3", "cold"), known.id)])).status).toBe(409);
    expect((await post([known], annotator)).status).toBe(409);
  });

  test("an annotator undoes what is their own, and nobody else's", async () => {
    const [ours, theirs] = [deed(answer("d4", "warm")), deed(answer("d4", "cold"))];
    await post([ours]);
    await post([theirs], annotator);
    expect((await post([deed({ act: "undo", deed: theirs.id })], annotator)).status).toBe(200);
    expect(await refusal({ act: "undo", deed: ours.id }, annotator)).toMatch(/^400 undo: deed .* not yours/);
    expect(await refusal({ act: "undo", deed: randomUUID() }, annotator)).toMatch(
      /^400 undo: there is no deed/,
    );
  });

  test("acts on many documents are the owner's", async () => {
    const drop = {
      act: "decide",
      documents: ["d1"],
      verdict: "drop",
      reason: "spam",
      selection: "lasso of 1",
    };
    const label = { act: "label", task: "tone", documents: ["d1"], label: "warm", selection: "lasso of 1" };
    for (const act of [drop, label]) {
      expect(await refusal(act, annotator)).toMatch(/^403 Only the owner/);
      expect((await post([deed(act)])).status).toBe(200);
    }
  });

  test.each([
    ["an id that is no UUID", { deeds: [{ id: "1", act: answer("d1", "warm") }] }, /^deeds\.0\.id: /],
    ["no deeds", { deeds: [] }, /^deeds: /],
    ["more than 1000 deeds", { deeds: Array(1001).fill(deed(answer("d", "warm"))) }, /^deeds: /],
    ["no label", { deeds: [deed(answer("d1"))] }, /labels/],
    [
      "a label with a direction mark",
      { deeds: [deed(answer("d1", "wa\u202erm"))] },
      /control, zero-width or direction/,
    ],
    ["a label of 201 letters", { deeds: [deed(answer("d1", "x".repeat(201)))] }, /labels/],
    ["an unknown field", { deeds: [deed({ ...answer("d1", "warm"), voter: "eve" })] }, /voter/],
    ["an unknown act", { deeds: [deed({ act: "forget" })] }, /act/],
    [
      "a document preferred to itself",
      { deeds: [deed({ act: "prefer", task: "t", left: "a", right: "a", choice: "left", seconds: 1 })] },
      /two documents/,
    ],
    [
      "a comment of 10,001 letters",
      {
        deeds: [
          deed({ act: "remark", task: "t", document: "a", comment: "x".repeat(10_001), flagged: false }),
        ],
      },
      /comment/,
    ],
  ])("refuses %s, and records nothing of the list", async (_, body, message) => {
    const before = (await server.ask("/api/deeds?voter=all&limit=1000")).json.deeds.length;
    const { status, json } = await server.ask("/api/deeds", { body });
    expect([status, json.error.code]).toEqual([400, "bad_request"]);
    expect(json.error.message).toMatch(message);
    expect((await server.ask("/api/deeds?voter=all&limit=1000")).json.deeds.length).toBe(before);
  });

  test("a label is kept in its normal form", async () => {
    await post([deed(answer("d5", " cafe\u0301 "))]);
    const { json } = await server.ask("/api/deeds?limit=1");
    expect(json.deeds[0].act.labels).toEqual(["caf\u00e9"]);
  });

  test("a stranger writes and reads nothing", async () => {
    expect((await post([deed(answer("d1", "warm"))], "")).status).toBe(401);
    expect((await server.ask("/api/deeds", { cookie: "" })).status).toBe(401);
  });

  test("while another process holds the log the client is told to keep its deeds", {
    timeout: 30_000,
  }, async () => {
    const other = new DatabaseSync(join(server.folder, "people.sqlite"));
    other.exec("BEGIN IMMEDIATE");
    const kept = deed(answer("d6", "warm"));
    const { status, json } = await post([kept]);
    expect([status, json.error.code]).toEqual([503, "not_written"]);
    other.exec("ROLLBACK");
    other.close();
    expect((await post([kept])).status).toBe(200);
  });
});

describe("GET /api/deeds", () => {
  test("gives one's own deeds, newest first, with what was taken back; everybody's to the owner alone", async () => {
    const [first, second] = [
      deed(answer("d7", "warm")),
      deed({ act: "skip", task: "tone", document: "d8", seconds: 1 }),
    ];
    await post([first, second], annotator);
    await post([deed({ act: "undo", deed: first.id })], annotator);
    const { json } = await server.ask("/api/deeds?limit=3", { cookie: annotator });
    expect(
      json.deeds.map(({ act, undone, voter }: { act: { act: string }; undone: boolean; voter: string }) => [
        act.act,
        undone,
        voter,
      ]),
    ).toEqual([
      ["undo", false, "ben"],
      ["skip", false, "ben"],
      ["answer", true, "ben"],
    ]);
    expect((await server.ask("/api/deeds?voter=all", { cookie: annotator })).status).toBe(403);
    const all = (await server.ask("/api/deeds?voter=all&limit=1000")).json.deeds;
    expect(new Set(all.map(({ voter }: { voter: string }) => voter)).size).toBe(2);
  });

  test("keeps to a task and to kinds of acts, and refuses kinds that there are not", async () => {
    await post([deed({ act: "skip", task: "other", document: "d9", seconds: 1 })]);
    const { json } = await server.ask("/api/deeds?task=other&acts=answer,skip");
    expect(json.deeds.map(({ act }: { act: object }) => act)).toEqual([
      { act: "skip", task: "other", document: "d9", seconds: 1 },
    ]);
    expect((await server.ask("/api/deeds?acts=forget")).status).toBe(400);
  });

  test("names the first hundred documents of a bulk act, and says how many there are", async () => {
    const documents = Array.from({ length: 2000 }, (_, i) => `doc-${String(i).padStart(4, "0")}`);
    await post([deed({ act: "decide", documents, verdict: "keep", reason: "fine", selection: "all" })]);
    const [{ about, act }] = (await server.ask("/api/deeds?limit=1")).json.deeds;
    expect(about).toBe(2000);
    expect(act.documents).toEqual(documents.slice(0, 100));
  });
});
