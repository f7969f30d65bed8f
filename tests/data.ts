import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Real data with gold answers: a folder beside the checkout, or the one that SLUICE_DATA names. */
const root = process.env.SLUICE_DATA || join(import.meta.dirname, "../../shared/data");

/** True where the data are; suites named `*.data.test.ts` are skipped elsewhere. */
export const hasData = existsSync(root);

/** Path of a file of the data. */
export function data(path: string): string {
  return join(root, path);
}

/** Text of a file of the data, unpacked where its name ends in .gz. */
export function dataText(path: string): string {
  const bytes = readFileSync(data(path));
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The records of a JSONL file of the data; none where the data are not, since the bodies of skipped suites are read all the same. */
export function dataRecords<T>(path: string): T[] {
  if (!hasData) return [];
  const lines = dataText(path).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as T);
}
