import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeSelection } from "../../../../src/server/resources/map/act.ts";
import type { ColoursHeader } from "../../../../src/server/resources/map/wire.ts";
import { decodeColours } from "../../../../src/viz/explore/colour-bytes.ts";
import { ask, type Serving, serving, signIn } from "../../serving.ts";
import { indexed, makeAtlas } from "../atlas.ts";

let server: Serving;
let version: string;
beforeAll(async () => {
  server = await serving(await makeAtlas());
  version = (await server.ask("/api/map")).json.version;
  await indexed(server);
});
afterAll(() => server.close());

const act = (where: object, what: object, id: string = randomUUID()) =>
  server.ask("/api/selections/act", { body: { version, where, act: what, id } });
const undo = (deed: string) =>
  server.ask("/api/deeds", { body: { deeds: [{ id: randomUUID(), act: { act: "undo", deed } }] } });
const row = async (id: string) =>
  (await server.ask("/api/selections", { body: { version, where: { ids: [id] } } })).json.rows[0];

async function legend(by: string) {
  const answer = await fetch(`${server.url}/api/map/colours?by=${by}&version=${version}`, {
    headers: { cookie: server.cookie },
  });
  const { header } = decodeColours<ColoursHeader>(await answer.arrayBuffer());
  return header.kind === "category"
    ? Object.fromEntries(header.values.map(({ name, count }) => [name, count]))
    : {};
}

const snow = { search: "summit" };
const drop = { decide: { verdict: "drop", reason: "not what we collect" } };

describe("an act on a selection", () => {
  test("is one deed for all its documents, seen at once in rows and colours, and taken back by one undo", async () => {
    const before = await legend("verdict");
    const { status, json } = await act(snow, drop);
    expect(status).toBe(200);
    expect(json.documents).toBeGreaterThan(5);
    expect(await legend("verdict")).toEqual({ keep: before.keep - json.documents, drop: json.documents });
    const [deed] = (await server.ask("/api/deeds?acts=decide&limit=1")).json.deeds;
    expect(deed).toMatchObject({ id: json.deed, act: { act: "decide", verdict: "drop" } });
    expect(deed.act.documents).toHaveLength(json.documents);
    expect(deed.act.selection).toBe(`search "summit": ${json.documents} documents`);
    expect((await undo(json.deed)).status).toBe(200);
    expect(await legend("verdict")).toEqual(before);
  });

  test("gives a label, which stands before that of the model", async () => {
    const { json } = await act({ ids: ["tokyo"] }, { label: { task: "topic", label: "city" } });
    expect((await row("tokyo")).labels).toEqual([
      { task: "topic", label: "city", probability: null, source: "person" },
    ]);
    expect(await legend("label:topic")).toEqual({ nature: 42, food: 21, city: 1 });
    await undo(json.deed);
    expect((await row("tokyo")).labels).toMatchObject([{ label: "nature", source: "label-model" }]);
  });

  test("sent twice under one id counts once", async () => {
    const id = randomUUID();
    const [first, second] = [
      await act({ ids: ["tokyo"] }, drop, id),
      await act({ ids: ["tokyo"] }, drop, id),
    ];
    expect(second.json).toEqual(first.json);
    await undo(id);
    expect((await row("tokyo")).verdict).toBe("keep");
  });

  test("keeps what was dropped, under a new task what had no label", async () => {
    const { json: dropped } = await act({ ids: ["tokyo"] }, drop);
    expect((await row("tokyo")).verdict).toBe("drop");
    await act({ ids: ["tokyo"] }, { decide: { verdict: "keep", reason: "after all" } });
    expect((await row("tokyo")).verdict).toBe("keep");
    await undo(dropped.deed);
  });

  test("on nothing is refused", async () => {
    const { status, json } = await act({ ids: ["nobody"] }, drop);
    expect([status, json.error.code]).toEqual([400, "empty_selection"]);
  });

  test("is the owner's alone", async () => {
    const body = { version, where: {}, act: drop, id: randomUUID() };
    expect((await ask(server.url, "/api/selections/act", { body })).status).toBe(401);
    const { json } = await server.ask("/api/invitations", { body: { name: "Ada", role: "annotator" } });
    const cookie = await signIn(server.url, json.token);
    expect((await ask(server.url, "/api/selections/act", { body, cookie })).status).toBe(403);
  });

  test("is described by how the documents were found", () => {
    const where = {
      polygon: [[0, 0]] as never,
      clusters: [3],
      range: [{ by: "tokens", low: 5, high: null }],
    };
    expect(describeSelection(where, 41)).toBe("lasso, cluster 3, tokens from 5 to ∞: 41 documents");
    expect(describeSelection({}, 1)).toBe("the whole map: 1 document");
  });
});
