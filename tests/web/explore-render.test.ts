import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launch } from "./browser.ts";
import { openStage, type Stage } from "./explore-stage.ts";

const sizes = [
  { width: 600, height: 400, ratio: 1 },
  { width: 390, height: 500, ratio: 2 },
];
/** Nine points on a grid, far from each other, and a few at the very edges. */
const x = [0, 1, 2, 0, 1, 2, 0, 1, 2];
const y = [0, 0, 0, 1, 1, 1, 2, 2, 2];
const codes = x.map((_, i) => 20 * i + 10);
const grid = { x, y, codes };
const paper = [252, 252, 250];
const grey = [200, 200, 190];
const opacities = { normal: 0.8, greyed: 0.5, selected: 1 };

function over(colour: readonly number[], opacity: number): number[] {
  return colour.map((value, i) => value * opacity + paper[i] * (1 - opacity));
}

function colourOf(code: number): number[] {
  return [code, 255 - code, (7 * code) & 255];
}

function far(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}

describe.skipIf(!hasBrowser)("points on a map", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  describe.each(["canvas", "webgl"])("drawn by %s", (kind) => {
    describe.each(sizes)("at $width × $height, $ratio pixels to one", ({ width, height, ratio }) => {
      let stage: Stage;
      beforeAll(async () => {
        stage = await openStage(browser, width, height, ratio);
      });
      afterAll(() => stage?.page.close());
      const show = (what: object) => stage.run(`stage.show(${JSON.stringify({ kind, ...what })})`);
      const pixel = (px: number, py: number) => stage.run<number[]>(`stage.pixel(${px}, ${py})`);

      test("it is the renderer that was asked for", async () => {
        await show(grid);
        expect(await stage.run("stage.scene.kind")).toBe(kind);
      });

      test("a point is picked where it is drawn", async () => {
        await show(grid);
        expect(await stage.run(`stage.pickAll(${JSON.stringify(x)}, ${JSON.stringify(y)})`)).toEqual([
          0, 1, 2, 3, 4, 5, 6, 7, 8,
        ]);
        expect(await stage.run("stage.scene.pick(...stage.at(0.5, 0.5))")).toBe(-1);
      });

      test("a point has the colour of its code, and the paper is empty between points", async () => {
        await show(grid);
        for (const i of x.keys())
          expect(far(await pixel(x[i], y[i]), over(colourOf(codes[i]), opacities.normal))).toBeLessThan(4);
        expect(await pixel(0.5, 0.5)).toEqual(paper);
      });

      test("greyed points lose their colour, selected ones have it whole", async () => {
        await show({ ...grid, mark: [1, 2, 0, 1, 2, 0, 1, 2, 0] });
        expect(far(await pixel(0, 0), over(grey, opacities.greyed))).toBeLessThan(4);
        expect(far(await pixel(1, 0), colourOf(codes[1]))).toBeLessThan(2);
        expect(far(await pixel(2, 0), over(colourOf(codes[2]), opacities.normal))).toBeLessThan(4);
      });

      test("of points on one spot the selected one is on top, and it is picked", async () => {
        await show({
          x: [0, 1, 1, 1, 2],
          y: [0, 1, 1, 1, 2],
          codes: [1, 2, 200, 4, 5],
          mark: [1, 0, 2, 0, 1],
        });
        expect(far(await pixel(1, 1), colourOf(200))).toBeLessThan(2);
        expect(await stage.run("stage.scene.pick(...stage.at(1, 1))")).toBe(2);
      });

      test("points that were all equal are one spot in the middle, and the last is picked", async () => {
        await show({ x: [5, 5, 5], y: [-3, -3, -3], codes: [9, 9, 9] });
        expect(await stage.run("stage.at(5, -3)")).toEqual([width / 2, height / 2]);
        expect(far(await pixel(5, -3), colourOf(9))).toBeLessThan(4);
        expect(await stage.run("stage.scene.pick(...stage.at(5, -3))")).toBe(2);
      });

      test("no points are an empty paper, one point is in the middle", async () => {
        await show({ x: [], y: [] });
        expect(await pixel(0.5, 0.5)).toEqual(paper);
        expect(await stage.run(`stage.scene.pick(${width / 2}, ${height / 2})`)).toBe(-1);
        await show({ x: [7], y: [7], codes: [100] });
        expect(await stage.run(`stage.scene.pick(${width / 2}, ${height / 2})`)).toBe(0);
      });

      test("a point without a place is neither drawn nor picked", async () => {
        await show({ x: [0, null, 2], y: [0, 1, 2], codes: [10, 10, 10] });
        await stage.run(
          "stage.scene.setPoints({ x: Float32Array.of(0, NaN, 2), y: Float32Array.of(0, 1, 2), extent: { x: [0, 2], y: [0, 2] } })",
        );
        expect(await stage.run("stage.scene.pick(...stage.at(1, 1))")).toBe(-1);
        expect(await stage.run("stage.scene.pick(...stage.at(2, 2))")).toBe(2);
        expect(await pixel(1, 1)).toEqual(paper);
      });

      test("after a change of size points are where they are picked", async () => {
        await show(grid);
        await stage.run(`{
          document.querySelector("#host").style.width = "${width / 2}px";
          stage.scene.resize();
        }`);
        expect(await stage.run("stage.at(1, 1)")).toEqual([width / 4, height / 2]);
        expect(far(await pixel(1, 1), over(colourOf(codes[4]), opacities.normal))).toBeLessThan(4);
        expect(await stage.run("stage.scene.pick(...stage.at(2, 2))")).toBe(8);
        await stage.run(`document.querySelector("#host").style.width = "${width}px"`);
      });

      test("many changes in one frame are drawn once, and no change is not drawn", async () => {
        await show(grid);
        await stage.run("stage.frame()");
        const before = await stage.run<number>("stage.drawn");
        await stage.run(`{
          for (let zoom = 1; zoom < 2; zoom += 0.1) stage.scene.setCamera({ x: 1, y: 1, zoom });
          stage.scene.setMarks(new Uint8Array(9));
        }`);
        await stage.run("stage.frame()");
        expect(await stage.run("stage.drawn")).toBe(before + 1);
        await stage.run("stage.frame()");
        expect(await stage.run("stage.drawn")).toBe(before + 1);
      });

      test("while the map moves frames are drawn for what changed, and once more when it rests", async () => {
        await show(grid);
        await stage.run("stage.frame()");
        const before = await stage.run<number>("stage.drawn");
        await stage.run("stage.scene.setCamera({ x: 1, y: 1, zoom: 1.2 }, true)");
        await stage.page.waitForTimeout(400);
        expect(await stage.run("stage.drawn")).toBe(before + 2);
      });

      test("points beyond the edges leave no pixel, wherever they are", async () => {
        await show({ ...grid, zoom: 1 });
        expect(await stage.run("stage.inked()")).toBeGreaterThan(9 * 4);
        for (const [camX, camY] of [
          [9, 1],
          [-9, 1],
          [1, 9],
          [1, -9],
          [1e7, 1e7],
          [3.2, 1],
          [-1.2, 1],
        ]) {
          await stage.run(`stage.scene.setCamera({ x: ${camX}, y: ${camY}, zoom: 20 })`);
          expect(await stage.run("stage.inked()")).toBe(0);
        }
      });

      test("a point that is half over the edge does not come back on the other side", async () => {
        await show({ x: [0, 1], y: [0, 0], codes: [10, 10] });
        await stage.run(
          `stage.scene.setCamera({ x: ${width / 2} / stage.scene.transform.scale, y: 0, zoom: 1 })`,
        );
        expect(await stage.run("stage.at(0, 0)[0]")).toBeCloseTo(0, 6);
        expect(far(await pixel(0, 0), over(colourOf(10), opacities.normal))).toBeLessThan(4);
        for (const row of [-1, 0, 1]) {
          const place = `${width - 1} / stage.scene.transform.scale, ${row} / stage.scene.transform.scale`;
          expect(await stage.run(`stage.pixel(${place})`)).toEqual(paper);
        }
      });
    });
  });

  test("a lost graphics context comes back with points, colours and marks", async () => {
    const stage = await openStage(browser, 300, 300);
    await stage.run(
      `stage.show(${JSON.stringify({ kind: "webgl", ...grid, mark: [1, 2, 0, 1, 2, 0, 1, 2, 0] })})`,
    );
    await stage.run(`{
      const canvas = document.querySelector("#host canvas");
      stage.lose = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
      stage.back = new Promise((done) => canvas.addEventListener("webglcontextrestored", done));
      stage.lose.loseContext();
    }`);
    await stage.run("stage.frame()");
    await stage.run("stage.scene.setCamera({ x: 1, y: 1, zoom: 1 })"); // drawing without a context does no harm
    await stage.run("stage.frame()");
    await stage.run("{ stage.lose.restoreContext(); stage.done = stage.back.then(() => 1); stage.done }");
    const colour = await stage.run<number[]>("stage.pixel(1, 0)");
    expect(far(colour, colourOf(codes[1]))).toBeLessThan(2);
    expect(far(await stage.run<number[]>("stage.pixel(0, 0)"), over(grey, opacities.greyed))).toBeLessThan(4);
    await stage.page.close();
  });

  test("a graphics context that stays away gives way to the canvas", async () => {
    const stage = await openStage(browser, 300, 300);
    await stage.run(`stage.show(${JSON.stringify({ kind: "webgl", ...grid })})`);
    await stage.run(
      'document.querySelector("#host canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()',
    );
    await stage.page.waitForFunction("stage.scene.kind === 'canvas'");
    const colour = await stage.run<number[]>("stage.pixel(1, 1)");
    expect(far(colour, over(colourOf(codes[4]), opacities.normal))).toBeLessThan(4);
    await stage.page.close();
  });

  test("without a graphics processor the canvas is chosen", async () => {
    const stage = await openStage(browser, 300, 300);
    const name = await stage.run<string | undefined>("map.graphicsName()");
    await stage.run(`stage.show(${JSON.stringify({ kind: "", ...grid })})`);
    expect(await stage.run("stage.scene.kind")).toBe(
      (await stage.run(`map.isSoftware(${JSON.stringify(name) ?? "undefined"})`)) ? "canvas" : "webgl",
    );
    expect(
      await stage.run(
        '["ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))", "llvmpipe (LLVM 15)", "Apple M2", "Microsoft Basic Render Driver", undefined].map(map.isSoftware)',
      ),
    ).toEqual([true, true, false, true, true]);
    await stage.page.close();
  });
});
