import type { Bound } from "../charts/histogram.ts";
import type { RuleFacts } from "./facts.ts";

/** A bound of a rule on a signal. */
export interface SignalBound extends Bound {
  readonly signal: string;
  /** Documents that have exactly this value lie on its left: kept by `>`, dropped by `<=`. */
  readonly equalIsLeft?: boolean;
}

const comparison =
  /(?<![/*+-] ?)\b([A-Za-z_]\w*)"?(?:\s+-?\d[\d.]*(?:e[-+]?\d+)?)?\s*(<=?|>=?|≤|≥)\s*(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)/gi;

/** Comparisons of a known signal with a number in the words of a rule: `word_count < 50`, or `word_count 12 < 50` in a reason. */
export function boundsOf({ rule, bound, reason }: RuleFacts, signals: readonly string[]): SignalBound[] {
  for (const words of [bound, reason]) {
    const found = [...(words ?? "").matchAll(comparison)].flatMap(([, signal, operator, value]) =>
      signals.includes(signal) ? [signalBound(rule, signal, operator, Number(value))] : [],
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** The bound as it is drawn: among whole numbers, the line of `> 0` stands at 1. */
export function drawnBound({ rule, value, drops, equalIsLeft }: SignalBound, whole: boolean): Bound {
  return whole && equalIsLeft ? { rule, value, drops, at: Math.floor(value) + 1 } : { rule, value, drops };
}

function signalBound(rule: string, signal: string, operator: string, value: number): SignalBound {
  const drops = /[<≤]/.test(operator) ? "below" : "above";
  const equalIsLeft = operator === ">" || operator === "<=" || operator === "≤";
  return { rule, signal, value, drops, equalIsLeft };
}
