import { column, makeBatch } from "../../core/batch.ts";
import type { QueryContext } from "../../core/stage.ts";
import type { Similar } from "./verify.ts";

const ROWS_PER_BATCH = 8192;

/** Appends pairs to a table whose first columns have the given names, then `similarity`; answers how many there were. */
export async function appendPairs(
  context: QueryContext,
  table: string,
  [a, b]: readonly [string, string],
  pairs: AsyncIterable<Similar>,
): Promise<number> {
  let total = 0;
  let waiting: Similar[] = [];
  const flush = async () => {
    const batch = makeBatch({
      [a]: column(
        "BIGINT",
        waiting.map((pair) => pair.a),
      ),
      [b]: column(
        "BIGINT",
        waiting.map((pair) => pair.b),
      ),
      similarity: column(
        "DOUBLE",
        waiting.map((pair) => pair.similarity),
      ),
    });
    total += waiting.length;
    waiting = [];
    await context.append(table, batch);
  };
  for await (const pair of pairs) if (waiting.push(pair) === ROWS_PER_BATCH) await flush();
  if (waiting.length > 0) await flush();
  return total;
}
