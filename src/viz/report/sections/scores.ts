import { excerpt, formatNumber, shorten } from "../../charts/format.ts";
import { html, type Markup } from "../../charts/markup.ts";
import type { ReportFacts, ScoredDocument } from "../facts.ts";
import { type Gap, type Section, section } from "../parts.ts";

const id = "scores";
const title = "What models value";

/** The best and worst documents of every scoring model, to be read. */
export function scoresSection({ scores = [] }: ReportFacts): Section | Gap {
  if (scores.length === 0) return { gap: "scores", add: "score()", table: "scores" };
  return section(
    id,
    title,
    "Read both columns: if you would not choose the left one, the model has learned something else. Documents that begin alike are shown once.",
    scores.map(
      ({ model, best, worst }) => html`<h3><code>${shorten(model, 60)}</code></h3><div class="columns">
      <div><p class="small keep">highest</p>${best.map(documentMarkup)}</div>
      <div><p class="small drop">lowest</p>${worst.map(documentMarkup)}</div></div>`,
    ),
  );
}

function documentMarkup({ id: name, score, text }: ScoredDocument): Markup {
  return html`<p class="small quiet mono">${formatNumber(score)} · ${shorten(name, 40)}</p><blockquote>${excerpt(text, 240)}</blockquote>`;
}
