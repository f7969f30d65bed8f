import type { CardsAnswer, RulesAnswer } from "../../src/server/resources/rules/wire.ts";
import { post } from "../shared/api.ts";
import { useData } from "../shared/use-data.ts";
import { Cards } from "./cards.tsx";
import { changesSinceRun, type RuleNow } from "./rules-now.ts";

/** The documents at the bound of the chosen rule, asked for when the hand rests. */
export function Documents(props: {
  readonly answer: RulesAnswer;
  readonly stage: string;
  readonly rule: string;
  readonly bound: number;
  readonly rules: readonly RuleNow[];
  /** The draft cannot be tried, which the form says. */
  readonly isWrong: boolean;
}) {
  const { answer, stage, rule, bound, rules, isWrong } = props;
  const isOff = rules.find(({ name }) => name === rule)?.when === null;
  const changes = changesSinceRun(isOff ? rules.filter(({ name }) => name !== rule) : rules);
  const body = { stage, rule, bound, changes };
  const key = JSON.stringify([answer.version, body]);
  const { data, error, loading } = useData(
    async (abort) => ({ rule, cards: await post<CardsAnswer>("/api/rules/cards", body, abort) }),
    [key],
  );
  return (
    <aside class="workbench-right" aria-label="Documents at the bound">
      {data && <Cards cards={data.cards} isOld={loading && data.rule !== rule} isOff={isOff} />}
      {error && !isWrong && (
        <p class="small drop" role="alert">
          <bdi>{error.message}</bdi>
        </p>
      )}
    </aside>
  );
}
