import type { RulesAnswer, TryAnswer } from "../../src/server/resources/rules/wire.ts";
import { formatCount, formatShare, formatShort } from "../shared/format.ts";
import { Link } from "../shared/url-state.tsx";
import { Against, type Question } from "./against.tsx";

type Agreement = TryAnswer["agreement"];

/** The numbers of the draft, live: what is kept, what this rule drops, and whether that is right. */
export function Header({
  rules,
  answer,
  rule,
  question,
  ask,
}: {
  readonly rules: RulesAnswer;
  readonly answer: TryAnswer | undefined;
  readonly rule: string | undefined;
  readonly question: Question | undefined;
  readonly ask: (question: Question | undefined) => void;
}) {
  const kept = answer?.kept ?? rules.kept;
  const own = answer?.rules.find(({ name }) => name === rule);
  return (
    <header class="workbench-header">
      <dl class="workbench-numbers">
        <Figure
          name="Kept documents"
          value={formatCount(kept.documents)}
          note={`${formatShare(kept.documents / Math.max(1, rules.documents))} of ${formatCount(rules.documents)}`}
          change={answer && answer.gained.documents - answer.lost.documents}
        />
        <Figure
          name="Kept tokens"
          value={formatShort(kept.tokens)}
          note={`${formatShare(kept.tokens / Math.max(1, rules.tokens))} of ${formatShort(rules.tokens)}, ${counter(rules)}`}
          change={answer && answer.gained.tokens - answer.lost.tokens}
        />
        <Figure
          name="This rule drops"
          value={own ? formatCount(own.documents) : "–"}
          note={own ? `${formatCount(own.alone.documents)} by nothing else` : "choose a rule"}
        />
        <Figure
          name="Precision"
          value={own ? precision(own.agreement) : "–"}
          note={own ? answers(own.agreement) : "of what it drops"}
          aside={
            own && answer && answer.agreement.answered > 0
              ? `all rules ${precision(answer.agreement)}`
              : undefined
          }
        />
      </dl>
      {rules.tasks.length > 0 ? (
        <Against tasks={rules.tasks} question={question} ask={ask} />
      ) : (
        <p class="workbench-against-none tiny quiet">
          For a precision somebody has to say what should go: <Link href="/label">label documents</Link>, or
          drop and keep them by hand in <Link href="/explore">the map</Link>.
        </p>
      )}
    </header>
  );
}

function Figure({
  name,
  value,
  note,
  change,
  aside,
}: {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  /** Documents or tokens more than the run kept, or fewer. */
  readonly change?: number;
  readonly aside?: string;
}) {
  return (
    <div>
      <dt class="tiny quiet">{name}</dt>
      <dd>
        <span class="workbench-value number">{value}</span>
        {change !== undefined && (
          <span class={`workbench-change number ${change < 0 ? "drop" : "keep"}`}>
            {change === 0 ? "" : `${change > 0 ? "+" : "−"}${formatShort(Math.abs(change))}`}
          </span>
        )}
        {aside !== undefined && <span class="workbench-change quiet number">{aside}</span>}
        <span class="workbench-note tiny quiet number" title={note}>
          {note}
        </span>
      </dd>
    </div>
  );
}

function counter({ tokenizer, estimated, documents }: RulesAnswer): string {
  if (tokenizer === null) return "a quarter of the bytes";
  if (estimated === 0) return tokenizer;
  return `${tokenizer}, ${formatShare(estimated / Math.max(1, documents))} of documents by bytes`;
}

/** Of what is dropped and known, the share that should go. */
function precision({ answered, right }: Agreement): string {
  return answered === 0 ? "–" : formatShare(right / answered);
}

/** How many answers a precision rests on. */
function answers({ answered, byPeople }: Agreement): string {
  return answered === 0
    ? "no answers for these"
    : `of ${formatCount(answered)} answered, ${formatCount(byPeople)} by people`;
}
