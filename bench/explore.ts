/** How long the frames of the map take while a hand drags and zooms it, in headless Chromium: points and renderers. */
import { makeRandom } from "../src/features/vectors/random.ts";
import { launch } from "../tests/web/browser.ts";
import { openStage, type Stage } from "../tests/web/explore-stage.ts";

const counts = process.argv.slice(2).map(Number);
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

const random = makeRandom(11);
const clouds = Array.from(
  { length: 20 },
  () => [24 * random.next() - 12, 16 * random.next() - 8, 0.4 + random.next()] as const,
);
const browser = await launch();
const stage = await openStage(browser, 1440, 900);
console.log(`Chromium ${browser.version()}, ${await stage.run<string>("map.graphicsName()")}, 1440 × 900`);
console.log("points     renderer   first draw   median frame   p95 frame   frames");
for (const count of counts.length > 0 ? counts : [200_000, 1_000_000]) {
  await stage.run(scatter(count, clouds));
  for (const kind of ["canvas", "webgl"]) await measure(stage, count, kind);
}
await browser.close();

async function measure(on: Stage, count: number, kind: string): Promise<void> {
  const { first, taken } = await on.run<{ first: number; taken: number[] }>(frames(kind));
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1).padStart(7);
  const name = count.toLocaleString("en-US").padEnd(10);
  console.log(
    `${name} ${kind.padEnd(8)} ${first.toFixed(0).padStart(7)} ms   ${at(0.5)} ms     ${at(0.95)} ms   ${String(taken.length).padStart(5)}`,
  );
}
