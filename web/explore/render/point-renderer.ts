import type { Picture, Transform } from "./camera.ts";

/** How a point is drawn: as it is, greyed out below the others, or selected and on top. */
export const marks = { normal: 0, greyed: 1, selected: 2 } as const;

/** What the codes of the points stand for. */
export interface Palette {
  /** 256 colours by code, each as bytes red, green, blue and 255. */
  readonly colours: Uint8Array;
  /** The ground on which points are drawn. */
  readonly paper: readonly [red: number, green: number, blue: number];
  /** Of greyed points. */
  readonly grey: readonly [red: number, green: number, blue: number];
}

/** One look at the points. */
export interface View {
  readonly transform: Transform;
  /** Diameter of a point in CSS pixels. */
  readonly size: number;
  /** Draw one point in n only, while the map moves on a slow machine: points come in no order, the first are a fair sample. */
  readonly stride: number;
}

/** Draws points into a canvas of its own; it keeps what it was given and draws when told. */
export interface PointRenderer {
  readonly kind: "webgl" | "canvas";
  readonly canvas: HTMLCanvasElement;
  /** Copies nothing: the arrays must not change. Codes and marks go back to 0. */
  setPoints(x: Float32Array, y: Float32Array): void;
  /** A code for each point, and the colours that the codes stand for. */
  setColours(codes: Uint8Array, palette: Palette): void;
  /** How each point is drawn (`marks`). */
  setMarks(mark: Uint8Array): void;
  /** In CSS pixels, and device pixels to each. */
  resize(picture: Picture, ratio: number): void;
  render(view: View): void;
  destroy(): void;
}

/** How much of a point's colour covers what lies below, by mark: clouds of points show where they are dense. */
export const opacities = [0.8, 0.5, 1] as const;

/** Selected points are a little larger. */
export const selectedGrowth = 1.25;

/** Diameter of a point in CSS pixels: small where many share the picture, growing as one comes nearer. */
export function pointSize(count: number, zoom: number, { width, height }: Picture): number {
  const room = Math.sqrt((width * height) / Math.max(1, count));
  const base = Math.min(5.5, Math.max(1.5, room * 0.75));
  return Math.min(14, Math.max(1.5, base * zoom ** 0.4));
}

/** Numbers of the points in the order in which they are drawn: greyed, then normal, then selected; and where each kind begins. */
export function drawingOrder(mark: Uint8Array): {
  readonly order: Uint32Array;
  readonly starts: readonly number[];
} {
  const counts = [0, 0, 0];
  for (const one of mark) counts[one]++;
  const starts = [0, counts[marks.greyed], counts[marks.greyed] + counts[marks.normal]];
  const next = [starts[1], 0, starts[2]];
  const order = new Uint32Array(mark.length);
  for (let i = 0; i < mark.length; i++) order[next[mark[i]]++] = i;
  return { order, starts: [...starts, mark.length] };
}
