import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build, type Rolldown } from "vite";

/** The renderers of the map on a page of their own, without the rest of the application. */
export interface Stage {
  readonly page: Page;
  /** Runs an expression in the page; `stage` and everything of `web/explore/render` (as `map`) are known there. */
  run<T>(expression: string): Promise<T>;
}

/** What the page of a stage knows besides the renderers. `show` draws points; colours by code are (code, 255 - code, 7 * code). */
const inPage = `
globalThis.stage = {
  palette: {
    colours: Uint8Array.from({ length: 1024 }, (_, i) => {
      const code = i >> 2;
      return [code, 255 - code, (7 * code) & 255, 255][i & 3];
    }),
    paper: [252, 252, 250],
    grey: [200, 200, 190],
  },
  show({ kind, x, y, codes, mark, zoom = 1 }) {
    stage.scene?.destroy();
    const scene = new map.Scene(document.querySelector("#host"), kind, () => stage.drawn++);
    const span = (values) => {
      const finite = values.filter(Number.isFinite);
      return finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
    };
    const extent = { x: span(x), y: span(y) };
    stage.drawn = 0;
    stage.scene = scene;
    scene.setPoints({ x: Float32Array.from(x), y: Float32Array.from(y), extent });
    scene.setColours({ codes: Uint8Array.from(codes ?? x.map(() => 0)), palette: stage.palette });
    if (mark !== undefined) scene.setMarks(Uint8Array.from(mark));
    scene.setCamera({ ...map.wholeMap(extent), zoom });
  },
  at(x, y) {
    return map.project(stage.scene.transform, x, y);
  },
  pickAll(x, y) {
    return x.map((value, i) => stage.scene.pick(...stage.at(value, y[i])));
  },
  pixel(x, y) {
    stage.scene.draw();
    const { copy } = stage.copied();
    const [px, py] = stage.at(x, y).map((value) => value * devicePixelRatio);
    return [...copy.getImageData(Math.floor(px), Math.floor(py), 1, 1).data].slice(0, 3);
  },
  /** Pixels that are not paper. */
  inked() {
    stage.scene.draw();
    const { canvas, copy } = stage.copied();
    const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return pixels.filter((pixel) => pixel !== 0xfffafcfc).length;
  },
  copied() {
    const canvas = document.querySelector("#host canvas");
    const copy = document.createElement("canvas").getContext("2d");
    copy.canvas.width = canvas.width;
    copy.canvas.height = canvas.height;
    copy.drawImage(canvas, 0, 0);
    return { canvas, copy };
  },
  frame() {
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  },
};`;

/** Opens a stage of a size, with so many device pixels to a CSS pixel. */
export async function openStage(browser: Browser, width: number, height: number, ratio = 1): Promise<Stage> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: ratio });
  await page.setContent(
    `<style>body { margin: 0 } #host { position: relative; width: ${width}px; height: ${height}px }
      canvas { position: absolute; width: 100%; height: 100% }</style><div id="host"></div>`,
  );
  await page.addScriptTag({ content: await bundled() });
  await page.addScriptTag({ content: inPage });
  return { page, run: (expression) => page.evaluate(expression) as never };
}

let code: Promise<string> | undefined;

function bundled(): Promise<string> {
  code ??= bundle();
  return code;
}

async function bundle(): Promise<string> {
  const result = (await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: {
        entry: resolve(import.meta.dirname, "../../web/explore/render/index.ts"),
        formats: ["iife"],
        name: "map",
      },
    },
  })) as Rolldown.RolldownOutput[];
  return result[0].output[0].code;
}
