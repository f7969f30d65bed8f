import { formatShare, formatShort } from "./format.ts";

/** One stage that dropped something, in the order of the road. */
export interface FunnelStep {
  readonly stage: string;
  /** What it lost, in the unit of the funnel. */
  readonly lost: number;
  /** What its rules cost of that, the dearest first; what fails two rules counts for both. */
  readonly rules?: readonly FunnelRule[];
}

/** A rule and what it took, in the unit of the funnel. */
export interface FunnelRule {
  readonly rule: string;
  readonly lost: number;
}

/** What went in, what each stage lost; the rest is what came out. */
export interface FunnelData {
  /** `tokens` or `documents`. */
  readonly unit: string;
  /** True when what was dropped was not counted but estimated. */
  readonly estimated?: boolean;
  readonly input: number;
  readonly steps: readonly FunnelStep[];
}

/** What is left after each step of a funnel. */
export function leftAfter({ input, steps }: FunnelData): number[] {
  let left = input;
  return steps.map(({ lost }) => {
    left -= lost;
    return left;
  });
}

/** The whole funnel in one sentence. */
export function describeFunnel(funnel: FunnelData): string {
  const { unit, input, steps } = funnel;
  const kept = leftAfter(funnel).at(-1) ?? input;
  const losses = steps.map(({ stage, lost }) => `${stage} loses ${formatShort(lost)}`).join(", ");
  return `${formatShort(input)} ${unit} read, ${formatShort(kept)} kept: ${losses || "nothing lost"}`;
}

/** What stands over a loss under the pointer: the rules that took most of it. */
export function describeLoss({ stage, lost, rules = [] }: FunnelStep, unit: string): string {
  const lines = rules
    .slice(0, 6)
    .map(
      (rule) => `${rule.rule}: ${formatShort(rule.lost)} (${formatShare(rule.lost / Math.max(lost, 1e-9))})`,
    );
  return [`${formatShort(lost)} ${unit} dropped by ${stage}`, ...lines].join("\n");
}
