import type { Row, Value } from "../../core/table.ts";
import type { CurvePoint, DuplicateCluster, DuplicateFacts } from "./facts.ts";
import { type Ask, curveQuery } from "./queries.ts";

/** Reads what the report says about copies: sizes of clusters, the largest with some of their copies, the S-curve in force. */
export async function readDuplicates(
  ask: Ask,
  rows: (sql: string) => Promise<Row[]>,
): Promise<DuplicateFacts> {
  const [sums] = await ask("duplicates");
  return {
    documents: Number(sums.documents),
    removed: Number(sums.removed),
    clusters: Number(sums.clusters),
    sizes: (await ask("duplicateSizes")).map((row) => ({
      size: Number(row.size),
      clusters: Number(row.clusters),
    })),
    largest: clusters(await ask("largestDuplicates")),
    curve: await readCurve(rows),
  };
}

/** A row per copy becomes a cluster with its copies. */
function clusters(rows: readonly Row[]): DuplicateCluster[] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const keeper = String(row.keeper);
    const own = found.get(keeper);
    if (own) own.push(row);
    else found.set(keeper, [row]);
  }
  return [...found].map(([keeper, own]) => ({
    keeper,
    size: Number(own[0].size),
    similarity: own[0].least === null ? null : Number(own[0].least),
    text: textOrNull(own[0].text),
    copies: own
      .filter(({ copy }) => copy !== null)
      .map((row) => ({
        id: String(row.copy),
        method: String(row.method),
        similarity: row.similarity === null ? null : Number(row.similarity),
        text: String(row.copy_text ?? ""),
      })),
  }));
}

async function readCurve(rows: (sql: string) => Promise<Row[]>): Promise<CurvePoint[]> {
  const [{ present }] = await rows(
    "SELECT count(*) AS present FROM information_schema.tables WHERE table_name = 's_curve'",
  );
  if (Number(present) === 0) return [];
  return (await rows(curveQuery)).map(({ method, similarity, chance }) => ({
    method: String(method),
    similarity: Number(similarity),
    chance: Number(chance),
  }));
}

function textOrNull(value: Value): string | null {
  return value === null ? null : String(value);
}
