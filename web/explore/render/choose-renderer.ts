import { CanvasRenderer } from "./canvas-renderer.ts";
import type { PointRenderer } from "./point-renderer.ts";
import { WebglRenderer } from "./webgl-renderer.ts";

const software = /swiftshader|llvmpipe|software|basic render/i;

/** What `?renderer=` may name; anything else leaves the choice to the machine. */
export type RendererWish = "webgl" | "canvas" | "";

/** WebGL where a graphics processor does the work, otherwise the canvas, which is faster than WebGL in software. */
export function chooseRenderer(wish: RendererWish, redraw: () => void, giveUp: () => void): PointRenderer {
  const wanted = wish === "" ? (isSoftware(graphicsName()) ? "canvas" : "webgl") : wish;
  if (wanted === "canvas") return new CanvasRenderer();
  try {
    return new WebglRenderer(redraw, giveUp);
  } catch {
    return new CanvasRenderer();
  }
}

/** True when WebGL would be computed by the processor, or is not there at all. */
export function isSoftware(name: string | undefined): boolean {
  return name === undefined || software.test(name);
}

/** Name of the graphics processor; undefined without WebGL2. */
export function graphicsName(): string | undefined {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (gl === null) return undefined;
  const known = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(known?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}
