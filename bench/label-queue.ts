/** How long the queue of a labeling task lets people wait over a million documents: first request, next ones, after an answer. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { startServer } from "../src/cli/serve.ts";
import { batchOf } from "../src/core/batch.ts";
import { contract, type Row, type Schema } from "../src/core/table.ts";
import { openWorkspace } from "../src/core/workspace.ts";
import { files } from "../src/io/files.ts";
import { openViews } from "../src/io/open-views.ts";
import { tables } from "../src/io/parquet/tables.ts";
import { mapWorkspace } from "./map-workspace.ts";

const documents = Number(process.env.DOCUMENTS ?? 1_000_000);
const base = process.env.BASE ?? `/tmp/label-bench-${documents}.base.sluice`;
const folder = `/tmp/label-bench-${documents}.sluice`;

if (!existsSync(`${folder}/run.json`)) {
  await mapWorkspace(base, documents);
  cpSync(base, folder, { recursive: true });
  await addVotes();
}

const served = await startServer(await openWorkspace(files, folder), { port: 0, host: "127.0.0.1" });
const url = `http://127.0.0.1:${served.port}`;
const signIn = await fetch(`${url}/api/session`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ token: served.invite() }),
});
const cookie = (signIn.headers.get("set-cookie") ?? "").split(";")[0];

const ask = async (path: string, body?: unknown) => {
  const begun = performance.now();
  const headers = { cookie, "content-type": "application/json" };
  const answer = await fetch(
    url + path,
    body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) },
  );
  const json = (await answer.json()) as { cards: { document: { id: string } }[] };
  if (answer.status !== 200) throw new Error(JSON.stringify(json));
  return { json, ms: performance.now() - begun };
};

console.log(`first /api/tasks                  ${(await ask("/api/tasks")).ms.toFixed(0)} ms`);
for (const order of ["random", "uncertainty", "disagreement"]) {
  const path = `/api/tasks/topic/queue?order=${order}&tab=bench-${order}`;
  const first = await ask(path);
  const times: number[] = [];
  const answerTimes: number[] = [];
  let { cards } = first.json;
  for (let i = 0; i < 30; i++) {
    const deeds = cards.map(({ document: { id } }) => ({
      id: crypto.randomUUID(),
      act: { act: "answer", task: "topic", document: id, labels: ["story"], seconds: 2, evidence: true },
    }));
    answerTimes.push((await ask("/api/deeds", { deeds })).ms);
    await new Promise((rest) => setTimeout(rest, 200)); // people read
    const next = await ask(path);
    times.push(next.ms);
    cards = next.json.cards;
  }
  times.sort((a, b) => a - b);
  answerTimes.sort((a, b) => a - b);
  console.log(
    `${order.padEnd(14)} first ${first.ms.toFixed(0).padStart(6)} ms   next ten: median ${times[15].toFixed(0)} ms, worst ${times[29].toFixed(0)} ms   ten answers saved: median ${answerTimes[15].toFixed(1)} ms`,
  );
}
for (const path of [
  "/api/tasks/topic/progress",
  "/api/tasks",
  "/api/tasks/topic/pairs",
  "/api/tasks/topic/pairs",
])
  console.log(`${path.padEnd(30)} ${(await ask(path)).ms.toFixed(0)} ms`);
console.log(`memory ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);
await served.close();

async function addVotes() {
  const workspace = await openWorkspace(files, folder);
  const { database } = await openViews(workspace);
  const ids = (await database.rows("SELECT string_agg(id, ' ') AS ids FROM documents"))[0].ids as string;
  database.close();
  const names = ["first", "second", "third"];
  const rows = ids.split(" ").flatMap((id, i) =>
    names
      .filter((_, f) => (i * 7 + f * 13) % 5 < 3)
      .map((voter, f) => ({
        id,
        task: "topic",
        voter,
        kind: "function",
        label: (i + f) % 4 === 0 ? "story" : "prose",
      })),
  );
  const functions = {
    first: { keyword: ["the", "and", "eaa"], label: "story", wholeWords: true, caseSensitive: false },
    second: { regex: { $regexp: "/\\b(npm|yarn|e[a-c]+) /i" }, label: "prose" },
    third: { signal: "word_count", bounds: { below: 500 }, label: "prose" },
  };
  await stage("topic", "votes", contract.votes, rows, JSON.stringify({ task: "topic", functions }));
  const labels = ids.split(" ").map((id, i) => ({
    id,
    task: "topic",
    label: "story",
    probability: 0.5 + (i % 500) / 1000,
    source: "label-model",
  }));
  await stage("weighed", "labels", contract.labels, labels, "{}");
}

async function stage(name: string, table: string, schema: Schema, rows: readonly Row[], options: string) {
  const own = `${folder}/stages/${name}/0000000000000000`;
  mkdirSync(own, { recursive: true });
  const file = `000000-00000.${table}.parquet`;
  const handle = await files.create(`${own}/${file}`);
  const writer = tables.writer(schema, handle);
  for (let at = 0; at < rows.length; at += 4096)
    await writer.append(batchOf(schema, rows.slice(at, at + 4096)));
  await writer.close();
  await handle.close();
  const part = {
    [table]: { file, bytes: (await files.size(`${own}/${file}`)) ?? 0, hash: "", rows: rows.length },
  };
  const definition = { kind: name === "topic" ? "label" : "label-model", version: 1, options, inputs: {} };
  writeFileSync(
    `${own}/stage.json`,
    JSON.stringify({
      format: 1,
      stage: name,
      key: "0000000000000000",
      definition,
      tables: { [table]: schema },
      parts: [part],
      partNames: ["all"],
      files: [],
      notes: {},
    }),
  );
  const run = JSON.parse(readFileSync(`${folder}/run.json`, "utf8"));
  run.stages.push({ ...run.stages[0], name, entry: name, kind: definition.kind, rows_out: rows.length });
  writeFileSync(`${folder}/run.json`, JSON.stringify(run));
}
