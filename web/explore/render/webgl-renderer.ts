import type { Picture } from "./camera.ts";
import {
  drawingOrder,
  opacities,
  type Palette,
  type PointRenderer,
  selectedGrowth,
  type View,
} from "./point-renderer.ts";
import { makeProgram } from "./webgl-program.ts";

/** What the graphics processor holds of the points; gone with its context. */
type Held = ReturnType<typeof hold>;

/** Draws points on the graphics processor, one call for each kind of mark. */
export class WebglRenderer implements PointRenderer {
  readonly kind = "webgl";
  readonly canvas = document.createElement("canvas");
  readonly #gl: WebGL2RenderingContext;
  readonly #redraw: () => void;
  readonly #giveUp: () => void;
  #held: Held | undefined;
  #x: Float32Array = new Float32Array(0);
  #y: Float32Array = new Float32Array(0);
  #codes: Uint8Array = new Uint8Array(0);
  #mark: Uint8Array = new Uint8Array(0);
  #starts: readonly number[] = [0, 0, 0, 0];
  #palette: Palette | undefined;
  #ratio = 1;
  #patience: ReturnType<typeof setTimeout> | undefined;

  /** `redraw` is called when a lost context is back, `giveUp` when it stays away. Throws where there is no WebGL2. */
  constructor(redraw: () => void, giveUp: () => void) {
    const gl = this.canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false });
    if (gl === null) throw new Error("WebGL2 is not available");
    this.#gl = gl;
    this.#redraw = redraw;
    this.#giveUp = giveUp;
    this.#held = hold(gl);
    this.canvas.addEventListener("webglcontextlost", this.#lost);
    this.canvas.addEventListener("webglcontextrestored", this.#restored);
  }

  setPoints(x: Float32Array, y: Float32Array): void {
    this.#x = x;
    this.#y = y;
    this.#codes = new Uint8Array(x.length);
    this.#mark = new Uint8Array(x.length);
    this.#send((gl, { buffers }) => {
      fill(gl, buffers.x, x);
      fill(gl, buffers.y, y);
      fill(gl, buffers.code, this.#codes);
    });
    this.setMarks(this.#mark);
  }

  setColours(codes: Uint8Array, palette: Palette): void {
    this.#codes = codes;
    this.#palette = palette;
    this.#send((gl, { buffers, texture }) => {
      fill(gl, buffers.code, codes);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, palette.colours);
    });
  }

  setMarks(mark: Uint8Array): void {
    this.#mark = mark;
    const { order, starts } = drawingOrder(mark);
    this.#starts = starts;
    this.#send((gl, { buffers }) => {
      fill(gl, buffers.mark, mark);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffers.order);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, order, gl.DYNAMIC_DRAW);
    });
  }

  resize({ width, height }: Picture, ratio: number): void {
    this.#ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
  }

  render({ transform, size, stride }: View): void {
    this.#send((gl, { at }) => {
      const { width, height } = this.canvas;
      const [red, green, blue] = this.#palette?.paper ?? [0, 0, 0];
      gl.viewport(0, 0, width, height);
      gl.clearColor(red / 255, green / 255, blue / 255, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const ratio = this.#ratio;
      gl.uniform3f(at.transform, transform.scale * ratio, transform.left * ratio, transform.top * ratio);
      gl.uniform2f(at.picture, width, height);
      gl.uniform1f(at.size, size * ratio);
      gl.uniform1f(at.growth, selectedGrowth);
      gl.uniform3fv(at.opacities, opacities);
      gl.uniform3fv(
        at.grey,
        (this.#palette?.grey ?? [0, 0, 0]).map((byte) => byte / 255),
      );
      this.#starts.slice(0, 3).forEach((from, kind) => {
        const count = Math.ceil((this.#starts[kind + 1] - from) / stride);
        if (count > 0) gl.drawElements(gl.POINTS, count, gl.UNSIGNED_INT, 4 * from);
      });
    });
  }

  destroy(): void {
    clearTimeout(this.#patience);
    this.canvas.removeEventListener("webglcontextlost", this.#lost);
    this.canvas.removeEventListener("webglcontextrestored", this.#restored);
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
    this.canvas.remove();
  }

  #send(act: (gl: WebGL2RenderingContext, held: Held) => void): void {
    if (this.#held !== undefined && !this.#gl.isContextLost()) act(this.#gl, this.#held);
  }

  #lost = (event: Event): void => {
    event.preventDefault(); // or it never comes back
    this.#held = undefined;
    this.#patience = setTimeout(this.#giveUp, 3_000);
  };

  #restored = (): void => {
    clearTimeout(this.#patience);
    this.#held = hold(this.#gl);
    const { x, y, codes, mark, palette } = this.#kept();
    this.setPoints(x, y);
    this.setMarks(mark);
    if (palette !== undefined) this.setColours(codes, palette);
    this.#redraw();
  };

  #kept() {
    return { x: this.#x, y: this.#y, codes: this.#codes, mark: this.#mark, palette: this.#palette };
  }
}

function hold(gl: WebGL2RenderingContext) {
  const { program, at } = makeProgram(gl);
  const buffer = () => gl.createBuffer();
  const buffers = { x: buffer(), y: buffer(), code: buffer(), mark: buffer(), order: buffer() };
  const texture = gl.createTexture();
  gl.useProgram(program);
  gl.bindVertexArray(gl.createVertexArray());
  attribute(gl, buffers.x, 0, gl.FLOAT);
  attribute(gl, buffers.y, 1, gl.FLOAT);
  attribute(gl, buffers.code, 2, gl.UNSIGNED_BYTE);
  attribute(gl, buffers.mark, 3, gl.UNSIGNED_BYTE);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffers.order);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  return { buffers, texture, at };
}

function attribute(
  gl: WebGL2RenderingContext,
  buffer: WebGLBuffer | null,
  place: number,
  type: number,
): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.enableVertexAttribArray(place);
  if (type === gl.FLOAT) gl.vertexAttribPointer(place, 1, type, false, 0, 0);
  else gl.vertexAttribIPointer(place, 1, type, 0, 0);
}

function fill(gl: WebGL2RenderingContext, buffer: WebGLBuffer | null, values: AllowSharedBufferSource): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
}
