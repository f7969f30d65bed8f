import type { Picture } from "./camera.ts";
import {
  drawingOrder,
  marks,
  opacities,
  type Palette,
  type PointRenderer,
  selectedGrowth,
  type View,
} from "./point-renderer.ts";
import { type Sprite, spriteOf, widest } from "./sprite.ts";

/** Points at the edge reach over it, so the drawing has a margin that is not shown: no point needs to be cut. */
const margin = widest;
const drawn = [marks.greyed, marks.normal, marks.selected];

/**
 * Draws points by writing pixels, without a graphics processor: some forty times as fast as WebGL in software
 * (docs/LOG.md has the figures).
 */
export class CanvasRenderer implements PointRenderer {
  readonly kind = "canvas";
  readonly canvas = document.createElement("canvas");
  readonly #context = this.canvas.getContext("2d", { alpha: false })!;
  #x: Float32Array = new Float32Array(0);
  #y: Float32Array = new Float32Array(0);
  #codes: Uint8Array = new Uint8Array(0);
  #order: Uint32Array = new Uint32Array(0);
  #starts: readonly number[] = [0, 0, 0, 0];
  #colours = new Uint32Array(256);
  #grey = 0;
  #paper = 0;
  #image = new ImageData(1, 1);
  #pixels = new Uint32Array(1);
  #ratio = 1;

  setPoints(x: Float32Array, y: Float32Array): void {
    this.#x = x;
    this.#y = y;
    this.#codes = new Uint8Array(x.length);
    this.setMarks(new Uint8Array(x.length));
  }

  setColours(codes: Uint8Array, { colours, paper, grey }: Palette): void {
    this.#codes = codes;
    for (let i = 0; i < 256; i++) this.#colours[i] = packed(colours.subarray(4 * i, 4 * i + 3));
    this.#paper = packed(paper);
    this.#grey = packed(grey);
  }

  setMarks(mark: Uint8Array): void {
    const { order, starts } = drawingOrder(mark);
    this.#order = order;
    this.#starts = starts;
  }

  resize({ width, height }: Picture, ratio: number): void {
    this.#ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.#image = new ImageData(this.canvas.width + 2 * margin, this.canvas.height + 2 * margin);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  render(view: View): void {
    this.#pixels.fill(this.#paper);
    for (const [place, mark] of drawn.entries()) {
      const growth = mark === marks.selected ? selectedGrowth : 1;
      const sprite = spriteOf(view.size * growth * this.#ratio, opacities[mark], this.#image.width);
      const from = this.#starts[place];
      const to = from + Math.ceil((this.#starts[place + 1] - from) / view.stride);
      this.#splat(sprite, from, to, view, mark === marks.greyed);
    }
    this.#context.putImageData(this.#image, -margin, -margin);
  }

  /** The inner loop: everything in local variables, whole numbers only, one branch for opaque pixels. */
  #splat(sprite: Sprite, from: number, to: number, { transform }: View, greyed: boolean): void {
    const [xs, ys, codes, order, pixels, colours] = [
      this.#x,
      this.#y,
      this.#codes,
      this.#order,
      this.#pixels,
      this.#colours,
    ];
    const { offsets, covers, side } = sprite;
    const scale = transform.scale * this.#ratio;
    const left = transform.left * this.#ratio - side / 2 + margin + 0.5;
    const top = transform.top * this.#ratio - side / 2 + margin + 0.5;
    const rowLength = this.#image.width;
    const [right, bottom] = [rowLength - side, this.#image.height - side];
    for (let k = from; k < to; k++) {
      const i = order[k];
      const px = xs[i] * scale + left;
      const py = top - ys[i] * scale;
      if (!(px >= 0 && px < right && py >= 0 && py < bottom)) continue;
      const start = (py | 0) * rowLength + (px | 0);
      const colour = greyed ? this.#grey : colours[codes[i]];
      const redBlue = colour & 0xff00ff;
      const green = colour & 0xff00;
      for (let s = 0; s < offsets.length; s++) {
        const at = start + offsets[s];
        const cover = covers[s];
        if (cover === 256) {
          pixels[at] = colour;
          continue;
        }
        const below = pixels[at];
        const rest = 256 - cover;
        const mixedRedBlue =
          ((Math.imul(redBlue, cover) + Math.imul(below & 0xff00ff, rest)) >>> 8) & 0xff00ff;
        const mixedGreen = ((Math.imul(green, cover) + Math.imul(below & 0xff00, rest)) >>> 8) & 0xff00;
        pixels[at] = 0xff000000 | mixedRedBlue | mixedGreen;
      }
    }
  }

  destroy(): void {
    this.canvas.remove();
  }
}

/** A colour as the number that image data hold on a little-endian machine. */
function packed([red, green, blue]: ArrayLike<number> & Iterable<number>): number {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}
