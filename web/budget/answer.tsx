import type { CostAlternative, CostEstimate } from "../../src/server/resources/cost/wire.ts";
import { amount } from "./amounts.ts";
import { Curve } from "./curve.tsx";
import type { Answered, Asking } from "./use-question.ts";

/** Centre: the answer as one large number with its range, the curve it lies on, and what else comes of it. */
export function AnswerView({ asking }: { readonly asking: Asking }) {
  const { answered, problems } = asking;
  if (answered === undefined) return <div class="budget-answer" />;
  const [, ...others] = answered.answer;
  const loss = answered.answer.find(({ name }) => name === "expected loss");
  return (
    <div class={`budget-answer ${problems.size > 0 ? "stale" : ""}`}>
      <Curve curve={answered.curve} caveat={loss?.caveat} />
      {others.length > 0 && <Others estimates={others} />}
      <Alternatives answered={answered} asking={asking} />
    </div>
  );
}

/** The one number that was asked for. */
export function Headline({ asking }: { readonly asking: Asking }) {
  const { answered, problems } = asking;
  const first = answered?.answer[0];
  return (
    <section
      class={`budget-headline ${problems.size > 0 ? "stale" : ""}`}
      aria-label="Answer"
      aria-live="polite"
    >
      {first && (
        <>
          <h2 class="small quiet">{first.name}</h2>
          <p class="budget-number number">{amount(first.value, first.unit, first.name)}</p>
          <p class="small number">
            {rangeText(first) ?? (
              <span class="quiet">{isExact(first) ? "without a range" : "whatever the prices"}</span>
            )}
          </p>
        </>
      )}
      {problems.size > 0 && (
        <p class="small drop">
          {first
            ? "The answer is to the inputs before: mend the marked field."
            : "No answer yet: mend the marked field."}
        </p>
      )}
    </section>
  );
}

function isExact({ range: [low, high] }: CostEstimate): boolean {
  return low === high;
}

/** `$ 101 to $ 562`, `67.4 to 112 h`, or undefined where nothing is uncertain. */
export function rangeText({ range: [low, high], unit, name }: CostEstimate): string | undefined {
  if (low === high) return undefined;
  const [from, to] = [amount(low, unit, name), amount(high, unit, name)];
  return from === to ? undefined : `${withoutUnit(from, to)} to ${to}`;
}

/** The first text without its unit where the second has the same. */
function withoutUnit(first: string, second: string): string {
  const at = first.indexOf(" ");
  return at > 0 && first.slice(at) === second.slice(second.indexOf(" ")) ? first.slice(0, at) : first;
}

function Others({ estimates }: { readonly estimates: readonly CostEstimate[] }) {
  return (
    <table class="budget-others">
      <thead>
        <tr>
          <th>With it</th>
          <th class="n">Expected</th>
          <th class="n">Range</th>
        </tr>
      </thead>
      <tbody>
        {estimates.map((one) => (
          <tr key={one.name}>
            <td>
              <a href={`#budget-${slug(one.name)}`}>{one.name}</a>
              {one.caveat !== undefined && <span class="tiny drop"> not to be believed</span>}
            </td>
            <td class="n">{amount(one.value, one.unit, one.name)}</td>
            <td class="n quiet">{rangeText(one) ?? ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The name of an estimate as an anchor. */
export function slug(name: string): string {
  return name.replaceAll(/\W+/g, "-");
}

function Alternatives({ answered, asking }: { readonly answered: Answered; readonly asking: Asking }) {
  const { alternatives } = answered;
  const largest = Math.max(...alternatives.map(({ value }) => value));
  const take = ({ inputs }: CostAlternative) =>
    asking.set(
      "model" in inputs
        ? { ...inputs, by: inputs.model === "" ? "people" : "model", priceIn: "", priceOut: "" }
        : { ...inputs, price: "" },
    );
  return (
    <section class="budget-alternatives" aria-label="Otherwise">
      <h2>Otherwise</h2>
      <ul>
        {alternatives.map((one) => (
          <li key={one.name}>
            <button type="button" aria-pressed={one.isAsked} onClick={() => take(one)}>
              <span class="budget-alternative">
                <span>{one.name}</span>
                <span class="number">{amount(one.value, one.unit)}</span>
              </span>
              <i style={{ width: `${largest > 0 ? Math.max(0.5, (100 * one.value) / largest) : 0}%` }} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
