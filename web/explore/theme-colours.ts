import { interpolateViridis } from "d3-scale-chromatic";
import { useEffect, useState } from "preact/hooks";
import { numberScale } from "./number-scale.ts";
import type { Colours, Palette } from "./render/index.ts";
import type { Colouring } from "./selection.ts";

/** Code of points without a value, where colours stand for numbers. */
const missing = 255;

/** Verdicts have colours of their own. */
const verdicts: Readonly<Record<string, string>> = { keep: "--keep", drop: "--drop", edit: "--edit" };

type ReadVariable = (name: string) => string;

/** True in the dark scheme; a component that asks is drawn again when it changes. */
export function useDark(): boolean {
  const [query] = useState(() => matchMedia("(prefers-color-scheme: dark)"));
  const [isDark, setDark] = useState(query.matches);
  useEffect(() => {
    const follow = () => setDark(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, [query]);
  return isDark;
}

/** A colour of the theme as it is now: `#0072b2`. */
export function themeColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The variable of the theme that a value of a category has on the map and in the legend. */
export function categoryVariable(
  by: string,
  value: { readonly name: string; readonly role: string },
  place: number,
): string {
  if (value.role === "none") return "--noise";
  if (value.role === "other") return "--other";
  return (by === "verdict" && verdicts[value.name]) || `--c${place}`;
}

/** A colour for a share from 0 to 1: viridis without the end that the paper swallows. */
export function numberColour(share: number, isDark: boolean): string {
  return interpolateViridis(isDark ? 0.14 + 0.86 * share : 0.9 * share);
}

/** Colours by code for a colouring; all points in one colour while there is none. */
export function paletteOf(
  by: string,
  colouring: Colouring | undefined,
  isDark: boolean,
  read: ReadVariable = themeColour,
): Palette {
  const colours = new Uint8Array(1_024).fill(255);
  const put = (code: number, colour: string) => {
    colours.set(bytesOf(colour), 4 * code);
  };
  const header = colouring?.header;
  if (header === undefined) put(0, read("--other"));
  else if (header.kind === "category")
    for (const [code, value] of header.values.entries()) put(code, read(categoryVariable(by, value, code)));
  else {
    for (let code = 0; code < missing; code++) put(code, numberColour(code / (missing - 1), isDark));
    put(missing, read("--noise"));
  }
  return { colours, paper: bytesOf(read("--paper")), grey: bytesOf(read("--noise")) };
}

/** Codes of the points: their category, or their number in 255 steps of its scale. */
export function codesOf(colouring: Colouring | undefined, count: number): Uint8Array {
  if (colouring === undefined) return new Uint8Array(count);
  const { header, values } = colouring;
  if (header.kind === "category") return values as Uint8Array;
  const scale = numberScale(values as Float32Array, header.low, header.high);
  const codes = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const value = values[i];
    codes[i] = Number.isNaN(value) ? missing : Math.round((missing - 1) * scale.share(value));
  }
  return codes;
}

/** The colour of a point as CSS has it. */
export function colourAt({ codes, palette }: Colours, index: number): string {
  const [red, green, blue] = palette.colours.subarray(4 * codes[index]);
  return `rgb(${red} ${green} ${blue})`;
}

function bytesOf(colour: string): [number, number, number] {
  const bits = Number.parseInt(colour.slice(1), 16);
  return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
}
