import type { Database } from "../../../core/database.ts";
import { identifier } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";
import { catalogue } from "../../../features/signals/catalogue.ts";
import { percentileOf } from "../../../viz/explore/scale.ts";
import type { Explorer } from "../map/explorer.ts";
import type { DocumentAnswer } from "./wire.ts";

type Signal = DocumentAnswer["signals"][number];

/** The corpus is compared by a sample of so many documents, by hash, and a hundred quantiles of it. */
const sampledDocuments = 100_000;
const steps = 100;

/** Signals of a document beside those of the corpus. */
export async function describeSignals(explorer: Explorer, row: Row): Promise<Signal[]> {
  const corpus = await explorer.dependencies.live.once("quantiles", readQuantiles);
  const known = new Map(catalogue().map((entry) => [entry.name, entry]));
  return Object.entries(row).map(([name, value]) => {
    const quantiles = corpus.get(name);
    const isNumber = typeof value === "number" && Number.isFinite(value);
    return {
      name,
      value: isPlain(value) ? value : String(value),
      unit: known.get(name)?.unit ?? "",
      definition: known.get(name)?.definition ?? "",
      percentile: isNumber && quantiles ? percentileOf(quantiles, value) : null,
      corpus: quantiles ? fiveOf(quantiles) : null,
    };
  });
}

function isPlain(value: Row[string]): value is string | number | boolean | null {
  if (typeof value === "number") return Number.isFinite(value);
  return value === null || typeof value === "string" || typeof value === "boolean";
}

function fiveOf(quantiles: readonly number[]): NonNullable<Signal["corpus"]> {
  return [quantiles[1], quantiles[25], quantiles[50], quantiles[75], quantiles[99]];
}

/** Quantiles 0, 1 … 100 % of every signal that is a number. */
async function readQuantiles(database: Database): Promise<Map<string, readonly number[]>> {
  const columns = await database.rows(`SELECT column_name AS name FROM (DESCRIBE signals)
    WHERE column_type IN ('DOUBLE', 'FLOAT', 'INTEGER', 'BIGINT', 'UBIGINT')`);
  const names = columns.map(({ name }) => String(name));
  if (names.length === 0) return new Map();
  const shares = Array.from({ length: steps + 1 }, (_, i) => i / steps).join(", ");
  const quantiles = names.map((name, i) => {
    const value = `${identifier(name)}::DOUBLE`;
    return `quantile_cont(${value}, [${shares}]) FILTER (isfinite(${value})) AS q${i}`;
  });
  const [row] = await database.rows(`WITH size AS (SELECT count(*) AS documents FROM signals)
    SELECT ${quantiles.join(", ")} FROM signals
    WHERE (SELECT documents FROM size) <= ${sampledDocuments}
      OR hash(id) % (SELECT documents FROM size) < ${sampledDocuments}`);
  return new Map(
    names.flatMap((name, i) => (row[`q${i}`] === null ? [] : [[name, row[`q${i}`] as number[]]])),
  );
}
