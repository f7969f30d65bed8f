import { useRef } from "preact/hooks";
import type { HandleAnswer, HistogramAnswer } from "../../src/server/resources/rules/wire.ts";
import { get } from "../shared/api.ts";
import { useData } from "../shared/use-data.ts";
import { changesSinceRun, type RuleNow } from "./rules-now.ts";
import { placeOf } from "./scale.ts";

/** What a histogram is asked for. */
export interface Asked {
  readonly version: string;
  readonly stage: string;
  readonly signal: string | undefined;
  readonly rule: RuleNow;
  readonly bound: number;
  readonly handle: HandleAnswer | undefined;
  /** All rules of the stage, when no hand is moving one. */
  readonly rules: readonly RuleNow[];
  readonly by: string;
}

/**
 * The histogram of the signal that the chosen bound is on. Its bins tell what happens for every place of the bound, so it is not asked again
 * while that moves; only for one beyond the ends of the axis.
 */
export function useHistogram(asked: Asked) {
  const { version, stage, signal, rule, bound, rules, by } = asked;
  const last = useRef<HistogramAnswer>(undefined);
  const key = JSON.stringify([
    version,
    stage,
    signal,
    rule.name,
    bound,
    by,
    fixed(asked),
    beyond(asked, last.current),
  ]);
  const { data, error, reload } = useData(
    async (abort) => {
      if (signal === undefined) return undefined;
      const path = `/api/signals/${encodeURIComponent(signal)}/histogram`;
      const own = rule.when === null ? {} : { rule: rule.name, bound };
      const changes = JSON.stringify(changesSinceRun(rules));
      const answer = await get<HistogramAnswer>(path, { stage, ...own, by, changes }, abort);
      last.current = answer;
      return { name: rule.name, answer };
    },
    [key],
  );
  const isOfThis = data?.answer.signal === signal && data?.name === rule.name;
  return { histogram: isOfThis ? data?.answer : undefined, error, reload };
}

/** All of the draft but the number of the chosen bound. */
function fixed({ rules, rule, bound, handle }: Asked): unknown {
  return rules.flatMap(({ name, run, when }) => {
    const isOwn = name === rule.name;
    const before = run && (isOwn ? withoutNumber(run.when, run.handles[bound]) : run.when);
    const now = when !== null && isOwn ? withoutNumber(when, handle) : when;
    return now === (before ?? null) ? [] : [[name, now]];
  });
}

function withoutNumber(when: string, handle: HandleAnswer | undefined): string {
  if (handle === undefined) return when;
  return when.slice(0, handle.number.start) + when.slice(handle.number.end);
}

/** A settled bound that the axis does not reach. */
function beyond({ rules, rule, handle, signal }: Asked, shown: HistogramAnswer | undefined): number | null {
  const isSettled = rules.find(({ name }) => name === rule.name)?.when === rule.when;
  if (!isSettled || handle === undefined || shown?.signal !== signal || shown?.edges.length === 0)
    return null;
  const place = placeOf(handle, shown?.whole === true);
  const { edges = [] } = shown ?? {};
  return place < edges[0] || place > edges[edges.length - 1] ? handle.value : null;
}
