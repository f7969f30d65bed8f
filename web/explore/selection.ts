import type { ColoursHeader, Where } from "../../src/server/resources/map/wire.ts";
import type { ColourBytes } from "../../src/viz/explore/colour-bytes.ts";
import { keepInside } from "../../src/viz/explore/polygon.ts";
import type { Bounds, Filters } from "./address.ts";
import { readLasso } from "./lasso-code.ts";

/** A colouring as it came: a code or a number for each point, and what they mean. */
export type Colouring = ColourBytes<ColoursHeader>;

/** How the server is asked for a selection. */
export function whereOf(filters: Filters): Where {
  const { clusters, search } = filters;
  const polygon = readLasso(filters.lasso);
  const categories = Object.entries(filters.categories).map(([by, values]) => ({ by, values: [...values] }));
  const range = Object.entries(filters.ranges).map(([by, [low, high]]) => ({ by, low, high }));
  return {
    ...(polygon === undefined ? {} : { polygon }),
    ...(clusters.length === 0 ? {} : { clusters: [...clusters] }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(range.length === 0 ? {} : { range }),
    ...(search.trim() === "" ? {} : { search }),
  };
}

/** True when something narrows the selection. */
export function isNarrowed(filters: Filters): boolean {
  return Object.keys(whereOf(filters)).length > 0;
}

/**
 * The part of a selection that the page cannot tell by itself: the words of texts, clusters beyond the legend, and values that
 * have no line of their own in their legend.
 */
export function remotePart(filters: Filters, colourings: ReadonlyMap<string, Colouring>): Where {
  const { search, clusters } = filters;
  const categories = Object.entries(filters.categories)
    .filter(([by, values]) => !isInLegend(colourings.get(by), values))
    .map(([by, values]) => ({ by, values: [...values] }));
  return {
    ...(search.trim() === "" ? {} : { search }),
    ...(clusters.length === 0 ? {} : { clusters: [...clusters] }),
    ...(categories.length === 0 ? {} : { categories }),
  };
}

function isInLegend(colouring: Colouring | undefined, names: readonly string[]): boolean {
  if (colouring === undefined) return true; // not here yet: then nothing is marked
  if (colouring.header.kind !== "category") return false;
  const lines = new Set(colouring.header.values.map(({ name }) => name));
  return names.every((name) => lines.has(name));
}

/** Colourings that a selection speaks of. */
export function colouringsIn({ categories, ranges }: Filters): string[] {
  return [...new Set([...Object.keys(categories), ...Object.keys(ranges)])];
}

/** What is needed to mark the points of a selection. */
export interface Ground {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly colourings: ReadonlyMap<string, Colouring>;
  /** The answer for the remote part. */
  readonly indices: Uint32Array | undefined;
}

/** 1 for each selected point, by the same rules as the server's; undefined when nothing narrows the selection. */
export function selected(filters: Filters, { x, y, colourings, indices }: Ground): Uint8Array | undefined {
  if (!isNarrowed(filters)) return undefined;
  const inside = new Uint8Array(x.length);
  if (indices === undefined) inside.fill(1);
  else for (const index of indices) inside[index] = 1;
  for (const [by, names] of Object.entries(filters.categories)) {
    if (isInLegend(colourings.get(by), names)) keepNamed(colourings.get(by), names, inside);
  }
  for (const [by, bounds] of Object.entries(filters.ranges)) keepBetween(colourings.get(by), bounds, inside);
  const polygon = readLasso(filters.lasso);
  if (polygon !== undefined) keepInside(polygon, x, y, inside);
  return inside;
}

function keepNamed(colouring: Colouring | undefined, names: readonly string[], inside: Uint8Array): void {
  if (colouring?.header.kind !== "category") return;
  const wanted = Uint8Array.from(colouring.header.values, ({ name }) => (names.includes(name) ? 1 : 0));
  for (let i = 0; i < inside.length; i++) inside[i] &= wanted[colouring.values[i]];
}

/** Bounds are of single precision, as the values are. */
function keepBetween(colouring: Colouring | undefined, [low, high]: Bounds, inside: Uint8Array): void {
  if (colouring?.header.kind !== "number") return;
  const [least, most] = [Math.fround(low ?? -Infinity), Math.fround(high ?? Infinity)];
  for (let i = 0; i < inside.length; i++) {
    const value = colouring.values[i];
    if (!(value >= least && value <= most)) inside[i] = 0; // without a value it is not between
  }
}
