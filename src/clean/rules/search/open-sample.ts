import { strings } from "../../../core/batch.ts";
import { identifier } from "../../../core/database.ts";
import { bitOf, type Ledger, type RuleStage } from "../ledger/ledger.ts";
import type { Candidate } from "./candidates.ts";
import { readRows, takeRows } from "./open-space.ts";
import type { Rows } from "./space.ts";

/** What of a workspace a search looks at. */
export interface SampleOptions {
  /** Documents at most, chosen by the hash of their id. */
  readonly documents: number;
  /** Share of them that is kept aside to judge what was found. */
  readonly heldOut: number;
  /** A table of ids (`id`) that are in any case; beyond the sample they count no tokens. */
  readonly always?: string;
}

/** One side of a split. */
export interface Part {
  readonly rows: Rows;
  readonly ids: readonly string[];
  /** Tokens of the corpus for each token here. */
  readonly scale: number;
  /** A query of the texts (`text`) in the order of the rows; null where a document has none. */
  readonly texts: string;
}

/** Documents that a search sees, and those that judge what it found. */
export interface Sample {
  readonly searched: Part;
  readonly heldOut: Part;
  /** Tokens of all documents that nothing but these rules may drop. */
  readonly tokens: number;
}

/** Reads what the candidates read of the documents that neither other stages nor other rules drop, in the order of the hash of the id. */
export async function openSample(
  ledger: Ledger,
  stage: RuleStage | undefined,
  candidates: readonly Candidate[],
  { documents, heldOut, always }: SampleOptions,
): Promise<Sample> {
  const { database } = ledger;
  const columns = [...new Set(candidates.flatMap(({ rule }) => rule.columns))].filter(
    (name) => name !== "id",
  );
  await ledger.columns.read(columns);
  const others = ledger.stages
    .filter((one) => one.name !== stage?.name)
    .flatMap(({ name, rules }) => rules.map((rule) => bitOf(ledger, name, rule.name)))
    .reduce((a, b) => a | b, 0n);
  const listed = ["_id", "_tokens", ...columns.map(identifier)].join(", ");
  const also = always === undefined ? "" : ` OR _id IN (SELECT id FROM ${identifier(always)})`;
  await database.execute(`CREATE OR REPLACE TEMP TABLE search_rows AS
    WITH every AS (SELECT ${listed}, _id AS id, row_number() OVER (ORDER BY md5(_id), _id) AS _place
      FROM ${ledger.columns.rows(columns)} WHERE NOT _dropped AND (_mask & ${others}) = 0)
    SELECT * REPLACE (CASE WHEN _place <= ${documents} THEN _tokens ELSE 0 END AS _tokens),
      md5(concat('held out ', _id)) < '${hexOf(heldOut)}' AS _aside
    FROM every WHERE _place <= ${documents}${also}`);
  const [{ tokens }] = await database.rows(
    `SELECT coalesce(sum(_tokens), 0)::DOUBLE AS tokens FROM ledger WHERE NOT _dropped AND (_mask & ${others}) = 0`,
  );
  const rows = await readRows(candidates, { database, relation: "search_rows", order: "_place" });
  const ids: string[] = [];
  const aside: boolean[] = [];
  for await (const batch of database.batches(
    "SELECT _id, CAST(_aside AS VARCHAR) AS aside FROM search_rows ORDER BY _place",
  )) {
    ids.push(...(strings(batch, "_id") as string[]));
    aside.push(...strings(batch, "aside").map((text) => text === "true"));
  }
  const part = (isAside: boolean): Part => {
    const wanted = Uint32Array.from([...ids.keys()].filter((i) => aside[i] === isAside));
    const own = takeRows(rows, wanted);
    const sum = own.tokens.reduce((a, b) => a + b, 0);
    return {
      rows: own,
      ids: Array.from(wanted, (i) => ids[i]),
      scale: sum === 0 ? 1 : Number(tokens) / sum,
      texts: `SELECT t.text FROM search_rows AS r LEFT JOIN text AS t ON t.id = r._id WHERE ${isAside ? "" : "NOT "}r._aside ORDER BY r._place`,
    };
  };
  return { searched: part(false), heldOut: part(true), tokens: Number(tokens) };
}

/** The hexadecimal digits of a share of 1: hashes below them are that share of all. */
function hexOf(share: number): string {
  return share >= 1
    ? "g"
    : Math.round(share * 2 ** 32)
        .toString(16)
        .padStart(8, "0");
}
