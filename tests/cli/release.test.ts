import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jsonl, makePlace } from "./sluice.ts";

const passage =
  "The ferry left the harbour before dawn and turned north, and nobody on deck could say when it would be back again.";
const place = makePlace({
  "new.jsonl": jsonl([
    { id: "copy", text: passage },
    { id: "fresh", text: "A woman with two suitcases asked for the captain twice, but he was asleep below." },
  ]),
  "old.jsonl": jsonl([{ id: "first", text: passage }]),
  "copies.ts": `import { deduplicate, ingest, pipeline } from "sluice";
export default pipeline({ name: "copies", stages: { documents: ingest("new.jsonl"), copies: deduplicate({ largestShare: 1 }) } });
`,
  "plain.ts": `import { ingest, pipeline } from "sluice";
export default pipeline({ name: "plain", stages: { documents: ingest("new.jsonl") } });
`,
});
const run = (file: string, ...words: string[]) =>
  place.sluice("run", file, "--workers", "1", "--no-report", ...words);

async function kept(): Promise<string[]> {
  const { stdout } = await place.sluice("query", "SELECT id FROM kept ORDER BY id", "--format", "json");
  return (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id);
}

test("run --against drops what an earlier release holds, and a run without it takes that back", async () => {
  expect((await run("copies.ts", "--against", "old.jsonl")).stderr).toContain("exact_duplicate 1");
  expect(await kept()).toEqual(["fresh"]);
  expect((await run("copies.ts")).code).toBe(0);
  expect(await kept()).toEqual(["copy", "fresh"]);
});

test("run --against says in one line that there is no release, or no stage that looks for copies", async () => {
  const missing = await run("copies.ts", "--against", "nowhere.jsonl");
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('against "nowhere.jsonl"')]);
  const idle = await run("plain.ts", "--against", "old.jsonl");
  expect([idle.code, idle.stderr]).toEqual([2, expect.stringContaining("no stage looks for copies")]);
});

test("apply deduplicate --against lists the copies of the earlier release", async () => {
  const words = ["--input", "new.jsonl", "--against", "old.jsonl", "--output", "pairs.csv"];
  const { code, stderr } = await place.sluice("apply", "deduplicate", ...words);
  expect(code, stderr).toBe(0);
  expect(readFileSync(join(place.folder, "pairs.csv"), "utf8").trim().split("\n")).toEqual([
    "a,b,similarity",
    "copy,earlier:first,1",
  ]);
});
