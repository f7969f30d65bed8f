import { GuardError } from "../../core/errors.ts";

/** Name of the guard for `--allow`. */
export const LARGEST_CLUSTER = "largest_cluster";

/** A guard against destroyed data looks only at corpora from this size on. */
const SMALLEST_CORPUS = 1000;

/** The largest cluster of a run. */
export interface Largest {
  readonly size: number;
  readonly keeper: string;
}

/** Stops the run when one cluster holds more than the allowed share of the documents. */
export function guardLargest(stage: string, largest: Largest, documents: number, allowed: number): void {
  const share = largest.size / documents;
  if (documents < SMALLEST_CORPUS || share <= allowed) return;
  throw new GuardError(
    `stage "${stage}": ${count(largest.size)} of ${count(documents)} documents (${percent(share)}) are copies of one, ` +
      `"${largest.keeper}"; more than ${percent(allowed)} is unusual. Look at that document; ` +
      `if it is right, run again with --allow ${LARGEST_CLUSTER}, or set largestShare to ${Math.ceil(share * 100) / 100}.`,
  );
}

function count(value: number): string {
  return value.toLocaleString("en");
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
