import { identifier, literal } from "../../core/database.ts";
import type { Row } from "../../core/table.ts";

/** The tokenizer that is reported when documents were counted with several. */
const counted = `counted AS (
  SELECT id, max(tokens) AS tokens FROM tokens
  WHERE tokenizer = (SELECT min(tokenizer) FROM tokens) GROUP BY id)`;

/** Tokens of every document; those that were dropped before counting are estimated from their bytes. */
const sized = `${counted}, sized AS (
  SELECT documents.id, coalesce(tokens::DOUBLE, strlen(text) * (
    SELECT sum(tokens) / nullif(sum(strlen(text)), 0) FROM counted JOIN documents USING (id))) AS tokens
  FROM documents LEFT JOIN counted USING (id))`;

const dropped = `dropped AS (
  SELECT DISTINCT id, stage, rule FROM decisions WHERE verdict = 'drop' AND id NOT IN (SELECT id FROM kept))`;

/**
 * Common tables, after `WITH`: `whole` has the first stage of the road that dropped each document (what no rule dropped and is
 * not kept was not chosen), `dropped` its rules, `sized` the tokens of every document.
 */
export const fallenDocuments = `${sized}, ${dropped}, road AS (SELECT name, row_number() OVER () AS place FROM stages),
  first_drop AS (
    SELECT id, arg_min(stage, (coalesce(place, 1000000), stage)) AS stage
    FROM dropped LEFT JOIN road ON name = stage GROUP BY id),
  whole AS (SELECT id, coalesce(stage, 'not chosen') AS stage, place
    FROM documents LEFT JOIN first_drop USING (id) LEFT JOIN road ON name = stage
    WHERE id NOT IN (SELECT id FROM kept))`;

/** Documents that begin with the same letters are shown once. */
const opening = (text: string) => `left(regexp_replace(lower(${text}[:300]), '[^\\p{L}]+', '', 'g'), 20)`;

/** Clusters of copies in the browser of a report, copies of each, and characters of each text: bounds the file to half a megabyte. */
const SHOWN_CLUSTERS = 24;
const SHOWN_COPIES = 4;
const SHOWN_CHARACTERS = 4000;

/** SQL of every section, over the public views only; the name is what the reader of facts calls it. */
export const reportQueries = {
  totals: `WITH ${counted} SELECT
    (SELECT count(*) FROM documents) AS documents,
    (SELECT count(*) FROM kept) AS kept,
    (SELECT count(*) FROM quarantine) AS quarantined,
    (SELECT sum(tokens)::BIGINT FROM counted SEMI JOIN kept USING (id)) AS tokens,
    (SELECT min(tokenizer) FROM tokens) AS tokenizer`,

  funnel: `WITH ${fallenDocuments}
    SELECT stage, count(*) AS documents, sum(tokens) AS tokens, (SELECT sum(tokens) FROM sized) AS all_tokens
    FROM whole JOIN sized USING (id) GROUP BY stage, place ORDER BY coalesce(place, 1000000), stage`,

  funnelRules: `WITH ${fallenDocuments}
    SELECT stage, rule, count(*) AS documents, sum(tokens) AS tokens
    FROM whole JOIN dropped USING (id, stage) JOIN sized USING (id)
    GROUP BY stage, rule ORDER BY tokens DESC, documents DESC, rule`,

  rules: `WITH ${dropped}, per_document AS (SELECT id, count(*) AS rules FROM dropped GROUP BY id)
    SELECT stage, rule, count(DISTINCT id) AS documents, count(DISTINCT id) FILTER (rules = 1) AS alone,
      min(bound) AS bound, min(reason) AS reason
    FROM dropped JOIN per_document USING (id) JOIN decisions USING (id, stage, rule)
    WHERE verdict = 'drop' GROUP BY stage, rule ORDER BY documents DESC, stage, rule`,

  signals: `SELECT column_name AS signal, column_type NOT IN ('DOUBLE', 'FLOAT') AS whole FROM (DESCRIBE signals)
    WHERE column_type IN ('DOUBLE', 'BIGINT', 'INTEGER', 'FLOAT', 'UBIGINT')`,

  // A keeper names its cluster: numbers of clusters are those of one stage.
  duplicates: `SELECT count(DISTINCT id) AS documents, count(DISTINCT id) FILTER (NOT kept) AS removed,
    count(DISTINCT keeper) AS clusters FROM duplicates`,

  duplicateSizes: `SELECT size, count(*) AS clusters FROM (
      SELECT keeper, count(DISTINCT id) AS size FROM duplicates GROUP BY keeper)
    GROUP BY size ORDER BY size`,

  largestDuplicates: `WITH readable AS (
      SELECT documents.id, coalesce(text.text, documents.text)[:${SHOWN_CHARACTERS}] AS text
      FROM documents LEFT JOIN text USING (id) WHERE documents.id IN (SELECT id FROM duplicates)),
    large AS (
      SELECT keeper, count(DISTINCT id) AS size, min(similarity) FILTER (NOT kept) AS least,
        min(id) FILTER (NOT kept) AS copy
      FROM duplicates GROUP BY keeper ORDER BY size DESC, keeper LIMIT 400),
    shown AS (
      SELECT large.*, k.text FROM large LEFT JOIN readable AS k ON k.id = keeper LEFT JOIN readable AS c ON c.id = copy
      QUALIFY row_number() OVER (PARTITION BY coalesce(${opening("coalesce(k.text, c.text)")}, '') ORDER BY size DESC, keeper) = 1
      ORDER BY size DESC, keeper LIMIT ${SHOWN_CLUSTERS}),
    copies AS (
      SELECT keeper, id, method, similarity FROM duplicates WHERE NOT kept
      QUALIFY row_number() OVER (PARTITION BY keeper
        ORDER BY method IN ('exact', 'normalised'), similarity, id) <= ${SHOWN_COPIES})
    SELECT shown.keeper, size, least, shown.text, copies.id AS copy, copies.method, copies.similarity, c.text AS copy_text
    FROM shown LEFT JOIN copies USING (keeper) LEFT JOIN readable AS c ON c.id = copies.id
    ORDER BY size DESC, shown.keeper, copies.method IN ('exact', 'normalised'), copies.similarity, copies.id`,

  labels: `SELECT task, label, count(DISTINCT id) AS documents FROM labels WHERE label IS NOT NULL
    GROUP BY task, label ORDER BY task, documents DESC, label`,

  voters: `WITH spoken AS (SELECT DISTINCT id, task, voter, kind, label FROM votes WHERE label IS NOT NULL),
    company AS (SELECT id, task, count(DISTINCT voter) AS voters, count(DISTINCT label) AS labels
      FROM spoken GROUP BY id, task)
    SELECT task, voter, min(kind) AS kind, count(DISTINCT id) AS covered,
      count(DISTINCT id) FILTER (voters > 1) AS overlapping, count(DISTINCT id) FILTER (labels > 1) AS conflicting,
      (SELECT count(*) FROM kept) AS documents
    FROM spoken JOIN company USING (id, task) GROUP BY task, voter ORDER BY task, covered DESC, voter`,

  agreements: `WITH spoken AS (SELECT DISTINCT id, task, voter, label FROM votes WHERE label IS NOT NULL),
    speakers AS (SELECT task, voter FROM spoken GROUP BY task, voter
      QUALIFY row_number() OVER (PARTITION BY task ORDER BY count(*) DESC, voter) <= 16)
    SELECT a.task, a.voter AS a, b.voter AS b, avg((a.label = b.label)::INTEGER) AS share, count(*) AS "both"
    FROM spoken AS a JOIN spoken AS b ON a.id = b.id AND a.task = b.task AND a.voter < b.voter
    SEMI JOIN speakers ON speakers.task = a.task AND speakers.voter = a.voter
    SEMI JOIN speakers AS others ON others.task = b.task AND others.voter = b.voter
    GROUP BY a.task, a.voter, b.voter ORDER BY a.task, a, b`,

  scores: `WITH opened AS (
      SELECT model, id, score, text[:400] AS text, ${opening("text")} AS opening
      FROM scores JOIN documents USING (id) WHERE score IS NOT NULL),
    ranked AS (SELECT *, row_number() OVER (PARTITION BY model, opening ORDER BY score DESC, id) AS above_alike,
      row_number() OVER (PARTITION BY model, opening ORDER BY score, id) AS below_alike FROM opened),
    ends AS (
      SELECT model, id, score, text, true AS best FROM ranked WHERE above_alike = 1
      QUALIFY row_number() OVER (PARTITION BY model ORDER BY score DESC, id) <= 3
      UNION ALL
      SELECT model, id, score, text, false AS best FROM ranked WHERE below_alike = 1
      QUALIFY row_number() OVER (PARTITION BY model ORDER BY score, id) <= 3)
    SELECT * FROM ends ORDER BY model, best DESC, if(best, -score, score), id`,

  points: `WITH chosen AS (SELECT * FROM map ORDER BY md5(id), id LIMIT 10000)
    SELECT chosen.id, x, y, cluster, coalesce(title, '') AS title, text[:120] AS text,
      (SELECT count(*) FROM map) AS documents
    FROM chosen LEFT JOIN documents USING (id) ORDER BY chosen.id`,

  clusters: "SELECT cluster, name, terms, size FROM clusters ORDER BY size DESC, cluster",

  // Eight names of a path deep: what lies further down counts for its folder.
  tokensBySource: partsQuery(
    "array_to_string(string_split(source, '/')[:8], '/')",
    "JOIN documents USING (id)",
    100_000,
  ),

  tokensBySite: partsQuery(
    "regexp_extract(lower(url), '^[a-z]+://(?:[^/?#@]*@)?(?:www\\.)?([^/?#:]+)', 1)",
    "JOIN documents USING (id) WHERE url IS NOT NULL",
  ),

  tokensByLabel: `WITH ${counted} SELECT task, label AS name, sum(tokens)::BIGINT AS tokens, count(*) AS documents
    FROM (SELECT * FROM counted SEMI JOIN kept USING (id))
    JOIN (SELECT id, task, min(label) AS label FROM labels WHERE label IS NOT NULL GROUP BY id, task) USING (id)
    GROUP BY task, label ORDER BY task, tokens DESC, name`,

  tokensByCluster: partsQuery(
    "CASE WHEN cluster >= 0 THEN coalesce(name, 'cluster ' || (cluster + 1)) ELSE 'in no cluster' END",
    "JOIN map USING (id) LEFT JOIN clusters USING (cluster)",
  ),

  tokensByLanguage: partsQuery("language", "JOIN documents USING (id) WHERE language IS NOT NULL"),

  quarantine: `SELECT error, count(*) AS records, min(source) AS source, min(excerpt[:400]) AS excerpt
    FROM quarantine GROUP BY error ORDER BY records DESC, error LIMIT 20`,

  stages: `SELECT name, rows_in, rows_out, dropped, seconds, peak_rss_bytes, bytes_written, cached FROM stages`,
} as const;

/** Runs a named query of the report. */
export type Ask = (name: keyof typeof reportQueries) => Promise<Row[]>;

/** SQL of the S-curve; the view exists only where copies were looked for. */
export const curveQuery =
  "SELECT method, similarity, max(chance) AS chance FROM s_curve GROUP BY ALL ORDER BY ALL";

/** SQL of the quality figures; the view exists only where a pipeline has a map. */
export const mapQualityQuery = "SELECT measure, value FROM map_quality WHERE value IS NOT NULL";

/** SQL of the median and the outer half percents of one signal; null where nothing was measured. */
export function spreadQuery(signal: string): string {
  return `SELECT quantile_cont(value, 0.005) AS low, quantile_cont(value, 0.5) AS median, quantile_cont(value, 0.995) AS high
    FROM (${measuredQuery(signal)})`;
}

/** SQL of a histogram of one signal: bin i begins at edge i; what lies outside falls into the outer bins. */
export function histogramQuery(signal: string, rules: readonly string[], edges: readonly number[]): string {
  const list = rules.length > 0 ? rules.map(literal).join(", ") : "NULL";
  const starts = edges.slice(0, -1).map((edge, i) => `(${i}, ${edge}::DOUBLE)`);
  return `WITH bins(bin, edge) AS (VALUES ${starts.join(", ")}),
    measured AS (SELECT id, greatest(value, ${edges[0]}::DOUBLE) AS value FROM (${measuredQuery(signal)})),
    hit AS (SELECT DISTINCT id FROM decisions WHERE verdict = 'drop' AND rule IN (${list}))
    SELECT bin, count(*) FILTER (id IN (SELECT id FROM kept)) AS kept,
      count(*) FILTER (id NOT IN (SELECT id FROM kept) AND id IN (SELECT id FROM hit)) AS dropped,
      count(*) AS "all"
    FROM measured ASOF JOIN bins ON value >= edge GROUP BY bin ORDER BY bin`;
}

function measuredQuery(signal: string): string {
  const value = `${identifier(signal)}::DOUBLE`;
  return `SELECT id, ${value} AS value FROM signals WHERE isfinite(${value})`;
}

function partsQuery(name: string, join: string, limit = 1000): string {
  return `WITH ${counted} SELECT ${name} AS name, sum(tokens)::BIGINT AS tokens, count(*) AS documents
    FROM (SELECT * FROM counted SEMI JOIN kept USING (id)) ${join}
    GROUP BY ALL ORDER BY tokens DESC, name LIMIT ${limit}`;
}
