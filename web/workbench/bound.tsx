import { useEffect, useState } from "preact/hooks";
import type { HandleAnswer, HistogramAnswer } from "../../src/server/resources/rules/wire.ts";
import type { RuleNow } from "./rules-now.ts";
import { numberText } from "./scale.ts";

/** The name of a rule, its bounds as numbers, its predicate as text, and a way to turn it off. */
export function BoundForm({
  rule,
  handles,
  chosen,
  choose,
  change,
  move,
  histogram,
  problem,
}: {
  readonly rule: RuleNow;
  readonly handles: readonly HandleAnswer[];
  readonly chosen: number;
  readonly choose: (bound: number) => void;
  readonly change: (when: string | null | undefined) => void;
  readonly move: (handle: HandleAnswer, value: number, isMoving: boolean) => void;
  readonly histogram: HistogramAnswer | undefined;
  readonly problem: string | undefined;
}) {
  const { name, run, saved, when } = rule;
  return (
    <div class="workbench-form">
      <div class="workbench-form-head">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <span class="workbench-acts">
          {when !== saved && (
            <button type="button" class="button small" onClick={() => change(undefined)}>
              Take back
            </button>
          )}
          {when === null ? (
            <button type="button" class="button small" onClick={() => change(saved ?? run?.when)}>
              Turn on
            </button>
          ) : (
            <button type="button" class="button small" onClick={() => change(null)}>
              Turn off
            </button>
          )}
        </span>
      </div>
      {when === null ? (
        <p class="quiet small">This rule is off: it drops nothing.</p>
      ) : (
        <>
          <div class="workbench-bounds">
            {handles.map((handle, i) => (
              <BoundField
                key={`${handle.expression} ${handle.comparison.start}`}
                handle={handle}
                isChosen={handles.length > 1 && i === chosen}
                isOne={handles.length === 1}
                choose={() => choose(i)}
                unit={i === chosen ? histogram?.unit : undefined}
                move={(value, isMoving) => move(handle, value, isMoving)}
              />
            ))}
          </div>
          <PredicateField name={name} when={when} change={change} problem={problem} />
        </>
      )}
    </div>
  );
}

interface BoundFieldProps {
  readonly handle: HandleAnswer;
  readonly isChosen: boolean;
  readonly isOne: boolean;
  readonly choose: () => void;
  readonly unit: string | null | undefined;
  readonly move: (value: number, isMoving: boolean) => void;
}

function BoundField({ handle, isChosen, isOne, choose, unit, move }: BoundFieldProps) {
  const { expression, operator, value } = handle;
  const [typed, setTyped] = useState<string>();
  const isNumber = typed === undefined || isNumeric(typed);
  return (
    <div class="workbench-bound-field">
      {isOne ? (
        <code>{expression}</code>
      ) : (
        <button type="button" class="button small" aria-pressed={isChosen} onClick={choose}>
          <code>{expression}</code>
        </button>
      )}
      <span class="workbench-operator">{operator}</span>
      <input
        class="field number"
        type="text"
        inputMode="decimal"
        aria-label={`Bound on ${expression}`}
        aria-invalid={!isNumber}
        value={typed ?? String(value)}
        title={numberText(value)}
        onFocus={choose}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          if (isNumeric(text)) move(Number(text), true);
        }}
        onBlur={() => setTyped(undefined)}
      />
      <span class="small quiet">{unit}</span>
    </div>
  );
}

function isNumeric(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

function PredicateField({
  name,
  when,
  change,
  problem,
}: {
  readonly name: string;
  readonly when: string;
  readonly change: (when: string) => void;
  readonly problem: string | undefined;
}) {
  const [typed, setTyped] = useState<string>();
  useEffect(() => setTyped(undefined), [name, when]);
  const commit = () => {
    if (typed !== undefined && typed.trim() !== "" && typed.trim() !== when) change(typed.trim());
    else setTyped(undefined);
  };
  return (
    <label class="named workbench-predicate">
      Drops a document when
      <textarea
        class="field mono"
        rows={1}
        spellcheck={false}
        value={typed ?? when}
        aria-invalid={problem !== undefined}
        aria-describedby="workbench-problem"
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            commit();
          }
          if (event.key === "Escape") setTyped(undefined);
        }}
      />
      <span id="workbench-problem" class="workbench-problem small drop" role="alert">
        {problem !== undefined && <bdi>{problem}</bdi>}
      </span>
    </label>
  );
}
