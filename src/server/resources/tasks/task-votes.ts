import { literal } from "../../../core/database.ts";
import type { DocumentIds } from "../../../label/queue/document-ids.ts";
import type { Certainty } from "../../../label/queue/order.ts";
import { entropyOf } from "../../../label/queue/order.ts";
import { type Asks, eachPacked } from "./packed-column.ts";

/** What functions and models say in a task, by document number. */
export interface TaskVotes extends Certainty {
  readonly voters: readonly {
    readonly voter: string;
    readonly kind: string;
    readonly weight: number | null;
  }[];
  readonly labels: readonly string[];
  /** The votes on document i are the entries `offsets[i]` to `offsets[i + 1]` of `voter` and `label`: places in the lists above. */
  readonly offsets: Uint32Array;
  readonly voter: Uint16Array;
  readonly label: Uint16Array;
  /** Place of the model's label; only where `probability` is a number. */
  readonly modelLabel: Uint16Array;
}

/** Reads the votes of a task but those of people, and its labels. */
export async function readTaskVotes(database: Asks, ids: DocumentIds, task: string): Promise<TaskVotes> {
  const own = `task = ${literal(task)}`;
  const voters = await readVoters(database, own);
  const labels = (
    await database.rows(
      `SELECT DISTINCT label FROM (SELECT label FROM votes WHERE ${own} AND kind <> 'person' UNION SELECT label FROM labels WHERE ${own})
        WHERE label IS NOT NULL ORDER BY label`,
    )
  ).map(({ label }) => String(label));
  const said = await readSaid(database, ids, own, { voters: voters.map(({ voter }) => voter), labels });
  return { voters, labels, ...said, ...(await readLabels(database, ids, own, labels)) };
}

async function readVoters(database: Asks, own: string): Promise<TaskVotes["voters"]> {
  const [{ weighed }] = await database.rows(
    "SELECT count(*) AS weighed FROM duckdb_views() WHERE view_name = 'analysis'",
  );
  const weights =
    Number(weighed) > 0
      ? `(SELECT any_value(weight) FROM analysis AS a WHERE a.voter = v.voter AND a.${own})`
      : "NULL";
  const rows = await database.rows(
    `SELECT voter, any_value(kind) AS kind, ${weights} AS weight
      FROM votes AS v WHERE ${own} AND kind <> 'person' GROUP BY voter ORDER BY voter`,
  );
  return rows.map(({ voter, kind, weight }) => ({
    voter: String(voter),
    kind: String(kind),
    weight: typeof weight === "number" && Number.isFinite(weight) ? weight : null,
  }));
}

async function readSaid(
  database: Asks,
  ids: DocumentIds,
  own: string,
  names: { readonly voters: readonly string[]; readonly labels: readonly string[] },
): Promise<Pick<TaskVotes, "offsets" | "voter" | "label">> {
  const entries: { document: number[]; voter: number[]; label: number[] } = {
    document: [],
    voter: [],
    label: [],
  };
  const offsets = new Uint32Array(ids.count + 1);
  if (names.voters.length > 0 && names.labels.length > 0) {
    const relation = `SELECT id, ${place("voter", names.voters)} AS v, ${place("label", names.labels)} AS l
      FROM votes WHERE ${own} AND kind <> 'person' AND label IS NOT NULL`;
    await eachPacked(database, relation, ["v", "l"], (bytes, start, end, [voter, label]) => {
      const document = ids.findBytes(bytes, start, end);
      if (document < 0) return;
      entries.document.push(document);
      entries.voter.push(voter);
      entries.label.push(label);
      offsets[document + 1]++;
    });
  }
  for (let i = 0; i < ids.count; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice();
  const voter = new Uint16Array(entries.document.length);
  const label = new Uint16Array(entries.document.length);
  entries.document.forEach((document, e) => {
    const at = next[document]++;
    voter[at] = entries.voter[e];
    label[at] = entries.label[e];
  });
  return { offsets, voter, label };
}

async function readLabels(
  database: Asks,
  ids: DocumentIds,
  own: string,
  labels: readonly string[],
): Promise<Pick<TaskVotes, "probability" | "known" | "modelLabel">> {
  const probability = new Float32Array(ids.count).fill(Number.NaN);
  const known = new Uint8Array(ids.count);
  const modelLabel = new Uint16Array(ids.count);
  if (labels.length > 0) {
    const relation = `SELECT id, ${place("label", labels)} AS l, probability AS p, (source IN ('person', 'adjudicated'))::INTEGER AS k
      FROM labels WHERE ${own} AND label IS NOT NULL`;
    await eachPacked(database, relation, ["l", "p", "k"], (bytes, start, end, [label, p, isKnown]) => {
      const document = ids.findBytes(bytes, start, end);
      if (document < 0) return;
      if (isKnown === 1) known[document] = 1;
      else {
        probability[document] = p;
        modelLabel[document] = label;
      }
    });
  }
  return { probability, known, modelLabel };
}

/** Place of a column's value in a list, from 0. */
function place(column: string, names: readonly string[]): string {
  return `list_position([${names.map(literal).join(", ")}], ${column}) - 1`;
}

/** How much functions contradict each other on each document, in bits. */
export function disagreement({ offsets, label }: TaskVotes): Float32Array {
  return Float32Array.from({ length: offsets.length - 1 }, (_, i) =>
    entropyOf(label, offsets[i], offsets[i + 1]),
  );
}
