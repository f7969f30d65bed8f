import { scaleLinear, scaleSymlog } from "d3-scale";
import type { HandleAnswer, HistogramAnswer } from "../../src/server/resources/rules/wire.ts";
import { formatNumber, formatShort } from "../shared/format.ts";

/** The horizontal axis of a histogram: values to pixels and back. */
export interface Scale {
  readonly width: number;
  readonly x: (value: number) => number;
  readonly value: (x: number) => number;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

type Axis = Pick<HistogramAnswer, "edges" | "logarithmic" | "whole">;

const tickRoom = 48;

/** The axis of a histogram that is so many pixels wide. */
export function scaleOf({ edges, logarithmic }: Axis, width: number): Scale {
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const scale = logarithmic ? scaleSymlog([low, high], [0, width]) : scaleLinear([low, high], [0, width]);
  const values = logarithmic ? powers(low, high) : scale.ticks(Math.max(2, Math.floor(width / 90)));
  const ticks: { at: number; text: string }[] = [];
  for (const value of values) {
    const at = scale(value);
    if (ticks.length === 0 || at - ticks[ticks.length - 1].at >= tickRoom)
      ticks.push({ at, text: numberText(value) });
  }
  return { width, x: (value) => scale(value), value: (x) => scale.invert(x), low, high, ticks };
}

function powers(low: number, high: number): number[] {
  const all = Array.from({ length: 13 }, (_, i) => 10 ** i);
  const inside = (values: readonly number[]) => values.filter((value) => value >= low && value <= high);
  const tens = inside([0, ...all]);
  return tens.length >= 3 ? tens : inside([0, ...all.flatMap((one) => [one, 2 * one, 5 * one])]);
}

/** A number on an axis. */
export function numberText(value: number): string {
  return Math.abs(value) >= 1000 ? formatShort(value) : formatNumber(value);
}

type Bound = Pick<HandleAnswer, "operator" | "value">;

/** True for a bound that drops what lies below it. */
export function dropsBelow({ operator }: Pick<Bound, "operator">): boolean {
  return operator === "<" || operator === "<=";
}

/** Where a bound parts the values: among whole numbers `> 0` stands at 1. */
export function placeOf({ operator, value }: Bound, whole: boolean): number {
  const equalIsLeft = operator === ">" || operator === "<=";
  return whole && equalIsLeft ? Math.floor(value) + 1 : value;
}

/** The bound that parts the values at a place: whole for counts, else as fine as a hand can mean it. */
export function boundAt(place: number, { operator }: Pick<Bound, "operator">, axis: Axis): number {
  const equalIsLeft = operator === ">" || operator === "<=";
  if (axis.whole) return Math.round(rounded(place, axis)) - (equalIsLeft ? 1 : 0);
  return rounded(place, axis);
}

/** The next bound for a press of a key. */
export function stepOf(value: number, axis: Axis): number {
  if (axis.whole) return 1;
  if (!axis.logarithmic) return fineStep(axis);
  return 10 ** (Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))) - 1);
}

/** A number without the dust of binary fractions. */
export function clean(value: number): number {
  return Number(value.toPrecision(12));
}

function rounded(value: number, axis: Axis): number {
  if (axis.logarithmic) return Number(value.toPrecision(3));
  const step = axis.whole ? 1 : fineStep(axis);
  return clean(Math.round(value / step) * step);
}

/** A power of ten of which about two hundred or more lie on the axis. */
function fineStep({ edges }: Axis): number {
  return 10 ** Math.floor(Math.log10((edges[edges.length - 1] - edges[0]) / 200));
}
