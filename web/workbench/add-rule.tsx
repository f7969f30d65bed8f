import { useState } from "preact/hooks";
import type { HistogramAnswer, RulesAnswer, StageAnswer } from "../../src/server/resources/rules/wire.ts";
import { get } from "../shared/api.ts";
import { totalOf } from "./bars.ts";
import { boundAt } from "./scale.ts";

/** A new rule drops about so much until its bound is moved. */
const beginning = 0.01;

/** Adds a rule on any signal, with a bound that drops the outermost hundredth, or one of another kind as text. */
export function AddRule({
  stage,
  signals,
  taken,
  add,
  close,
}: {
  readonly stage: StageAnswer;
  readonly signals: RulesAnswer["signals"];
  readonly taken: ReadonlySet<string>;
  readonly add: (name: string, when: string) => void;
  readonly close: () => void;
}) {
  const readable = signals.filter(({ name }) => stage.columns.includes(name));
  const [signal, setSignal] = useState(
    readable.find(({ numeric }) => numeric)?.name ?? readable[0]?.name ?? "",
  );
  const [below, setBelow] = useState(true);
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const chosen = readable.find(({ name }) => name === signal);
  const usual = unusedName(`${below ? "low" : "high"}_${signal}`, taken);
  const name = typed ?? usual;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!/^[A-Za-z][\w-]*$/.test(name))
      return setProblem("A name begins with a letter and has letters, digits, _ and - only.");
    if (taken.has(name)) return setProblem(`There is a rule "${name}" already.`);
    try {
      add(name, await firstPredicate(stage.name, signal, chosen?.numeric === true, below));
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <dialog
      class="workbench-add"
      aria-label="Add a rule"
      onClose={close}
      ref={(dialog) => {
        if (dialog !== null && !dialog.open) dialog.showModal();
      }}
    >
      <form onSubmit={submit}>
        <h2>Add a rule</h2>
        <label class="named">
          Signal
          <select class="field" value={signal} onChange={(event) => setSignal(event.currentTarget.value)}>
            {readable.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <p class="small quiet">{chosen?.definition}</p>
        {chosen?.numeric && (
          <fieldset>
            <legend class="small quiet">Drops documents whose value is</legend>
            {[true, false].map((one) => (
              <label key={String(one)} class="workbench-label">
                <input type="radio" name="side" checked={below === one} onChange={() => setBelow(one)} />
                {one ? "too low" : "too high"}
              </label>
            ))}
          </fieldset>
        )}
        <label class="named">
          Name of the rule: it says the fault
          <input
            class="field mono"
            value={name}
            aria-invalid={problem !== undefined}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <p class="workbench-problem small drop" role="alert">
          {problem}
        </p>
        <span class="workbench-acts">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={signal === ""}>
            Add
          </button>
        </span>
      </form>
    </dialog>
  );
}

function unusedName(name: string, taken: ReadonlySet<string>): string {
  for (let i = 1; ; i++) {
    const one = i === 1 ? name : `${name}_${i}`;
    if (!taken.has(one)) return one;
  }
}

async function firstPredicate(
  stage: string,
  signal: string,
  numeric: boolean,
  below: boolean,
): Promise<string> {
  const column = /^[a-z_]\w*$/i.test(signal) ? signal : `"${signal.replaceAll('"', '""')}"`;
  if (!numeric) return `${column} = 'unwanted'`;
  const path = `/api/signals/${encodeURIComponent(signal)}/histogram`;
  const operator = below ? "<" : ">";
  return `${column} ${operator} ${outermost(await get<HistogramAnswer>(path, { stage }), operator)}`;
}

/** The bound beyond which about a hundredth of the documents lie. */
function outermost(histogram: HistogramAnswer, operator: "<" | ">"): number {
  const { bins, edges } = histogram;
  if (bins.length === 0) return 0;
  const enough = beginning * bins.reduce((sum, bin) => sum + totalOf(bin), 0);
  let sum = 0;
  for (let i = 0; i < bins.length; i++) {
    const at = operator === "<" ? i : bins.length - 1 - i;
    sum += totalOf(bins[at]);
    if (sum >= enough) return boundAt(edges[operator === "<" ? at + 1 : at], { operator }, histogram);
  }
  return edges[0];
}
