import { type Database, literal } from "../../../core/database.ts";
import type { ColumnOrigins } from "../measured.ts";
import type { Alignment } from "./alignment.ts";
import { confirmed, type Judged, judge } from "./judge.ts";
import type { LedgerOptions, SourceSize } from "./ledger.ts";

/** What is known about the rows of a ledger. */
export interface RowFacts {
  readonly documents: number;
  readonly tokens: number;
  /** Whose tokens are summed; null where nobody counted any. */
  readonly tokenizer: string | null;
  /** Documents without a count: their tokens are a quarter of their bytes, or 0 where bytes were not measured. */
  readonly estimated: number;
  /** Short names of sources by the number in the rows, the one with the most tokens first. */
  readonly sources: readonly SourceSize[];
  /** SQL type of the mask. */
  readonly maskType: "BIGINT" | "HUGEINT";
}

/** Sources whose names are shortened one by one; what is beyond is `other`. */
const mostSources = 20_000;

/**
 * Makes the table `ledger`, in document order: `_ordinal`, `_id`, `_tokens`, `_source` (number of the short source), `_mask` (rules that
 * drop it), `_dropped` (another stage drops it), `_kept` (a stage keeps it whatever others say).
 */
export async function createRows(
  database: Database,
  options: LedgerOptions,
  origins: ColumnOrigins,
  alignment: Alignment,
): Promise<RowFacts> {
  const rules = options.stages.reduce((sum, stage) => sum + stage.rules.length, 0);
  const maskType = rules <= 62 ? "BIGINT" : "HUGEINT";
  const tokenizer = options.tokenizer ?? (await firstTokenizer(database));
  await createBits(database, options, maskType);
  const judged = await judge(database, options.stages, origins, alignment, maskType);
  const sized = await sizedSql(tokenizer, origins, alignment, judged, maskType);
  await database.execute(`CREATE OR REPLACE TEMP TABLE sized AS ${sized}`);
  const done = judged ? await confirmed(database, judged, alignment, "sized", maskType) : [];
  const sources = await createSources(database, options.shorten);
  const sure = done.flatMap((stage) => stage.rules).reduce((sum, { bit }) => sum | bit, 0n);
  const read = done.map(({ name }) => name);
  await database.execute(`CREATE OR REPLACE TABLE ledger AS ${rowsSql(maskType, sure, read)}`);
  const [{ documents, tokens, estimated }] = await database.rows(
    "SELECT count(*) AS documents, coalesce(sum(tokens), 0)::BIGINT AS tokens, count(*) FILTER (NOT counted) AS estimated FROM sized",
  );
  await database.execute("DROP TABLE sized");
  return {
    documents: Number(documents),
    tokens: Number(tokens),
    tokenizer: tokenizer ?? null,
    estimated: Number(estimated),
    sources,
    maskType,
  };
}

async function firstTokenizer(database: Database): Promise<string | undefined> {
  const [{ tokenizer }] = await database.rows("SELECT min(tokenizer) AS tokenizer FROM tokens");
  return tokenizer === null ? undefined : String(tokenizer);
}

/** `rule_bits`: `stage`, `rule`, `bit`. */
async function createBits(database: Database, { stages }: LedgerOptions, maskType: string): Promise<void> {
  const names = stages.flatMap(({ name, rules }) => rules.map((rule) => [name, rule.name] as const));
  const rows = names.map(
    ([stage, rule], i) => `(${literal(stage)}, ${literal(rule)}, '${1n << BigInt(i)}'::${maskType})`,
  );
  await database.execute(
    `CREATE OR REPLACE TEMP TABLE rule_bits AS SELECT * FROM (VALUES ${rows.join(", ") || `('', '', 0::${maskType})`}) AS b(stage, rule, bit)`,
  );
}

/** One row a document: `_ordinal`, `id`, `source`, `tokens`, whether they are `counted`, and the `mask` as far as rules were judged. */
async function sizedSql(
  tokenizer: string | undefined,
  origins: ColumnOrigins,
  alignment: Alignment,
  judged: Judged | undefined,
  maskType: string,
): Promise<string> {
  const hasBytes = origins.signals.has("byte_count");
  const counts = tokenizer === undefined ? undefined : await alignment.tokens(tokenizer);
  const bytes = hasBytes ? await alignment.side(["byte_count"], origins.signals) : undefined;
  const own = "SELECT id, coalesce(source, '') AS source FROM documents";
  const mask = judged === undefined ? `0::${maskType}` : "mask";
  if ((tokenizer === undefined || counts !== undefined) && (!hasBytes || bytes !== undefined)) {
    const sides = [own, counts, bytes, judged?.sql].flatMap((sql) => (sql === undefined ? [] : [`(${sql})`]));
    const counted = counts === undefined ? "NULL" : "tokens";
    const estimate = bytes === undefined ? "0" : "coalesce(byte_count, 0) // 4";
    return `SELECT (row_number() OVER () - 1)::INTEGER AS _ordinal, id, source, coalesce(${counted}, ${estimate})::BIGINT AS tokens,
      ${counted} IS NOT NULL AS counted, ${mask} AS mask FROM ${sides.join(" POSITIONAL JOIN ")}`;
  }
  const ofTokenizer = tokenizer === undefined ? "false" : `tokenizer = ${literal(tokenizer)}`;
  return `SELECT d._ordinal, d.id, d.source, coalesce(t.tokens, ${hasBytes ? "coalesce(s.byte_count, 0) // 4" : "0"})::BIGINT AS tokens,
      t.tokens IS NOT NULL AS counted, d.mask
    FROM (SELECT id, source, ${mask} AS mask, (row_number() OVER () - 1)::INTEGER AS _ordinal
      FROM (${own})${judged ? ` POSITIONAL JOIN (${judged.sql})` : ""}) AS d
    LEFT JOIN (SELECT id, tokens FROM tokens WHERE ${ofTokenizer}) AS t ON t.id = d.id
    ${hasBytes ? "LEFT JOIN signals AS s ON s.id = d.id" : ""}`;
}

/** `source_numbers`: `source`, `number` of its short name. */
async function createSources(
  database: Database,
  shorten: LedgerOptions["shorten"],
): Promise<readonly SourceSize[]> {
  const rows = await database.rows(
    `SELECT source, count(*) AS documents, sum(tokens)::BIGINT AS tokens FROM sized GROUP BY source
      ORDER BY tokens DESC, source LIMIT ${mostSources}`,
  );
  const sizes = rows.map(({ source, documents, tokens }) => ({
    source: String(source),
    documents: Number(documents),
    tokens: Number(tokens),
  }));
  const names = shorten?.(sizes) ?? sizes.map(({ source }) => source);
  const numbers = new Map([...new Set(names)].map((name, i) => [name, i]));
  const values = sizes.map(({ source }, i) => `(${literal(source)}, ${numbers.get(names[i])})`);
  await database.execute(
    `CREATE OR REPLACE TEMP TABLE source_numbers AS SELECT * FROM (VALUES ${values.join(", ") || "('', 0)"}) AS s(source, number)`,
  );
  const groups = await database.rows(
    `SELECT coalesce(number, ${numbers.size}) AS number, count(*) AS documents, sum(tokens)::BIGINT AS tokens
      FROM sized LEFT JOIN source_numbers USING (source) GROUP BY ALL ORDER BY number`,
  );
  const byNumber = [...numbers.keys(), "other"];
  return groups.map(({ number, documents, tokens }) => ({
    source: byNumber[Number(number)],
    documents: Number(documents),
    tokens: Number(tokens),
  }));
}

/** Rules of `done` stages stand in the mask already, as `sure` bits; what else was decided is read from the decisions. */
const rowsSql = (maskType: string, sure: bigint, done: readonly string[]) => {
  const others =
    done.length === 0
      ? "decisions"
      : `(SELECT * FROM decisions WHERE stage NOT IN (${done.map(literal).join(", ")}))`;
  return `
  WITH spoken AS (SELECT id, bit_or(bit) AS mask FROM ${others} AS o JOIN rule_bits USING (stage, rule) WHERE verdict = 'drop' GROUP BY id),
  elsewhere AS (SELECT id, bool_or(verdict = 'drop') AS dropped, bool_or(verdict = 'keep') AS kept
    FROM ${others} AS o ANTI JOIN rule_bits USING (stage, rule)
    WHERE verdict IN ('drop', 'keep') AND NOT (stage = 'people' AND rule = 'by_hand') GROUP BY id)
  SELECT _ordinal, sized.id AS _id, tokens AS _tokens,
    coalesce(number, (SELECT count(DISTINCT number) FROM source_numbers))::INTEGER AS _source,
    (sized.mask & '${sure}'::${maskType}) | coalesce(spoken.mask, 0)::${maskType} AS _mask,
    coalesce(dropped, false) AS _dropped, coalesce(kept, false) AS _kept
  FROM sized LEFT JOIN source_numbers USING (source) LEFT JOIN spoken ON spoken.id = sized.id LEFT JOIN elsewhere ON elsewhere.id = sized.id
  ORDER BY _ordinal`;
};
