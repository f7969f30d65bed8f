import type { CostAnswer, CostEstimate, CostSource } from "../../src/server/resources/cost/wire.ts";
import { formatNumber, formatShort } from "../shared/format.ts";
import { slug } from "./answer.tsx";
import type { Asking } from "./use-question.ts";

/** Right: how each number comes about, from which inputs, and who says so. */
export function Origins({ asking }: { readonly asking: Asking }) {
  const { answered, question } = asking;
  return (
    <section class="budget-origins" aria-label="Formulas and sources">
      <h2>How it comes about</h2>
      {answered?.answer.map((one) => (
        <Origin key={one.name} one={one} />
      ))}
      <Prices prices={question.prices} />
    </section>
  );
}

function Origin({ one }: { readonly one: CostEstimate }) {
  const { name, formula, inputs, sources, caveat } = one;
  return (
    <div class="budget-origin" id={`budget-${slug(name)}`}>
      <h3>{name}</h3>
      <p class="mono">{formula.includes(" = ") ? formula : `= ${formula}`}</p>
      <dl class="tiny">
        {Object.entries(inputs).map(([input, value]) => (
          <div key={input}>
            <dt class="quiet">{input}</dt>
            <dd class="number">{typeof value === "number" ? plain(value) : value}</dd>
          </div>
        ))}
      </dl>
      <ul class="tiny budget-sources">
        {sources.map((source) => (
          <li key={source.text}>
            <SourceText source={source} />
          </li>
        ))}
      </ul>
      {caveat !== undefined && <p class="tiny drop">{caveat}</p>}
    </div>
  );
}

function SourceText({ source }: { readonly source: CostSource }) {
  return (
    <>
      {source.text}
      {!source.opened && <Unopened />}
    </>
  );
}

function Unopened() {
  return (
    <span
      class="budget-unopened"
      title="A search result quoted the page; nobody opened it. Check before relying on it."
    >
      {" "}
      quoted, not opened
    </span>
  );
}

function Prices({ prices }: { readonly prices: CostAnswer["questions"][number]["prices"] }) {
  return (
    <details class="budget-prices">
      <summary>Prices and figures it stands on</summary>
      <table>
        <tbody>
          {prices.map(({ what, value, source, date, opened }) => (
            <tr key={`${what} ${value}`}>
              <td>
                {what}
                <br />
                <span class="tiny quiet">
                  {source}, {date}
                  {!opened && <Unopened />}
                </span>
              </td>
              <td class="number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function plain(value: number): string {
  return Math.abs(value) >= 1e15 ? formatNumber(value) : formatShort(value);
}
