import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SearchAnswer } from "../../../../src/server/resources/search/wire.ts";
import { type Serving, serving } from "../../serving.ts";
import { hostile, indexed, makeAtlas } from "../atlas.ts";

let server: Serving;
beforeAll(async () => {
  server = await serving(await makeAtlas());
  await indexed(server);
});
afterAll(() => server.close());

async function search(q: string, more = "", of = server): Promise<SearchAnswer> {
  const { status, json, text } = await of.ask(`/api/search?q=${encodeURIComponent(q)}${more}`);
  if (status !== 200) throw new Error(`${q}: ${status} ${text}`);
  return json;
}

const marked = ({ hits }: SearchAnswer) =>
  hits.map(({ snippet }) => snippet.flatMap(({ text, hit }) => (hit ? [text] : [])));

describe("the search", () => {
  test("answers with documents, best first, their place on the map and what matched", async () => {
    const answer = await search("summit climber");
    expect(answer).toMatchObject({ status: "ready", progress: 1, partial: false });
    expect(answer.hits.length).toBeGreaterThan(2);
    expect(answer.count).toBeGreaterThanOrEqual(answer.hits.length);
    expect(answer.hits.map(({ score }) => score)).toEqual(
      answer.hits.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    for (const words of marked(answer)) expect(new Set(words)).toEqual(new Set(["summit", "climber"]));
    const [{ index, id }] = answer.hits;
    const card = await server.ask(`/api/map/point?version=${answer.version}&index=${index}`);
    expect(card.json.id).toBe(id);
  });

  test("finds two characters of Japanese, in titles too", async () => {
    const answer = await search("東京");
    expect(answer.hits.map(({ id }) => id)).toEqual(["tokyo"]);
    expect(marked(answer)[0]).toContain("東京");
  });

  test("finds what is not on the map, without a place", async () => {
    const [hit] = (await search("short")).hits;
    expect([hit.id, hit.index]).toEqual(["short", null]);
  });

  test("gives pages", async () => {
    const all = await search("the", "&limit=50");
    const page = await search("the", "&limit=3&offset=4");
    expect(page.count).toBe(all.count);
    expect(page.hits.map(({ id }) => id)).toEqual(all.hits.slice(4, 7).map(({ id }) => id));
  });

  test("hands markup on as text, in pieces", async () => {
    const { hits } = await search("script alert");
    expect(hits[0].title).toBe(hostile);
    expect(hits[0].snippet.map(({ text }) => text).join("")).toContain("<script>alert(2)</script>");
  });

  test.each(['"', '""', "*", "a*b", "NEAR(", "title:", "^x", "\u0000", "'; DROP TABLE words; --", "😀", ""])(
    "takes %j for words or for nothing",
    async (q) => {
      expect((await search(q)).status).toBe("ready");
    },
  );

  test.each(["&limit=0", "&limit=101", "&offset=-1", "&sort=x", "&q=twice"])("refuses %s", async (more) => {
    expect((await server.ask(`/api/search?q=a${more}`)).status).toBe(400);
  });
});

describe("without an index", () => {
  test("where none can be made, a scan answers and the reason is told", async () => {
    const other = await serving(server.folder);
    rmSync(join(other.folder, "index"), { recursive: true, force: true });
    writeFileSync(join(other.folder, "index"), "a file in its place");
    const ask = () => search("summit climber", "&limit=5", other);
    let answer = await ask();
    for (let i = 0; i < 200 && answer.problem === undefined; i++) {
      await new Promise((later) => setTimeout(later, 50));
      answer = await ask();
    }
    expect(answer).toMatchObject({
      status: "building",
      partial: false,
      problem: expect.stringContaining("taken by a file"),
    });
    expect(answer.count).toBe((await search("summit climber")).count);
    expect(answer.hits).toHaveLength(5);
    for (const words of marked(answer)) expect(new Set(words)).toEqual(new Set(["summit", "climber"]));
    expect((await search("東京", "", other)).hits.map(({ id }) => id)).toEqual(["tokyo"]);
    for (const q of ["'", "%", '"a\'b"']) expect((await search(q, "", other)).status).toBe("building");
    await other.close();
  });

  test("of an empty workspace nothing is found", async () => {
    const empty = await serving();
    await indexed(empty);
    expect(await search("anything", "", empty)).toMatchObject({ count: 0, hits: [], status: "ready" });
    await empty.close();
  });
});
