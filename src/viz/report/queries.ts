import { identifier, literal } from "../../core/database.ts";

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

/** SQL of every section, over the public views only; the name is what the reader of facts calls it. */
export const reportQueries = {
  totals: `WITH ${counted} SELECT
    (SELECT count(*) FROM documents) AS documents,
    (SELECT count(*) FROM kept) AS kept,
    (SELECT count(*) FROM quarantine) AS quarantined,
    (SELECT sum(tokens)::BIGINT FROM counted SEMI JOIN kept USING (id)) AS tokens,
    (SELECT min(tokenizer) FROM tokens) AS tokenizer`,

  funnel: `WITH ${sized}, ${dropped}, road AS (SELECT name, row_number() OVER () AS place FROM stages),
    fallen AS (
      SELECT id, arg_min(stage, (coalesce(place, 1000000), stage)) AS stage
      FROM dropped LEFT JOIN road ON name = stage GROUP BY id),
    whole AS (SELECT id, coalesce(stage, 'not chosen') AS stage FROM (
      SELECT id FROM documents WHERE id NOT IN (SELECT id FROM kept)) LEFT JOIN fallen USING (id))
    SELECT stage, count(*) AS documents, sum(tokens) AS tokens, (SELECT sum(tokens) FROM sized) AS all_tokens
    FROM whole JOIN sized USING (id) LEFT JOIN road ON name = stage
    GROUP BY stage, place ORDER BY coalesce(place, 1000000), stage`,

  rules: `WITH ${dropped}, per_document AS (SELECT id, count(*) AS rules FROM dropped GROUP BY id)
    SELECT stage, rule, count(DISTINCT id) AS documents, count(DISTINCT id) FILTER (rules = 1) AS alone,
      min(bound) AS bound, min(reason) AS reason
    FROM dropped JOIN per_document USING (id) JOIN decisions USING (id, stage, rule)
    WHERE verdict = 'drop' GROUP BY stage, rule ORDER BY documents DESC, stage, rule`,

  signals: `SELECT column_name AS signal FROM (DESCRIBE signals)
    WHERE column_type IN ('DOUBLE', 'BIGINT', 'INTEGER', 'FLOAT', 'UBIGINT')`,

  duplicates: `SELECT count(DISTINCT id) AS documents, count(DISTINCT id) FILTER (NOT kept) AS removed,
    count(DISTINCT cluster) AS clusters FROM duplicates`,

  duplicateSizes: `SELECT size, count(*) AS clusters FROM (
      SELECT cluster, count(DISTINCT id) AS size FROM duplicates GROUP BY cluster)
    GROUP BY size ORDER BY size`,

  largestDuplicates: `WITH large AS (
      SELECT cluster, count(DISTINCT id) AS size, min(keeper) AS keeper, min(method) AS method,
        min(similarity) AS similarity, min(id) FILTER (id <> keeper) AS copy
      FROM duplicates GROUP BY cluster ORDER BY size DESC, cluster LIMIT 6)
    SELECT cluster, size, method, similarity, keeper, k.text[:600] AS text, c.text[:600] AS copy
    FROM large LEFT JOIN documents AS k ON k.id = keeper LEFT JOIN documents AS c ON c.id = copy
    ORDER BY size DESC, cluster`,

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

  scores: `WITH ranked AS (SELECT model, id, score,
      row_number() OVER (PARTITION BY model ORDER BY score DESC, id) AS above,
      row_number() OVER (PARTITION BY model ORDER BY score, id) AS below
    FROM scores WHERE score IS NOT NULL)
    SELECT model, id, score, text[:400] AS text, above <= 3 AS best, above
    FROM ranked JOIN documents USING (id) WHERE above <= 3 OR below <= 3 ORDER BY model, above`,

  points: `WITH chosen AS (SELECT * FROM map ORDER BY md5(id), id LIMIT 10000)
    SELECT chosen.id, x, y, cluster, coalesce(title, '') AS title, text[:120] AS text,
      (SELECT count(*) FROM map) AS documents
    FROM chosen LEFT JOIN documents USING (id) ORDER BY chosen.id`,

  clusters: "SELECT cluster, name, terms, size FROM clusters ORDER BY size DESC, cluster",

  tokensBySource: partsQuery("source", "JOIN documents USING (id)"),

  tokensByLabel: partsQuery(
    "task || ': ' || label",
    "JOIN (SELECT DISTINCT id, task, label FROM labels WHERE label IS NOT NULL) USING (id)",
  ),

  tokensByCluster: partsQuery(
    "coalesce(name, 'in no cluster')",
    "JOIN map USING (id) LEFT JOIN clusters USING (cluster)",
  ),

  tokensByLanguage: partsQuery("language", "JOIN documents USING (id) WHERE language IS NOT NULL"),

  quarantine: `SELECT error, count(*) AS records, min(source) AS source, min(excerpt)[:200] AS excerpt
    FROM quarantine GROUP BY error ORDER BY records DESC, error LIMIT 20`,

  stages: `SELECT name, rows_in, rows_out, dropped, seconds, peak_rss_bytes, bytes_written, cached FROM stages`,
} as const;

/** SQL of the quality figures; the view exists only where a pipeline has a map. */
export const mapQualityQuery = "SELECT measure, value FROM map_quality WHERE value IS NOT NULL";

/** SQL of a histogram of one signal between its 0.5 and 99.5 percentiles; what lies beyond falls in the outer bins. */
export function histogramQuery(signal: string, rules: readonly string[], bins = 40): string {
  const column = identifier(signal);
  const list = rules.length > 0 ? rules.map(literal).join(", ") : "NULL";
  return `WITH measured AS (SELECT id, ${column}::DOUBLE AS value FROM signals WHERE isfinite(${column}::DOUBLE)),
    bounds AS (SELECT quantile_cont(value, 0.005) AS low, quantile_cont(value, 0.995) AS high FROM measured),
    hit AS (SELECT DISTINCT id FROM decisions WHERE verdict = 'drop' AND rule IN (${list}))
    SELECT low, high, CASE WHEN high > low
        THEN greatest(0, least(${bins - 1}, floor(${bins} * (value - low) / (high - low)))) ELSE 0 END::INTEGER AS bin,
      count(*) FILTER (id IN (SELECT id FROM kept)) AS kept,
      count(*) FILTER (id NOT IN (SELECT id FROM kept) AND id IN (SELECT id FROM hit)) AS dropped,
      count(*) AS "all"
    FROM measured, bounds GROUP BY low, high, bin ORDER BY bin`;
}

function partsQuery(name: string, join: string): string {
  return `WITH ${counted} SELECT ${name} AS name, sum(tokens)::BIGINT AS tokens, count(*) AS documents
    FROM (SELECT * FROM counted SEMI JOIN kept USING (id)) ${join}
    GROUP BY ALL ORDER BY tokens DESC, name LIMIT 40`;
}
