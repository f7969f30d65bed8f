import type { Row, Value } from "../../../core/table.ts";
import { notFound } from "../../http/errors.ts";
import type { Explorer } from "../map/explorer.ts";
import { placeOf } from "../map/packed-ids.ts";
import { readHeads } from "./excerpts.ts";
import { describeSignals } from "./signals.ts";
import { idLike, type Piece, type Story, tellStory } from "./story.ts";
import type { DocumentAnswer } from "./wire.ts";

const mostEdits = 1_000;
/** Characters of a removed piece, of metadata, of any other field: an answer stays below 16 MiB. */
const longestField = 10_000;

/** A document's story as its page shows it. */
export async function describeDocument(
  explorer: Explorer,
  id: string,
  piece: Piece,
): Promise<DocumentAnswer> {
  const { live } = explorer.dependencies;
  const { version, map } = await explorer.any();
  const story = await tellStory(live.rows, id, piece);
  if (story === undefined) throw notFound(await noDocument(explorer, id));
  const place = placeOf(map.ids, id);
  const [text] = story.text;
  const rows = <K extends keyof DocumentAnswer>(table: K) => story[table].map(plain) as DocumentAnswer[K];
  return {
    version,
    document: plain(story.document[0]) as DocumentAnswer["document"],
    verdict: verdictOf(story),
    index: place < 0 ? null : place,
    text: { text: String(text?.text ?? ""), from: piece.from, length: Number(text?.length ?? 0) },
    decisions: rows("decisions"),
    edits: rows("edits")
      .filter(({ start }) => start !== null)
      .slice(0, mostEdits),
    repairs: repairsOf(story),
    duplicates: await withHeads(explorer, story.duplicates),
    votes: rows("votes"),
    remarks: remarksOf(explorer, id),
    labels: rows("labels"),
    scores: rows("scores"),
    tokens: rows("tokens"),
    mixture: rows("mixture"),
    map: (story.map.map(plain)[0] ?? null) as DocumentAnswer["map"],
    signals: await describeSignals(explorer, story.signals[0] ?? {}),
  };
}

async function noDocument({ dependencies: { live } }: Explorer, id: string): Promise<string> {
  const near = await idLike(live.rows, id);
  const hint = near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
  return `There is no document ${JSON.stringify(id)}.${hint}`;
}

/** Edits that have no place in the text: of values. */
function repairsOf({ edits }: Story): DocumentAnswer["repairs"] {
  return edits
    .filter(({ start }) => start === null)
    .map(plain)
    .map(({ stage, rule, removed, replacement }) => ({
      stage,
      rule,
      removed,
      replacement,
    })) as DocumentAnswer["repairs"];
}

function verdictOf({ survives, decisions, edits }: Story): DocumentAnswer["verdict"] {
  if (survives[0].survives !== true) return "drop";
  return edits.length > 0 || decisions.some(({ verdict }) => verdict === "edit") ? "edit" : "keep";
}

async function withHeads({ dependencies: { live } }: Explorer, rows: readonly Row[]) {
  const heads = await readHeads(
    live.rows,
    rows.map((row) => String(row.id)),
  );
  return rows.map(plain).map((row) => ({
    ...row,
    title: heads.get(String(row.id))?.title ?? null,
    excerpt: heads.get(String(row.id))?.excerpt ?? "",
  })) as DocumentAnswer["duplicates"];
}

function remarksOf({ dependencies: { people } }: Explorer, id: string): DocumentAnswer["remarks"] {
  return people
    .rows("remarks", [id])
    .map(plain)
    .map(({ task, voter, comment, flagged, at }) => ({
      task,
      voter,
      comment,
      flagged,
      at,
    })) as DocumentAnswer["remarks"];
}

/** A row as JSON has it: dates as ISO 8601, endless fields cut. */
function plain(row: Row): Record<string, Value> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: Value): Value {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string" || value.length <= longestField) return value;
  return `${value.slice(0, longestField).toWellFormed()}…`;
}
