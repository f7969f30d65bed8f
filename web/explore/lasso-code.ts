import type { Polygon } from "../../src/viz/explore/polygon.ts";

/** Places along the longer side of a lasso: finer than the pixels of a screen. */
const steps = 4_096;
const most = 2_000;
const pattern = /^(-?[\d.e+-]+),(-?[\d.e+-]+),([\d.e+-]+)~([\w-]+)$/;

/**
 * A lasso for the address: its lower left corner, the step of a grid over it, and the way from corner to corner in steps.
 * Reading gives corners on that grid, the same each time, so that the server and the page mean the same polygon.
 */
export function writeLasso(polygon: Polygon): string {
  const kept =
    polygon.length <= most ? polygon : polygon.filter((_, i) => i % Math.ceil(polygon.length / most) === 0);
  const xs = kept.map(([x]) => x);
  const ys = kept.map(([, y]) => y);
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
  const size = Math.max(Math.max(...xs) - left, Math.max(...ys) - bottom) || 1;
  const step = Number((size / steps).toPrecision(6));
  const origin = [left, bottom].map((value) => Number(value.toPrecision(9)));
  const places = kept.map(([x, y]) => [
    Math.round((x - origin[0]) / step),
    Math.round((y - origin[1]) / step),
  ]);
  const bytes: number[] = [];
  let [atX, atY] = [0, 0];
  for (const [x, y] of places) {
    if (bytes.length > 0 && x === atX && y === atY) continue;
    pushNumber(bytes, x - atX);
    pushNumber(bytes, y - atY);
    [atX, atY] = [x, y];
  }
  return `${origin[0]},${origin[1]},${step}~${base64(bytes)}`;
}

/** Reads what `writeLasso` wrote; undefined where it is no polygon. */
export function readLasso(text: string): [number, number][] | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const [left, bottom, step] = found.slice(1, 4).map(Number);
  const deltas = readNumbers(found[4]);
  if (deltas === undefined || ![left, bottom, step].every(Number.isFinite) || step <= 0) return undefined;
  const polygon: [number, number][] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < deltas.length; i += 2) {
    x += deltas[i];
    y += deltas[i + 1];
    polygon.push([left + x * step, bottom + y * step]);
  }
  return polygon.length >= 3 && polygon.length <= most ? polygon : undefined;
}

/** Small numbers of either sign take one byte. */
function pushNumber(bytes: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
}

function readNumbers(text: string): number[] | undefined {
  const values: number[] = [];
  let value = 0;
  let shift = 0;
  for (const byte of bytesOf(text) ?? []) {
    value |= (byte & 127) << shift;
    shift += 7;
    if (shift > 28) return undefined;
    if (byte >= 128) continue;
    values.push(value & 1 ? -(value + 1) / 2 : value / 2);
    value = 0;
    shift = 0;
  }
  return values;
}

function base64(bytes: readonly number[]): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  } catch {
    return undefined; // somebody changed the address
  }
}
