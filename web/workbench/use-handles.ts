import { useRef } from "preact/hooks";
import type { HandleAnswer } from "../../src/server/resources/rules/wire.ts";
import type { RuleNow } from "./rules-now.ts";
import { clean } from "./scale.ts";
import type { Trial } from "./use-trial.ts";

/** The bounds of a predicate as it is now. */
export interface Handles {
  /** Undefined until the server has read a predicate that was typed. */
  readonly of: (rule: RuleNow) => readonly HandleAnswer[] | undefined;
  /** The predicate with another number in a bound; its bounds are known at once, without asking. */
  readonly moved: (rule: RuleNow, bound: number, value: number) => string | undefined;
}

interface Known {
  readonly when: string;
  readonly handles: readonly HandleAnswer[];
}

/** Where the bounds of rules stand in their predicates: as the server read them, moved along with what the hand moved. */
export function useHandles(trial: Trial): Handles {
  const own = useRef(new Map<string, Known>());
  const find = ({ name, run, when }: RuleNow): Known | undefined => {
    if (when === null) return undefined;
    const answered = trial.answer?.rules.find((one) => one.name === name);
    const asked = trial.asked?.changes[name] ?? run?.when;
    return [
      own.current.get(name),
      answered && typeof asked === "string" ? { when: asked, handles: answered.handles } : undefined,
      run,
    ].find((known) => known?.when === when);
  };
  return {
    of: (rule) => find(rule)?.handles,
    moved: (rule, bound, value) => {
      const known = find(rule);
      const handle = known?.handles[bound];
      if (known === undefined || handle === undefined) return undefined;
      const next = withNumber(known, bound, clean(value));
      own.current.set(rule.name, next);
      return next.when;
    },
  };
}

function withNumber({ when, handles }: Known, bound: number, value: number): Known {
  const { start, end } = handles[bound].number;
  const text = String(value);
  const shift = text.length - (end - start);
  const later = (at: number) => (at >= end ? at + shift : at);
  return {
    when: when.slice(0, start) + text + when.slice(end),
    handles: handles.map((handle, i) => ({
      ...handle,
      value: i === bound ? value : handle.value,
      number: { start: later(handle.number.start), end: later(handle.number.end) },
      comparison: { start: later(handle.comparison.start), end: later(handle.comparison.end) },
    })),
  };
}
