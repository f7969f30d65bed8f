import type { CardAnswer, CardsAnswer } from "../../src/server/resources/rules/wire.ts";
import { formatCount, shorten, visibleText } from "../shared/format.ts";
import { Link } from "../shared/url-state.tsx";

/** The documents just inside and just outside the bound, side by side; of a rule that is off, where its bound was. */
export function Cards({
  cards,
  isOld,
  isOff,
}: {
  readonly cards: CardsAnswer;
  readonly isOld: boolean;
  readonly isOff: boolean;
}) {
  const hasBound = cards.signal !== null;
  return (
    <div class={`workbench-sides${isOld ? " old" : ""}`} aria-busy={isOld}>
      <Side
        title={isOff ? "Dropped until now" : "Dropped"}
        mark="drop"
        note={hasBound ? "nearest to the bound" : "a sample"}
        cards={cards.inside}
        none="The rule drops nothing."
      />
      <Side
        title={isOff ? "Kept anyway" : "Kept by this rule"}
        mark="keep"
        note={hasBound ? "nearest to the bound" : "a sample"}
        cards={cards.outside}
        none="The rule drops all that it can."
      />
    </div>
  );
}

function Side({
  title,
  mark,
  note,
  cards,
  none,
}: {
  readonly title: string;
  readonly mark: "keep" | "drop";
  readonly note: string;
  readonly cards: readonly CardAnswer[];
  readonly none: string;
}) {
  return (
    <section class="workbench-side" aria-label={`${title}, ${note}`}>
      <h3 class={mark}>
        {title} <span class="tiny quiet">{note}</span>
      </h3>
      {cards.length === 0 && <p class="small quiet">{none}</p>}
      {cards.map((card) => (
        <Card key={card.id} card={card} />
      ))}
    </section>
  );
}

function Card({ card: { id, value, tokens, source, elsewhere, text, cut } }: { readonly card: CardAnswer }) {
  return (
    <article class="workbench-card">
      <p class="workbench-card-head tiny number">
        {value !== null && <strong>{valueText(value)}</strong>}
        <span class="quiet">{formatCount(tokens)} tokens</span>
        <Link href={`/documents/${encodeURIComponent(id)}`} aria-label={`open document ${id}`}>
          open
        </Link>
      </p>
      <p class="workbench-card-text" dir="auto">
        {text === "" ? <span class="quiet">no text</span> : visibleText(text.replaceAll("\r\n", "\n"))}
        {cut && "…"}
      </p>
      <p class="tiny quiet">
        <bdi>{shorten(source, 40)}</bdi>
        {elsewhere && " · something else decides over it too"}
      </p>
    </article>
  );
}

/** Near a bound the later digits tell the sides apart. */
function valueText(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(5)));
}
