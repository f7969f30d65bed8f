import type { CheckedRule } from "../../../clean/rules/check.ts";
import type { Handle } from "../../../clean/rules/handles.ts";
import { openAxis } from "../../../clean/rules/ledger/axis.ts";
import { openDraft, ruleIn } from "../../../clean/rules/ledger/draft.ts";
import { type GroupBins, histogramOf } from "../../../clean/rules/ledger/histogram.ts";
import type { Ledger } from "../../../clean/rules/ledger/ledger.ts";
import { UserError } from "../../../core/errors.ts";
import { catalogue } from "../../../features/signals/catalogue.ts";
import { axisEdges } from "./axis-edges.ts";
import type { Bench } from "./bench.ts";
import { changesShape, type HistogramAnswer, type HistogramQuery } from "./wire.ts";

/** Small multiples that a page shows; what is beyond is left out. */
const mostGroups = 8;

/** The distribution of a signal under a draft, and of its largest sources. */
export async function describeHistogram(
  bench: Bench,
  signal: string,
  { stage: stageName, rule: name, bound, by, changes }: HistogramQuery,
): Promise<HistogramAnswer> {
  const { ledger, version } = bench;
  const draft = await openDraft(ledger, stageName, readChanges(changes));
  const axis = await openAxis(ledger, draft.stage, signal);
  const rule = name === undefined ? undefined : await ruleIn(ledger, draft, name);
  const handle = handleOn(rule, signal, bound);
  const described = describeSignal(signal);
  const edges = await axisEdges(bench, signal, axis, handle);
  const empty = { version, signal, ...described, whole: axis.whole, handle: handle ?? null };
  if (edges === undefined)
    return { ...empty, logarithmic: false, unmeasured: ledger.documents, edges: [], bins: [], groups: [] };
  const [all, ...groups] = await histogramOf(ledger, { draft, axis, edges: edges.edges, rule, handle, by });
  return {
    ...empty,
    logarithmic: edges.logarithmic,
    unmeasured: edges.spread.unmeasured,
    edges: [...edges.edges],
    bins: [...all.bins],
    groups: largest(ledger, groups, by),
  };
}

/** The bound of a rule on an axis: the one asked for, or its first there. */
export function handleOn(rule: CheckedRule | undefined, signal: string, bound?: number): Handle | undefined {
  const handles = rule?.handles ?? [];
  const asked = bound === undefined ? undefined : handles[bound];
  if (asked?.expression === signal) return asked;
  return handles.find(({ expression }) => expression === signal);
}

function readChanges(json: string | undefined) {
  if (json === undefined) return {};
  try {
    return changesShape.parse(JSON.parse(json));
  } catch (cause) {
    throw new UserError('changes: must be JSON such as {"too_few_words": "word_count < 80"}', { cause });
  }
}

function describeSignal(signal: string): Pick<HistogramAnswer, "unit" | "definition"> {
  const entry = catalogue().find(({ name }) => name === signal);
  return { unit: entry?.unit ?? null, definition: entry?.definition ?? null };
}

function largest(
  { sources }: Ledger,
  groups: readonly GroupBins[],
  by: HistogramQuery["by"],
): HistogramAnswer["groups"] {
  const told = groups.map(({ group, bins }) => {
    const documents = bins.reduce(
      (sum, bin) => sum + bin.kept + bin.movable + bin.dropped + bin.elsewhere,
      0,
    );
    const source = by === "source" ? sources[Number(group)] : undefined;
    const name = source?.source ?? (group === null ? "not known" : String(group));
    return { name, documents, tokens: source?.tokens ?? 0, bins: [...bins] };
  });
  return told.sort((a, b) => b.tokens - a.tokens || b.documents - a.documents).slice(0, mostGroups);
}
