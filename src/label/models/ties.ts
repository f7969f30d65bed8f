import { createHash } from "node:crypto";

/**
 * What happens when the best labels of an item are less than 1e-5 apart. `frequent` takes the one with more mass over all
 * items, then the first; `random` draws by the SHA-1 of the item's position, as Snorkel does; `abstain` gives no label.
 */
export type TiePolicy = "frequent" | "random" | "abstain";

const tolerance = 1e-5;

/** The label of each item by its posterior, -1 for an abstention. */
export function decide(posterior: Float64Array, labels: number, ties: TiePolicy = "frequent"): Int32Array {
  const mass = labelMass(posterior, labels);
  const decisions = new Int32Array(posterior.length / labels);
  for (let i = 0; i < decisions.length; i++) {
    const tied = best(posterior, i * labels, labels);
    decisions[i] = tied.length === 1 ? tied[0] : breakTie(tied, i, ties, mass);
  }
  return decisions;
}

function best(posterior: Float64Array, start: number, labels: number): number[] {
  let max = posterior[start];
  for (let y = 1; y < labels; y++) if (posterior[start + y] > max) max = posterior[start + y];
  const tied: number[] = [];
  for (let y = 0; y < labels; y++) if (max - posterior[start + y] < tolerance) tied.push(y);
  return tied;
}

function breakTie(tied: readonly number[], item: number, ties: TiePolicy, mass: Float64Array): number {
  if (ties === "abstain") return -1;
  if (ties === "random") return tied[sha1Modulo(String(item), tied.length)];
  return tied.reduce((winner, y) => (mass[y] > mass[winner] ? y : winner));
}

function labelMass(posterior: Float64Array, labels: number): Float64Array {
  const mass = new Float64Array(labels);
  for (let p = 0; p < posterior.length; p += labels) {
    for (let y = 0; y < labels; y++) mass[y] += posterior[p + y];
  }
  return mass;
}

function sha1Modulo(text: string, modulus: number): number {
  let rest = 0;
  for (const byte of createHash("sha1").update(text).digest()) rest = (rest * 256 + byte) % modulus;
  return rest;
}
