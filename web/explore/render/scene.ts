import { type Camera, type Extent, type Picture, type Transform, transformOf, unproject } from "./camera.ts";
import { CanvasRenderer } from "./canvas-renderer.ts";
import { chooseRenderer, type RendererWish } from "./choose-renderer.ts";
import { type PickGrid, pickGrid } from "./pick-grid.ts";
import { type Palette, type PointRenderer, pointSize } from "./point-renderer.ts";

/** A frame slower than this makes the map draw fewer points while it moves. */
const slowFrameMs = 40;
const settleMs = 120;
const largestStride = 16;

/** The points of a map. */
export interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly extent: Extent;
}

/** Colours of the points: a code each, and what the codes stand for. */
export interface Colours {
  readonly codes: Uint8Array;
  readonly palette: Palette;
}

/** A picture of a map in an element: it draws once per frame at most, and only when something changed. */
export class Scene {
  readonly #host: HTMLElement;
  readonly #onDraw: (transform: Transform, moving: boolean) => void;
  #renderer: PointRenderer;
  #points: Points = { x: new Float32Array(0), y: new Float32Array(0), extent: { x: [0, 1], y: [0, 1] } };
  #grid: PickGrid | undefined;
  #colours: Colours | undefined;
  #mark: Uint8Array = new Uint8Array(0);
  #camera: Camera = { x: 0.5, y: 0.5, zoom: 1 };
  #picture: Picture = { width: 1, height: 1 };
  #frame = 0;
  #dirty = false;
  #moving = false;
  #moved = 0;
  #ticked = 0;
  #stride = 1;

  /** `onDraw` is told after each frame where the map lies, so that what floats over it can follow. */
  constructor(
    host: HTMLElement,
    wish: RendererWish,
    onDraw: (transform: Transform, moving: boolean) => void = () => {},
  ) {
    this.#host = host;
    this.#onDraw = onDraw;
    this.#renderer = chooseRenderer(
      wish,
      () => this.#ask(),
      () => this.#fallBack(),
    );
    host.prepend(this.#renderer.canvas);
    this.resize();
  }

  get kind(): PointRenderer["kind"] {
    return this.#renderer.kind;
  }

  get transform(): Transform {
    return transformOf(this.#camera, this.#points.extent, this.#picture);
  }

  get picture(): Picture {
    return this.#picture;
  }

  setPoints(points: Points): void {
    this.#points = points;
    this.#grid = undefined;
    this.#colours = undefined;
    this.#mark = new Uint8Array(points.x.length);
    this.#renderer.setPoints(points.x, points.y);
    this.#ask();
  }

  setColours(colours: Colours): void {
    this.#colours = colours;
    this.#renderer.setColours(colours.codes, colours.palette);
    this.#ask();
  }

  setMarks(mark: Uint8Array): void {
    this.#mark = mark;
    this.#renderer.setMarks(mark);
    this.#ask();
  }

  /** Looks from elsewhere; `moving` while a hand is on the map, so that speed counts more than every point. */
  setCamera(camera: Camera, moving = false): void {
    this.#camera = camera;
    if (moving && !this.#moving) this.#ticked = 0;
    this.#moving = moving;
    if (moving) this.#moved = performance.now();
    this.#ask();
  }

  /** Takes the size of the element. */
  resize(): void {
    this.#picture = { width: this.#host.clientWidth, height: this.#host.clientHeight };
    this.#renderer.resize(this.#picture, devicePixelRatio);
    this.#ask();
  }

  /** The point at a pixel of the element, or -1. */
  pick(px: number, py: number, radius = 7): number {
    this.#grid ??= pickGrid(this.#points.x, this.#points.y);
    const { transform } = this;
    const [x, y] = unproject(transform, px, py);
    const reach = radius + this.#size() / 2;
    return this.#grid.nearest(x, y, reach / transform.scale, this.#mark);
  }

  /** Draws at once what would be drawn with the next frame. */
  draw(): void {
    this.#dirty = false;
    const stride = this.#moving ? this.#stride : 1;
    this.#renderer.render({ transform: this.transform, size: this.#size(), stride });
    this.#onDraw(this.transform, this.#moving);
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#renderer.destroy();
  }

  #size(): number {
    return pointSize(this.#points.x.length, this.#camera.zoom, this.#picture);
  }

  #ask(): void {
    this.#dirty = true;
    this.#wait();
  }

  #wait(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#tick(now));
  }

  /** Draws when there is something new; frames go on while the map moves, so that slow ones are noticed. */
  #tick(now: number): void {
    this.#frame = 0;
    const isSlow = this.#ticked > 0 && now - this.#ticked > slowFrameMs;
    if (this.#moving && isSlow) this.#stride = Math.min(largestStride, this.#stride * 2);
    this.#ticked = now;
    if (this.#moving && now - this.#moved > settleMs) {
      this.#moving = false;
      this.#dirty = true;
      this.#stride = Math.max(1, this.#stride / 2); // the next movement tries with more
    }
    if (this.#dirty) this.draw();
    if (this.#moving) this.#wait();
  }

  /** A graphics processor that went away for good: the canvas takes over with what there is. */
  #fallBack(): void {
    const { x, y } = this.#points;
    const [mark, colours] = [this.#mark, this.#colours];
    this.#renderer.destroy();
    this.#renderer = new CanvasRenderer();
    this.#host.prepend(this.#renderer.canvas);
    this.#renderer.setPoints(x, y);
    this.#renderer.setMarks(mark);
    if (colours !== undefined) this.#renderer.setColours(colours.codes, colours.palette);
    this.resize();
  }
}
