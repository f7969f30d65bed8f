import type { Row } from "../../../core/table.ts";
import type { Found } from "../../../io/search/index-file.ts";
import { parseQuery, type Query } from "../../../io/search/query.ts";
import type { SearchIndex } from "../../../io/search/search-index.ts";
import { snippetOf } from "../../../io/search/snippet.ts";
import type { Dependencies } from "../../dependencies.ts";
import { type Route, route } from "../../http/route.ts";
import { isOneOf } from "../documents/excerpts.ts";
import { type Explorer, explorerOf, type Shown } from "../map/explorer.ts";
import { placeOf } from "../map/packed-ids.ts";
import { askIndex, currentIndex } from "./places.ts";
import { scan } from "./scan.ts";
import { type SearchAnswer, searchAnswer, searchQuery } from "./wire.ts";

/** Who searches while the index is being made gets a scan after this time. */
const patienceMs = 300;
/** Characters of texts that are read for the snippets of one answer. */
const snippetCharacters = 4e6;
const longestText = 200_000;

type Page = { readonly limit: number; readonly offset: number };

/** Search over the texts as they are now. */
export function searchRoutes(dependencies: Dependencies): Route[] {
  const explorer = explorerOf(dependencies);
  return [
    route({
      method: "get",
      path: "/api/search",
      summary: 'Documents by their words, best first (BM25): words, "phrases", beginnings*; any script.',
      access: "member",
      query: searchQuery,
      answer: searchAnswer,
      handle: async ({ query: { q, ...page } }) => {
        const shown = await explorer.any();
        const index = await currentIndex(explorer, patienceMs);
        const query = parseQuery(q);
        return {
          version: shown.version,
          ...stateOf(index),
          ...(await answerOf(explorer, shown, index, query, page)),
        };
      },
    }),
  ];
}

function stateOf({ state }: SearchIndex): Pick<SearchAnswer, "status" | "progress" | "problem"> {
  if (state.status === "building") return { status: "building", progress: state.progress };
  if (state.status === "ready") return { status: "ready", progress: 1 };
  return { status: "building", progress: 0, problem: `There is no search index: ${state.problem}.` };
}

async function answerOf(
  explorer: Explorer,
  shown: Shown,
  index: SearchIndex,
  query: Query,
  page: Page,
): Promise<Pick<SearchAnswer, "count" | "partial" | "hits">> {
  const { match } = query;
  if (match === undefined) return { count: 0, partial: false, hits: [] };
  const ask = explorer.dependencies.live.rows;
  if (index.state.status !== "ready") {
    const { count, rows, partial } = await scan(ask, query.terms, page);
    return { count, partial, hits: rows.map((row) => hitOf(row, 0, shown, query)) };
  }
  const { count, found } = await askIndex(index, { kind: "find", match, ...page });
  const rows = await documentsOf(ask, found, page.limit);
  const hits = found.flatMap(({ id, score }) => {
    const row = rows.get(id);
    return row === undefined ? [] : [hitOf(row, score, shown, query)];
  });
  return { count, partial: false, hits };
}

/** Titles and texts of the documents found, the texts cut so that long ones do not fill the memory. */
async function documentsOf(
  ask: (sql: string) => Promise<Row[]>,
  found: readonly Found[],
  limit: number,
): Promise<Map<string, Row>> {
  const some = isOneOf(found.map(({ id }) => id));
  const characters = Math.min(longestText, Math.floor(snippetCharacters / limit));
  const rows = await ask(`SELECT id, title, beginning
    FROM (SELECT id, left(text, ${characters}) AS beginning FROM text WHERE ${some})
    LEFT JOIN (SELECT id, title FROM documents WHERE ${some}) USING (id)`);
  return new Map(rows.map((row) => [String(row.id), row]));
}

function hitOf(row: Row, score: number, { map }: Shown, query: Query): SearchAnswer["hits"][number] {
  const id = String(row.id);
  const place = placeOf(map.ids, id);
  return {
    id,
    index: place < 0 ? null : place,
    title: row.title as string | null,
    snippet: snippetOf(String(row.beginning ?? ""), query.terms),
    score,
  };
}
