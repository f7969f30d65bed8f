import {
  excerpt,
  formatCount,
  formatNumber,
  formatNumbered,
  formatShare,
  shorten,
} from "../charts/format.ts";
import { type Content, html } from "../charts/markup.ts";
import type { ReportFacts, ScoredDocument, TaskFacts } from "./facts.ts";

/** A few true sentences made of the numbers alone: the largest loss, copies, clusters, voters, scores. */
export function findings(facts: ReportFacts): Content[] {
  const sentences = [
    funnelFinding(facts),
    ruleFinding(facts),
    duplicateFinding(facts),
    clusterFinding(facts),
    ...(facts.tasks ?? []).flatMap(voterFindings),
    ...scoreFindings(facts),
    quarantineFinding(facts),
  ];
  return sentences.filter((sentence) => sentence !== null);
}

function funnelFinding({ funnel }: ReportFacts): Content {
  const worst = largest(funnel?.steps ?? [], ({ lost }) => lost);
  if (funnel === undefined || worst === undefined || worst.lost === 0) return null;
  const all = funnel.steps.reduce((sum, { lost }) => sum + lost, 0);
  return html`The largest loss is at <b>${name(worst.stage)}</b>: ${formatShare(worst.lost / funnel.input)} of all
    ${funnel.unit}, ${formatShare(worst.lost / all)} of what was dropped.`;
}

function ruleFinding({ rules = [], totals }: ReportFacts): Content {
  const worst = largest(rules, ({ documents }) => documents);
  if (worst === undefined) return null;
  const idle = rules.filter(({ alone }) => alone === 0).length;
  return html`<code>${name(worst.rule)}</code> drops most: ${formatNumbered(worst.documents, "document")}
    (${formatShare(worst.documents / totals.documents)}), ${worst.alone === worst.documents ? "all" : formatCount(worst.alone)} of them by itself.${
      idle > 0 &&
      html` ${formatCount(idle)} of ${formatCount(rules.length)} rules drop nothing that no other rule drops.`
    }`;
}

function duplicateFinding({ duplicates, totals }: ReportFacts): Content {
  if (duplicates === undefined || duplicates.clusters === 0) return null;
  const top = duplicates.largest[0];
  return html`${formatShare(duplicates.removed / totals.documents)} of the documents are copies of another one.${
    top &&
    html` The largest cluster holds ${formatCount(top.size)} of them: <q>${excerpt(top.text ?? top.copies[0]?.text ?? "", 160)}</q>`
  }`;
}

function clusterFinding({ map }: ReportFacts): Content {
  if (map === undefined || map.clusters.length === 0) return null;
  const names = map.clusters
    .slice(0, 3)
    .map(
      (largest, i) => html`${i > 0 && "; "}<bdi>${name(largest.name)}</bdi> (${formatCount(largest.size)})`,
    );
  const noise = map.quality.noise_share;
  return html`The documents fall into ${formatNumbered(map.clusters.length, "cluster")}; the largest ${map.clusters.length === 1 ? "is" : "are"} ${names}.${
    noise !== undefined && html` ${formatShare(noise)} lie in none.`
  }`;
}

function voterFindings({ task, agreements }: TaskFacts): Content[] {
  const known = agreements.filter(({ share, both }) => share !== null && both >= 5);
  if (known.length < 2) return [];
  const friends = largest(known, ({ share }) => share ?? 0)!;
  const foes = largest(known, ({ share }) => 1 - (share ?? 1))!;
  if (friends === foes || friends.share === foes.share) return [];
  return [
    html`For <b>${name(task)}</b>, <code>${name(friends.a)}</code> and <code>${name(friends.b)}</code> agree most
      (${formatShare(friends.share!)} of ${formatCount(friends.both)} documents), <code>${name(foes.a)}</code> and
      <code>${name(foes.b)}</code> least (${formatShare(foes.share!)} of ${formatCount(foes.both)}).`,
  ];
}

function scoreFindings({ scores = [] }: ReportFacts): Content[] {
  return scores.flatMap(({ model, best, worst }) => {
    const top = best[0];
    const bottom = worst[0];
    if (top === undefined || bottom === undefined || top.id === bottom.id) return [];
    return [
      html`<code>${name(model)}</code> scores this highest ${quote(top)} and this lowest ${quote(bottom)}`,
    ];
  });
}

function quote({ score, text }: ScoredDocument): Content {
  return html`(${formatNumber(score)}): <q>${excerpt(text, 140)}</q>`;
}

function quarantineFinding({ quarantine = [], totals }: ReportFacts): Content {
  const worst = quarantine[0];
  if (worst === undefined) return null;
  return html`${formatNumbered(totals.quarantined, "record")} could not be read, most often because of:
    <bdi>${excerpt(worst.error, 120)}</bdi> (${formatCount(worst.records)}).`;
}

/** A name that a person or a program gave, short enough for a sentence. */
function name(given: string): string {
  return shorten(given, 44);
}

function largest<T>(items: readonly T[], value: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || value(item) > value(best) ? item : best),
    undefined,
  );
}
