import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useQueryState } from "../shared/url-state.tsx";
import type { Predicates } from "./rules-now.ts";

/** A hand that rests so long has arrived. */
const restMs = 250;

/** Rules as the person would have them, relative to the pipeline file. */
export interface Draft {
  /** While a bound is dragged this is ahead of the address. */
  readonly now: Predicates;
  /** As the address has it: what is dear to answer is asked for this one. */
  readonly settled: Predicates;
  /** `undefined` takes the change of a rule back. `isMoving`: more will follow at once. */
  readonly change: (name: string, when: string | null | undefined, isMoving?: boolean) => void;
  readonly replace: (all: Predicates) => void;
}

/** The draft lives in the address, so that a link shows it; a moving bound reaches it when the hand rests. */
export function useDraft(): Draft {
  const [text, setText] = useQueryState("draft", "");
  const settled = useMemo(() => parsed(text), [text]);
  const [moving, setMoving] = useState<Predicates>();
  const latest = useRef<Predicates>(settled);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  latest.current = moving ?? settled;
  const settle = useCallback(() => {
    clearTimeout(timer.current);
    const all = latest.current;
    setText(Object.keys(all).length === 0 ? "" : JSON.stringify(all));
    setMoving(undefined);
  }, [setText]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const replace = useCallback(
    (all: Predicates) => {
      latest.current = all;
      settle();
    },
    [settle],
  );
  const change = useCallback<Draft["change"]>(
    (name, when, isMoving = false) => {
      const { [name]: _, ...others } = latest.current;
      latest.current = when === undefined ? others : { ...others, [name]: when };
      clearTimeout(timer.current);
      if (!isMoving) return settle();
      setMoving(latest.current);
      timer.current = setTimeout(settle, restMs);
    },
    [settle],
  );
  return { now: moving ?? settled, settled, change, replace };
}

/** What a link says is checked by the server; here it must only have the form. */
function parsed(text: string): Predicates {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
    const entries = Object.entries(value).filter(([, when]) => when === null || typeof when === "string");
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}
