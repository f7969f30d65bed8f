import { excerpt } from "../charts/format.ts";
import { html, raw } from "../charts/markup.ts";
import type { ReportFacts } from "./facts.ts";
import { gapLines } from "./gaps.ts";
import type { Gap, Section } from "./parts.ts";
import { mapScript, mapScriptHash } from "./script.ts";
import { costSection } from "./sections/cost.ts";
import { duplicatesSection } from "./sections/duplicates.ts";
import { findingsSection } from "./sections/findings.ts";
import { funnelSection } from "./sections/funnel.ts";
import { histogramsSection } from "./sections/histograms.ts";
import { labelsSection } from "./sections/labels.ts";
import { learningSection } from "./sections/learning.ts";
import { mapSection } from "./sections/map.ts";
import { nextSection } from "./sections/next.ts";
import { overview } from "./sections/overview.ts";
import { quarantineSection } from "./sections/quarantine.ts";
import { rulesSection } from "./sections/rules.ts";
import { scoresSection } from "./sections/scores.ts";
import { stagesSection } from "./sections/stages.ts";
import { tokensSection } from "./sections/tokens.ts";
import { reportStyle } from "./style.ts";

const sections: readonly ((facts: ReportFacts) => Section | Gap | null)[] = [
  funnelSection,
  findingsSection,
  rulesSection,
  histogramsSection,
  duplicatesSection,
  labelsSection,
  learningSection,
  scoresSection,
  mapSection,
  tokensSection,
  costSection,
  quarantineSection,
  stagesSection,
  nextSection,
];

/** The report as one HTML file: nothing is loaded from anywhere, and no script but the map's own may run. */
export function renderReport(facts: ReportFacts): string {
  const parts = sections.map((render) => render(facts));
  const shown = parts.filter((part) => part !== null && "body" in part);
  const gaps = parts.filter((part) => part !== null && "gap" in part);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${mapScriptHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${excerpt(facts.run.name, 120)} · Sluice report</title>
<style>${raw(reportStyle)}</style>
</head>
<body>
<div class="page">
<nav aria-label="Sections">${shown.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav>
<main>
${overview(facts)}
${shown.map(
  ({
    id,
    title,
    body,
  }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>
`,
)}
${gapLines(gaps, facts)}<footer>Made by Sluice${facts.run.version !== undefined && ` ${facts.run.version}`} from the tables of the workspace; every number can be asked again with <code>sluice query</code>.</footer>
</main>
</div>
<script>${raw(mapScript)}</script>
</body>
</html>
`.markup;
}
