import type { Row } from "../../../core/table.ts";
import { isOneOf, readHeads } from "../documents/excerpts.ts";
import type { Colours } from "./colours.ts";
import type { Explorer, Shown } from "./explorer.ts";
import { idAt } from "./packed-ids.ts";
import type { PointRow } from "./wire.ts";

type Label = PointRow["labels"][number];
type Verdict = PointRow["verdict"];

/** What tables and exports say of a point without reading its document. */
export interface PointFacts {
  readonly language: string | null;
  readonly cluster: number | null;
  readonly clusterName: string | null;
  readonly verdict: Verdict;
  readonly tokens: number | null;
}

/** Rows of the table for some points, in their order. */
export async function readRows(
  explorer: Explorer,
  shown: Shown,
  places: ArrayLike<number>,
): Promise<PointRow[]> {
  const ask = explorer.dependencies.live.rows;
  const ids = Array.from(places, (place) => idAt(shown.map.ids, place));
  const facts = await pointFacts(explorer, shown);
  const heads = await readHeads(ask, ids);
  const labels = await readLabels(ask, isOneOf(ids));
  return ids.map((id, i) => ({
    index: places[i],
    id,
    ...(heads.get(id) ?? { title: null, source: "", excerpt: "" }),
    ...facts(places[i]),
    labels: labels.get(id) ?? [],
  }));
}

/** Facts of a point by its place, from colourings that are in memory. */
export async function pointFacts(explorer: Explorer, shown: Shown): Promise<(place: number) => PointFacts> {
  const names = new Set((await explorer.colourings(shown)).map(({ name }) => name));
  const coloursOf = (by: string) => (names.has(by) ? explorer.colours(shown, by) : undefined);
  const [verdict, language, tokens] = [
    await coloursOf("verdict"),
    await coloursOf("language"),
    await coloursOf("tokens"),
  ];
  const clusterNames = new Map(shown.map.named.map(({ cluster, name }) => [cluster, name]));
  const isClustered = clusterNames.size > 0;
  return (place) => {
    const cluster = shown.map.clusters[place];
    return {
      language: categoryAt(language, place),
      cluster: isClustered ? cluster : null,
      clusterName: clusterNames.get(cluster) ?? null,
      verdict: (categoryAt(verdict, place) ?? "keep") as Verdict,
      tokens: numberAt(tokens, place),
    };
  };
}

function categoryAt(colours: Colours | undefined, place: number): string | null {
  if (colours?.kind !== "category") return null;
  return colours.categories.names[colours.categories.codes[place]] ?? null;
}

function numberAt(colours: Colours | undefined, place: number): number | null {
  const value = colours?.kind === "number" ? colours.values[place] : Number.NaN;
  return Number.isNaN(value) ? null : value;
}

/** One label for each task and document that a condition on `id` holds for: the newest answer of a person before the surest of a model. */
export async function readLabels(
  ask: (sql: string) => Promise<Row[]>,
  condition: string,
): Promise<Map<string, Label[]>> {
  const rows = await ask(`WITH
      said AS (SELECT id, task, arg_max(label, ("at", label)) AS answer FROM votes
        WHERE kind = 'person' AND label IS NOT NULL AND ${condition} GROUP BY id, task),
      found AS (SELECT id, task, label, probability, source FROM labels
        WHERE label IS NOT NULL AND ${condition} AND (id, task) NOT IN (SELECT (id, task) FROM said)
        QUALIFY row_number() OVER (PARTITION BY id, task ORDER BY probability DESC, label) = 1)
    SELECT id, task, answer AS label, NULL AS probability, 'person' AS source FROM said
    UNION ALL SELECT id, task, label, probability, source FROM found ORDER BY id, task`);
  const labels = new Map<string, Label[]>();
  for (const { id, task, label, probability, source } of rows) {
    const own = labels.get(String(id)) ?? [];
    own.push({
      task: String(task),
      label: String(label),
      probability: probability === null ? null : Number(probability),
      source: String(source),
    });
    labels.set(String(id), own);
  }
  return labels;
}
