import type { HandleAnswer, RulesAnswer } from "../../src/server/resources/rules/wire.ts";
import { Failed } from "../shared/states.tsx";
import { useQueryState } from "../shared/url-state.tsx";
import { BoundForm } from "./bound.tsx";
import { Histogram, type Moving } from "./histogram.tsx";
import { Multiples } from "./multiples.tsx";
import type { RuleNow } from "./rules-now.ts";
import type { Draft } from "./use-draft.ts";
import type { Handles } from "./use-handles.ts";
import { useHistogram } from "./use-histogram.ts";

/** What the middle of the page is about. */
export interface MiddleProps {
  readonly answer: RulesAnswer;
  readonly stage: string;
  readonly rule: RuleNow;
  /** The rules as the address has them, without a hand in motion. */
  readonly settled: readonly RuleNow[];
  readonly draft: Draft;
  readonly handles: Handles;
  readonly bound: number;
  readonly chooseBound: (bound: number) => void;
  readonly problem: string | undefined;
}

/** The chosen rule: its bound on the distribution of its signal, and the same by source. */
export function Middle(props: MiddleProps) {
  const { answer, stage, rule, settled, draft, handles, bound, chooseBound, problem } = props;
  const [by, setBy] = useQueryState("by", "source");
  const own = handles.of(rule) ?? [];
  const chosen = Math.min(bound, Math.max(0, own.length - 1));
  const handle = own[chosen];
  const signal = handle?.expression ?? otherSignal(rule, answer.signals);
  const { version } = answer;
  const { histogram, error, reload } = useHistogram({
    version,
    stage,
    signal,
    rule,
    bound: chosen,
    handle,
    rules: settled,
    by,
  });
  const move = (which: HandleAnswer, value: number, isMoving: boolean) => {
    const when = handles.moved(rule, own.indexOf(which), value);
    if (when !== undefined) draft.change(rule.name, when === rule.saved ? undefined : when, isMoving);
  };
  const moving: Moving | undefined =
    handle && histogram?.signal === handle.expression
      ? { rule: rule.name, handle, move: (value, isMoving) => move(handle, value, isMoving) }
      : undefined;
  return (
    <>
      <BoundForm
        rule={rule}
        handles={own}
        chosen={chosen}
        choose={chooseBound}
        change={(when) => draft.change(rule.name, when === rule.saved ? undefined : when)}
        move={move}
        histogram={histogram}
        problem={problem ?? rule.run?.problem ?? undefined}
      />
      {signal === undefined && rule.when !== null && (
        <p class="small quiet">
          This rule reads no number: there is no distribution to show. Change it as text.
        </p>
      )}
      {signal !== undefined &&
        handle === undefined &&
        rule.when !== null &&
        handles.of(rule) !== undefined && (
          <p class="small quiet">
            This rule has no bound that can be dragged. Change it as text; its signal is shown below.
          </p>
        )}
      {error && histogram === undefined && problem === undefined && <Failed error={error} retry={reload} />}
      <div class="workbench-distribution">
        {histogram && histogram.edges.length > 0 && (
          <>
            <Heading histogram={histogram} />
            <Histogram histogram={histogram} moving={moving} />
            <div class="workbench-by">
              <h3>Where it cuts</h3>
              <select
                class="field small"
                aria-label="Small multiples by"
                value={by}
                onChange={(event) => setBy(event.currentTarget.value)}
              >
                <option value="source">by source</option>
                <option value="language">by language</option>
              </select>
            </div>
            <Multiples histogram={histogram} moving={moving} />
          </>
        )}
        {histogram && histogram.edges.length === 0 && (
          <p class="small quiet">Nothing was measured for {histogram.signal}: every document has no value.</p>
        )}
      </div>
    </>
  );
}

function Heading({
  histogram,
}: {
  readonly histogram: NonNullable<ReturnType<typeof useHistogram>["histogram"]>;
}) {
  const { signal, unit, definition, logarithmic, unmeasured } = histogram;
  const facts = [
    unit,
    logarithmic && "logarithmic axis",
    unmeasured > 0 && `${unmeasured} documents without a value`,
  ];
  return (
    <p class="workbench-signal">
      <strong>
        <bdi>{signal}</bdi>
      </strong>{" "}
      <span class="quiet small" title={definition ?? undefined}>
        {facts.filter(Boolean).join(", ")}
      </span>
      <span class="workbench-legend tiny">
        <i class="keep-fill" /> kept <i class="drop-fill" /> dropped by this rule <i class="other-fill" />{" "}
        dropped elsewhere
      </span>
    </p>
  );
}

/** A signal that a rule without a movable bound reads, so that there is something to see. */
function otherSignal(rule: RuleNow, signals: RulesAnswer["signals"]): string | undefined {
  const words = new Set((rule.when ?? rule.run?.when ?? "").match(/\w+/g));
  return (
    rule.run?.handles[0]?.expression ?? signals.find(({ name, numeric }) => numeric && words.has(name))?.name
  );
}
