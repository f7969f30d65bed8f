/**
 * How long the workbench takes to answer while a bound is dragged: 100 places of one, asked of the ledger and over HTTP. Over a synthetic
 * workspace of a million documents, and over those that are named: `node bench/workbench.ts /tmp/books.sluice`.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDraft } from "../src/clean/rules/ledger/draft.ts";
import { openLedger } from "../src/clean/rules/ledger/ledger.ts";
import { outcomeOf } from "../src/clean/rules/ledger/outcome.ts";
import { readPeople } from "../src/clean/rules/ledger/people.ts";
import { openWorkspace } from "../src/core/workspace.ts";
import { files } from "../src/io/files.ts";
import { openViews } from "../src/io/open-views.ts";
import { ruleStages } from "../src/server/resources/rules/run-rules.ts";
import { servingFolder } from "../tests/server/serving.ts";
import { hasBrowser, launch, openPage } from "../tests/web/browser.ts";
import { rulesWorkspace } from "./rules-workspace.ts";

const drags = 100;
const stage = "quality";
const rule = "too_few_words";
const more = { too_many_hashes: null, dominant_2gram: "top_2gram_char_ratio > 0.31" };
const million = join(tmpdir(), "workbench-1m.sluice");

/** Times from a movement of the mouse to the handle and to the number of kept documents, as the page sees them. Runs in the page. */
const watch = `{
  const told = globalThis.told = { handle: [], number: [], frames: [] };
  let begun = 0, handle = false, number = false;
  addEventListener("pointermove", () => { begun = performance.now(); handle = number = true; }, true);
  const observe = (selector, done) => new MutationObserver(done).observe(document.querySelector(selector), { attributes: true, characterData: true, childList: true, subtree: true });
  observe(".workbench-handle line", () => { if (handle) told.handle.push(performance.now() - begun); handle = false; });
  observe(".workbench-numbers", () => { if (number) told.number.push(performance.now() - begun); number = false; });
  let before = performance.now();
  const frame = (now) => { told.frames.push(now - before); before = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}`;

await rulesWorkspace(million, 1_000_000);
for (const folder of [...process.argv.slice(2), million]) await measure(folder);

async function measure(folder: string): Promise<void> {
  const workspace = await openWorkspace(files, folder);
  const { database, run } = await openViews(workspace);
  if (run === undefined) throw new Error(`${folder}: nothing ran`);
  const stages = await ruleStages(workspace, run);
  const [opening, ledger] = await timed(() => openLedger(database, { stages }));
  await readPeople(ledger, 0);
  console.log(
    `\n${folder}: ${ledger.documents.toLocaleString("en-US")} documents, ${stages.flatMap(({ rules }) => rules).length} rules`,
  );
  console.log(`  ledger opened in ${opening.toFixed(0)} ms`);
  const [first] = await timed(async () => outcomeOf(ledger, await openDraft(ledger, stage, changes(0))));
  console.log(`  first drag, which reads the signal: ${first.toFixed(0)} ms`);
  await tell("engine, one rule moved", (i) => drag(changes(i)));
  await tell("engine, three rules changed", (i) => drag({ ...changes(i), ...more }));
  database.close();
  await overHttp(folder);
  console.log(`  resident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);

  async function drag(own: Record<string, string | null>): Promise<void> {
    await outcomeOf(ledger, await openDraft(ledger, stage, own), [rule]);
  }
}

async function overHttp(folder: string): Promise<void> {
  const server = await servingFolder(folder);
  const ask = async (path: string, body?: object) => {
    const { status, text } = await server.ask(path, body && { body });
    if (status !== 200) throw new Error(text);
  };
  const [opening] = await timed(() => ask("/api/rules"));
  console.log(`  GET /api/rules, the first: ${opening.toFixed(0)} ms`);
  const histogram = `/api/signals/word_count/histogram?stage=${stage}&rule=${rule}&by=source`;
  const [first] = await timed(() => ask(histogram));
  console.log(`  histogram by source, the first: ${first.toFixed(0)} ms`);
  await tell("HTTP, one rule moved", (i) => ask("/api/rules/try", { stage, rule, changes: changes(i) }));
  await tell("HTTP, histogram by source", (i) =>
    ask(`${histogram}&changes=${encodeURIComponent(JSON.stringify(changes(i)))}`),
  );
  if (hasBrowser) await inPage(server);
  await tell("HTTP, cards", (i) => ask("/api/rules/cards", { stage, rule, changes: changes(i) }), 20);
  await server.close();
}

/** Drags the bound in Chromium: sixty places with a rest at each, then two hundred without. */
async function inPage(server: Awaited<ReturnType<typeof servingFolder>>): Promise<void> {
  const browser = await launch();
  const { page } = await openPage(browser, server, `/workbench?rule=${rule}`);
  await page.locator(".workbench-card").first().waitFor();
  const grip = await page.locator(".workbench-grip").boundingBox();
  if (grip === null) throw new Error("no handle on the page");
  const [x, y] = [grip.x + 5, grip.y + 5];
  await page.evaluate(watch);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < 60; i++) {
    await page.mouse.move(x + 40 + 4 * i, y);
    await page.waitForTimeout(150);
  }
  const told = await page.evaluate<{ handle: number[]; number: number[] }>("told");
  await page.evaluate("told.frames.length = 0");
  for (let i = 0; i < 200; i++) await page.mouse.move(x + 60 + (i % 100), y);
  const frames = await page.evaluate<number[]>("told.frames");
  await browser.close();
  print("Chromium, to the handle", told.handle);
  print("Chromium, to the number", told.number);
  print("Chromium, frames of a fast drag", frames);
}

function print(what: string, taken: readonly number[], more = ""): void {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) =>
    `${sorted[Math.floor(share * (sorted.length - 1))].toFixed(1)} ms`.padStart(10);
  console.log(`  ${what.padEnd(32)} p50 ${at(0.5)}   p95 ${at(0.95)}   max ${at(1)}${more}`);
}

function changes(i: number): Record<string, string | null> {
  return { [rule]: `word_count < ${20 + 3 * i}` };
}

async function tell(what: string, work: (i: number) => Promise<void>, count = drags): Promise<void> {
  const taken: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) taken.push((await timed(() => work(i)))[0]);
  const { user, system } = process.cpuUsage(before);
  print(what, taken, `   processor ${((user + system) / 1000 / count).toFixed(1)} ms`);
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const begun = performance.now();
  const result = await work();
  return [performance.now() - begun, result];
}
