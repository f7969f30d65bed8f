import type { VoteMatrix } from "../votes.ts";
import { agreement, shares } from "./majority.ts";
import { type Fit, type ModelOptions, softmax } from "./model.ts";

/** Settings of the expectation-maximisation models. */
export interface DawidSkeneOptions extends ModelOptions {
  /** Answers per true label lent to every voter, spread as all voters together answer: for voters with few of their own. */
  readonly smoothing?: number;
  /** Stops when the log likelihood per answer gains less. */
  readonly tolerance?: number;
}

/** A fit with its tables: ln P(voter says label | true label) at (voter * labels + label) * labels + true label. */
export interface DawidSkeneFit extends Fit {
  readonly logs: Float64Array;
  readonly prior: Float64Array;
}

const tiny = 1e-10;

/**
 * Dawid and Skene 1979: every voter has a confusion table, learned together with the true labels by expectation
 * maximisation from the shares of votes. Abstentions are ignored; gold items stay fixed.
 */
export function dawidSkene(votes: VoteMatrix, options: DawidSkeneOptions = {}): DawidSkeneFit {
  const { smoothing = 0.1 } = options;
  return maximise("dawid-skene", votes, options, (posterior) => confusions(votes, posterior, smoothing));
}

/** Dawid-Skene with one number per voter, the share of right answers, its errors spread evenly. */
export function oneCoin(votes: VoteMatrix, options: DawidSkeneOptions = {}): DawidSkeneFit {
  const { smoothing = 0.1 } = options;
  return maximise("one-coin", votes, options, (posterior) => coins(votes, posterior, smoothing));
}

type Maximisation = (posterior: Float64Array) => Float64Array;

function maximise(
  model: string,
  votes: VoteMatrix,
  options: DawidSkeneOptions,
  tables: Maximisation,
): DawidSkeneFit {
  const { epochs = 100, tolerance = 1e-8 } = options;
  const k = votes.labels.length;
  let posterior = shares(votes, new Float64Array(votes.voters.length).fill(1));
  hold(posterior, k, options.gold);
  let prior = priorOf(votes, posterior, options.balance);
  let logs = tables(posterior);
  let likelihood = Number.NEGATIVE_INFINITY;
  let round = 0;
  for (; round < epochs; round++) {
    const expected = expectation(votes, logs, prior);
    posterior = expected.posterior;
    hold(posterior, k, options.gold);
    prior = priorOf(votes, posterior, options.balance);
    logs = tables(posterior);
    const gain = (expected.likelihood - likelihood) / Math.max(1, votes.label.length);
    likelihood = expected.likelihood;
    if (gain < tolerance) break;
  }
  const learned = { logs, prior };
  return {
    model,
    posterior,
    reliabilities: agreement(votes, posterior),
    diagnostics: { rounds: round, log_likelihood: likelihood },
    predict: (other) => expectation(other, learned.logs, learned.prior).posterior,
    ...learned,
  };
}

function expectation(votes: VoteMatrix, logs: Float64Array, prior: Float64Array) {
  const k = votes.labels.length;
  const posterior = new Float64Array(votes.items * k);
  const start = prior.map((p) => Math.log(Math.max(tiny, p)));
  let likelihood = 0;
  for (let i = 0; i < votes.items; i++) {
    const row = posterior.subarray(i * k, i * k + k);
    row.set(start);
    for (let e = votes.offsets[i]; e < votes.offsets[i + 1]; e++) {
      const at = (votes.voter[e] * k + votes.label[e]) * k;
      for (let y = 0; y < k; y++) row[y] += logs[at + y];
    }
    likelihood += softmax(row);
  }
  return { posterior, likelihood };
}

/** Logarithm of P(voter says label | true label) at (voter * k + label) * k + true label. */
function confusions(votes: VoteMatrix, posterior: Float64Array, smoothing: number): Float64Array {
  const k = votes.labels.length;
  const table = new Float64Array(votes.voters.length * k * k);
  for (let i = 0; i < votes.items; i++) {
    for (let e = votes.offsets[i]; e < votes.offsets[i + 1]; e++) {
      const at = (votes.voter[e] * k + votes.label[e]) * k;
      for (let y = 0; y < k; y++) table[at + y] += posterior[i * k + y];
    }
  }
  const pooled = poolVoters(table, k);
  for (let voter = 0; voter < table.length; voter += k * k) {
    for (let c = 0; c < k * k; c++) table[voter + c] += smoothing * pooled[c];
    normaliseColumns(table.subarray(voter, voter + k * k), k);
  }
  return table.map(Math.log);
}

/** The confusion table of all voters together: what a voter nobody knows is believed to do. */
function poolVoters(table: Float64Array, k: number): Float64Array {
  const pooled = new Float64Array(k * k);
  for (let at = 0; at < table.length; at++) pooled[at % (k * k)] += table[at];
  normaliseColumns(pooled, k);
  return pooled;
}

function normaliseColumns(table: Float64Array, k: number): void {
  for (let y = 0; y < k; y++) {
    let sum = 0;
    for (let at = y; at < table.length; at += k) sum += table[at] = Math.max(tiny, table[at]);
    for (let at = y; at < table.length; at += k) table[at] /= sum;
  }
}

function coins(votes: VoteMatrix, posterior: Float64Array, smoothing: number): Float64Array {
  const k = votes.labels.length;
  const table = new Float64Array(votes.voters.length * k * k);
  skills(votes, posterior, smoothing).forEach((skill, voter) => {
    const right = Math.log(Math.max(tiny, skill));
    const wrong = Math.log(Math.max(tiny, (1 - skill) / Math.max(1, k - 1)));
    for (let c = 0; c < k * k; c++) table[voter * k * k + c] = Math.floor(c / k) === c % k ? right : wrong;
  });
  return table;
}

function skills(votes: VoteMatrix, posterior: Float64Array, smoothing: number): Float64Array {
  const answers = new Float64Array(votes.voters.length);
  for (const voter of votes.voter) answers[voter]++;
  const own = agreement(votes, posterior);
  const all = own.reduce((sum, skill, j) => sum + skill * answers[j], 0) / Math.max(1, votes.voter.length);
  return own.map((skill, j) => (skill * answers[j] + smoothing * all) / (answers[j] + smoothing));
}

/** Mean posterior of the items that somebody voted on, unless the balance is given. */
function priorOf(votes: VoteMatrix, posterior: Float64Array, balance?: readonly number[]): Float64Array {
  if (balance !== undefined) return Float64Array.from(balance);
  const k = votes.labels.length;
  const prior = new Float64Array(k);
  let covered = 0;
  for (let i = 0; i < votes.items; i++) {
    if (votes.offsets[i] === votes.offsets[i + 1]) continue;
    covered++;
    for (let y = 0; y < k; y++) prior[y] += posterior[i * k + y];
  }
  return prior.map((sum) => (covered === 0 ? 1 / k : sum / covered));
}

function hold(posterior: Float64Array, k: number, gold?: Int32Array): void {
  gold?.forEach((label, i) => {
    if (label < 0) return;
    posterior.fill(0, i * k, i * k + k);
    posterior[i * k + label] = 1;
  });
}
