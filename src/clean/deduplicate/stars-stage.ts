import { column, makeBatch, numbers } from "../../core/batch.ts";
import type { QueryContext, QueryStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import type { Settings } from "./options.ts";
import { type Copy, EQUAL_TEXT, EQUAL_URL, type Question, Stars } from "./stars.ts";

/** Columns of the private table `stars`: each copy with its keeper, by rank. */
export const starColumns = {
  keeper: "BIGINT",
  copy: "BIGINT",
  similarity: "DOUBLE",
  /** `equal` text, `url`, or the method of the pair. */
  method: "VARCHAR",
} as const satisfies Schema;

/** Picks the keepers. Streams the verified pairs; memory is 21 bytes per document. */
export function starsStage({ methods }: Settings): QueryStage {
  const semantic = methods.includes("semantic");
  return {
    shape: "query",
    kind: "stars",
    version: 2,
    options: { methods },
    tables: { stars: starColumns },
    reads: ["corpus", "members", "similar", ...(semantic ? ["alike"] : [])],
    run: (context) => run(context, methods),
  };
}

async function run(context: QueryContext, methods: Settings["methods"]) {
  const [{ ranked }] = await context.rows(`SELECT ranked FROM ${context.table("corpus")}`);
  const stars = new Stars(Number(ranked));
  let copies = 0;
  let found: Copy[] = [];
  const flush = async () => {
    copies += found.length;
    await context.append("stars", copiesBatch(found));
    found = [];
  };
  for await (const rows of questions(context, methods)) {
    const copy = stars.judge(rows);
    if (copy && found.push(copy) === ROWS_PER_BATCH) await flush();
  }
  if (found.length > 0) await flush();
  return { copies };
}

const ROWS_PER_BATCH = 8192;

/** Methods of pairs by number. */
const pairMethods = ["near", "semantic"];

function copiesBatch(copies: readonly Copy[]) {
  const name = (method: number) =>
    method === EQUAL_TEXT ? "equal" : method === EQUAL_URL ? "url" : pairMethods[method];
  const whole = (of: (copy: Copy) => number) => column("BIGINT", copies.map(of));
  return makeBatch({
    keeper: whole(({ keeper }) => keeper),
    copy: whole(({ copy }) => copy),
    similarity: column(
      "DOUBLE",
      copies.map(({ similarity }) => similarity),
    ),
    method: column(
      "VARCHAR",
      copies.map(({ method }) => name(method)),
    ),
  });
}

/** All rows of one document at a time, in the order of keeping. */
async function* questions(
  context: QueryContext,
  methods: Settings["methods"],
): AsyncGenerator<readonly Question[]> {
  let rows: Question[] = [];
  for await (const batch of context.batches(questionsQuery(context, methods))) {
    const names = ["rank", "text", "url", "partner", "similarity", "method"];
    const [rank, text, url, partner, similarity, method] = names.map((name) => numbers(batch, name));
    for (let i = 0; i < rank.length; i++) {
      if (rows.length > 0 && rows[0].rank !== rank[i]) {
        yield rows;
        rows = [];
      }
      rows.push({
        rank: rank[i],
        text: text[i],
        url: url[i],
        partner: partner[i],
        similarity: similarity[i],
        method: method[i],
      });
    }
  }
  if (rows.length > 0) yield rows;
}

/** Documents of an earlier release are always kept: no question. */
function questionsQuery(context: QueryContext, methods: Settings["methods"]): string {
  const members = context.table("members");
  const pairs = linksQuery(context, methods);
  const links = `SELECT b AS rank, a AS partner, similarity, method FROM (${pairs}) AS pairs`;
  const all = methods.includes("url") ? `${links} UNION ALL ${lateQuery(members, pairs)}` : links;
  return `SELECT m.rank, m.representative AS text, m.url, l.partner, l.similarity, l.method
    FROM ${members} m LEFT JOIN (${all}) AS l ON l.rank = m.rank
    WHERE m.release IS NULL AND (m.representative <> m.rank OR m.url <> m.rank OR l.partner IS NOT NULL)
    ORDER BY m.rank, l.partner, l.method`;
}

function linksQuery(context: QueryContext, methods: Settings["methods"]): string {
  const near = `SELECT a, b, similarity, 0 AS method FROM ${context.table("similar")}`;
  if (!methods.includes("semantic")) return near;
  return `${near} UNION ALL SELECT a, b, similarity, 1 AS method FROM ${context.table("alike")}`;
}

/** Documents of one text that may each have to be compared: bounds the rows that a text on thousands of addresses makes. */
const LATE_COPIES = 64;

/**
 * A text whose first document is a copy by its address alone may still be kept in another of its documents: these need the pairs
 * of the text, in both directions. The first document of the text at an address stands for the others there.
 */
function lateQuery(members: string, pairs: string): string {
  const late = `SELECT m.rank, m.representative FROM ${members} m JOIN ${members} r ON r.rank = m.representative
    WHERE m.rank <> m.representative AND r.url <> r.rank
    QUALIFY row_number() OVER (PARTITION BY m.representative, m.url ORDER BY m.rank) = 1`;
  return `SELECT late.rank, p.partner, p.similarity, p.method
    FROM (SELECT * FROM (${late}) AS late QUALIFY row_number() OVER (PARTITION BY representative ORDER BY rank) <= ${LATE_COPIES}) AS late
    JOIN (SELECT a AS text, b AS partner, similarity, method FROM (${pairs}) AS pairs
      UNION ALL SELECT b, a, similarity, method FROM (${pairs}) AS pairs) AS p ON p.text = late.representative`;
}
