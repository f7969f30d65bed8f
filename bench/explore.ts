/**
 * How long the frames of the map take while a hand drags and zooms it, in headless Chromium: points and renderers, or, with a
 * workspace (`bench/map-workspace.ts` makes large ones), the whole page.
 */
import { makeRandom } from "../src/features/vectors/random.ts";
import { serving } from "../tests/server/serving.ts";
import { launch, openPage } from "../tests/web/browser.ts";
import { openStage } from "../tests/web/explore-stage.ts";

const [width, height] = [1440, 900];
const given = process.argv.slice(2);
const counts = given.map(Number).filter((count) => count > 0);
/** A workspace to open the page on, instead. */
const workspace = given.find((word) => Number.isNaN(Number(word)));
const seconds = 3;

/** Twenty clouds of several widths and a thin layer of noise. Runs in the page. */
const scatter = (count: number, clouds: readonly (readonly [number, number, number])[]) => `{
  const clouds = ${JSON.stringify(clouds)};
  let seed = 7;
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(6.2832 * random());
  const x = new Float32Array(${count}), y = new Float32Array(${count}), codes = new Uint8Array(${count});
  for (let i = 0; i < ${count}; i++) {
    const cloud = Math.floor(random() * (clouds.length + 1));
    const [cx, cy, width] = clouds[cloud] ?? [0, 0, 6];
    x[i] = cx + width * normal(); y[i] = cy + width * normal(); codes[i] = cloud;
  }
  globalThis.points = { x, y, extent: { x: [-20, 20], y: [-14, 14] } };
  globalThis.codes = codes;
}`;

/** Drags in circles, then turns the wheel in and out; milliseconds between frames. Runs in the page. */
const frames = (kind: string) => `(async () => {
  stage.scene?.destroy();
  const begun = performance.now();
  const scene = stage.scene = new map.Scene(document.querySelector("#host"), "${kind}");
  scene.setPoints(points);
  scene.setColours({ codes, palette: stage.palette });
  let camera = map.wholeMap(points.extent);
  scene.setCamera(camera);
  scene.draw();
  const first = performance.now() - begun;
  await stage.frame();
  const taken = [];
  let before = performance.now();
  const until = before + ${seconds * 1000};
  for (let step = 0; before < until; step++) {
    const half = before < until - ${seconds * 500};
    camera = half
      ? map.panned(camera, scene.transform, 30 * Math.cos(step / 9), 30 * Math.sin(step / 9))
      : map.zoomedAt(camera, scene.transform, Math.sin(step / 20) > 0 ? 1.06 : 1 / 1.06, 700, 420);
    scene.setCamera(camera, true);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    taken.push(now - before);
    before = now;
  }
  return { first, taken };
})()`;

const clouds = makeClouds(makeRandom(11));
const browser = await launch();
if (workspace === undefined) {
  await measureRenderers(1);
  await measureRenderers(2);
} else await measurePage(workspace);
await browser.close();

function makeClouds(random: ReturnType<typeof makeRandom>) {
  const cloud = () => [24 * random.next() - 12, 16 * random.next() - 8, 0.4 + random.next()] as const;
  return Array.from({ length: 20 }, cloud);
}

async function measureRenderers(ratio: number): Promise<void> {
  const stage = await openStage(browser, width, height, ratio);
  const name = await stage.run<string>("map.graphicsName()");
  console.log(`Chromium ${browser.version()}, ${name}, ${width} × ${height}, ${ratio} device pixels to one`);
  console.log("points     renderer   first draw   median frame   p95 frame   frames");
  for (const count of counts.length > 0 ? counts : [200_000, 1_000_000]) {
    await stage.run(scatter(count, clouds));
    for (const kind of ["canvas", "webgl"]) {
      const { first, taken } = await stage.run<{ first: number; taken: number[] }>(frames(kind));
      const points = count.toLocaleString("en-US").padEnd(10);
      console.log(`${points} ${kind.padEnd(8)} ${first.toFixed(0).padStart(7)} ms   ${told(taken)}`);
    }
  }
  await stage.page.close();
}

/** The whole page with its names, hover and drawers, on a copy of a workspace. */
async function measurePage(folder: string): Promise<void> {
  const server = await serving(folder);
  const { page } = await openPage(browser, server, "/explore", { width, height });
  await page.locator(".explore-table .explore-open").first().waitFor();
  await page.waitForTimeout(2_000);
  await page.evaluate(`{
    globalThis.taken = [];
    let before = 0;
    const tick = (now) => {
      if (before > 0) taken.push(now - before);
      before = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }`);
  const [left, top] = [600, 400];
  await page.mouse.move(left, top);
  await page.mouse.down();
  for (let step = 0; step < 120; step++)
    await page.mouse.move(left + 150 * Math.sin(step / 10), top + 120 * Math.cos(step / 10));
  await page.mouse.up();
  for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, turn < 30 ? -120 : 120);
  const documents = await page.locator(".explore-quality dd").first().innerText();
  console.log(`the page with ${documents} documents: median, p95, frames`);
  console.log(told(await page.evaluate<number[]>("taken")));
  await server.close();
}

function told(taken: readonly number[]): string {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1).padStart(7);
  return `${at(0.5)} ms     ${at(0.95)} ms   ${String(taken.length).padStart(5)}`;
}
