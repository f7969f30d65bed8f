import { formatCount, formatNumbered, formatShort } from "../shared/format.ts";
import type { RuleNow } from "./rules-now.ts";
import type { Trial } from "./use-trial.ts";

/** Rules by what they cost in tokens: the bar is the cost, its full part what nothing else drops. */
export function RuleList({
  rules,
  chosen,
  choose,
  trial,
}: {
  readonly rules: readonly RuleNow[];
  readonly chosen: string | undefined;
  readonly choose: (name: string) => void;
  readonly trial: Trial;
}) {
  const most = Math.max(1, ...rules.map(({ run }) => run?.tokens ?? 0));
  return (
    <ul class="workbench-rules">
      {rules.map((rule) => (
        <li key={rule.name}>
          <Row
            rule={rule}
            isChosen={rule.name === chosen}
            choose={() => choose(rule.name)}
            most={most}
            trial={trial}
          />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly rule: RuleNow;
  readonly isChosen: boolean;
  readonly choose: () => void;
  readonly most: number;
  readonly trial: Trial;
}

function Row({ rule, isChosen, choose, most, trial }: RowProps) {
  const { name, run, when } = rule;
  const changed = trial.answer?.rules.find((one) => one.name === name);
  const cost = changed ?? run ?? { documents: 0, tokens: 0, alone: { documents: 0, tokens: 0 } };
  const width = (tokens: number) => ({ width: `${(100 * Math.min(1, tokens / most)).toFixed(2)}%` });
  return (
    <button
      type="button"
      class={`workbench-rule${when === null ? " off" : ""}`}
      aria-pressed={isChosen}
      onClick={choose}
    >
      <span class="workbench-rule-name">
        <bdi class="workbench-rule-word">{name}</bdi>
        <State rule={rule} />
      </span>
      <span class="workbench-bar" aria-hidden="true">
        <i style={width(cost.tokens)} />
        <b style={width(cost.alone.tokens)} />
      </span>
      <span class="tiny quiet number">
        {formatNumbered(cost.documents, "document")}, {formatCount(cost.alone.documents)} alone
      </span>
      <span class="workbench-rule-cost tiny number">{formatShort(cost.tokens)} tokens</span>
    </button>
  );
}

function State({ rule: { run, saved, when } }: { readonly rule: RuleNow }) {
  if (when === null) return <span class="workbench-state">off</span>;
  if (saved === null && run === undefined) return <span class="workbench-state">new</span>;
  if (when !== saved) return <span class="workbench-state">changed</span>;
  if (run === undefined || when !== run.when) return <span class="workbench-state">saved, not run</span>;
  return null;
}
