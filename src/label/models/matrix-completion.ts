import type { VoteMatrix } from "../votes.ts";
import { bestAssignment } from "./assignment.ts";
import { descend } from "./descent.ts";
import { classBalance, type Fit, type ModelOptions, softmax } from "./model.ts";
import { overlaps } from "./overlaps.ts";

/** Settings of matrix completion; the defaults are those of Snorkel's label model. */
export interface MatrixCompletionOptions extends ModelOptions {
  /** Believed precision of every voter before any fitting. */
  readonly precision?: number;
  /** Factor on the first guess, where Snorkel draws one uniform number (0.6964691855978616 for its seed 123). */
  readonly start?: number;
  readonly rate?: number;
  /** Strength of the pull towards the first guess. */
  readonly l2?: number;
  /** Floor of every learned probability; by default a tenth to a hundredth of what one item weighs, at most 0.01. */
  readonly floor?: number;
}

/** A fit with its table: P(voter says label | true label) at (voter * labels + label) * labels + true label. */
export interface MatrixCompletionFit extends Fit {
  readonly mu: Float64Array;
}

/**
 * Matrix completion: finds the table mu[voter says label, true label] whose products best explain how often voters agree
 * (Ratner et al. 2019, "Training complex models with multi-task weak supervision", for independent voters).
 * Needs three voters. Abstentions carry no weight in the posterior.
 */
export function matrixCompletion(
  votes: VoteMatrix,
  options: MatrixCompletionOptions = {},
): MatrixCompletionFit {
  const k = votes.labels.length;
  if (votes.voters.length < 3) {
    throw new Error(`matrix completion needs at least 3 voters, got ${votes.voters.length}`);
  }
  const balance = classBalance(k, options.balance);
  const shares = overlaps(votes);
  const { epochs = 500, precision = 0.7, start = 0.6964691855978616, rate = 0.01, l2 = 0 } = options;
  const guess = firstGuess(shares, balance, precision);
  const { mu, loss } = descend({ shares, balance, guess, start, epochs, rate, l2 });
  clamp(mu, options.floor ?? floorFor(votes.items));
  unscramble(mu, balance);
  const predict = (other: VoteMatrix) => posteriorOf(other, mu, balance);
  return {
    model: "matrix-completion",
    posterior: predict(votes),
    reliabilities: weights(mu, balance, shares),
    diagnostics: { epochs, loss },
    predict,
    mu,
  };
}

/** mu before descent: each voter right with the believed precision, on the cells of its own label only. */
function firstGuess(shares: Float64Array, balance: Float64Array, precision: number): Float64Array {
  const k = balance.length;
  const d = Math.sqrt(shares.length);
  const guess = new Float64Array(d * k);
  for (let cell = 0; cell < d; cell++) {
    const y = cell % k;
    guess[cell * k + y] = Math.min(1, Math.max(0, (shares[cell * d + cell] * precision) / balance[y]));
  }
  return guess;
}

function floorFor(items: number): number {
  return Math.min(0.01, 10 ** -Math.ceil(Math.log10(items)));
}

function clamp(mu: Float64Array, floor: number): void {
  for (let c = 0; c < mu.length; c++) mu[c] = Math.min(1 - floor, Math.max(floor, mu[c]));
}

/** Labels of equal balance can trade places without a change of loss: the order in which voters are mostly right wins. */
function unscramble(mu: Float64Array, balance: Float64Array): void {
  const k = balance.length;
  const groups = Map.groupBy([...balance.keys()], (y) => Math.round(balance[y] * 1000));
  for (const members of groups.values()) {
    if (members.length < 2) continue;
    const gain = members.map((y) => members.map((z) => diagonalMass(mu, k, y, z) * balance[y]));
    const order = bestAssignment(gain);
    for (let row = 0; row < mu.length; row += k) {
      const old = members.map((z) => mu[row + z]);
      members.forEach((y, at) => {
        mu[row + y] = old[order[at]];
      });
    }
  }
}

function diagonalMass(mu: Float64Array, k: number, y: number, column: number): number {
  let sum = 0;
  for (let row = y * k; row < mu.length; row += k * k) sum += mu[row + column];
  return sum;
}

/** Probability that a vote is right: the joint mass of its right cells by how often it votes. */
function weights(mu: Float64Array, balance: Float64Array, shares: Float64Array): Float64Array {
  const k = balance.length;
  const d = Math.sqrt(shares.length);
  return Float64Array.from({ length: d / k }, (_, voter) => {
    let right = 0;
    let coverage = 0;
    for (let y = 0; y < k; y++) {
      const cell = voter * k + y;
      right += mu[cell * k + y] * balance[y];
      coverage += shares[cell * d + cell];
    }
    return coverage === 0 ? 0 : Math.min(1, Math.max(1e-6, right / coverage));
  });
}

function posteriorOf(votes: VoteMatrix, mu: Float64Array, balance: Float64Array): Float64Array {
  const k = balance.length;
  const logs = mu.map(Math.log);
  const prior = balance.map(Math.log);
  const posterior = new Float64Array(votes.items * k);
  for (let i = 0; i < votes.items; i++) {
    const row = posterior.subarray(i * k, i * k + k);
    row.set(prior);
    for (let e = votes.offsets[i]; e < votes.offsets[i + 1]; e++) {
      const at = (votes.voter[e] * k + votes.label[e]) * k;
      for (let y = 0; y < k; y++) row[y] += logs[at + y];
    }
    softmax(row);
  }
  return posterior;
}
