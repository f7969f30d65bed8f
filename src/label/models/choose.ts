import type { VoteMatrix } from "../votes.ts";
import { dawidSkene, oneCoin } from "./dawid-skene.ts";
import { heldOutLikelihood } from "./held-out.ts";
import { majority } from "./majority.ts";
import { matrixCompletion } from "./matrix-completion.ts";
import type { Fit, ModelOptions } from "./model.ts";
import { decide } from "./ties.ts";

/** Known items with votes from which on the models are compared by accuracy instead of by the shape of the votes. */
const enoughKnown = 30;
/** Least share of items that voters within a factor three of each other could turn (Snorkel, Ratner et al. 2017, 3.1). */
const leastAdvantage = 0.01;

/**
 * Compares the label models and fits the one it trusts most; majority vote unless there is evidence against it. With 30 or
 * more known items the evidence is accuracy, one standard error above the majority's. Without: how well a model foretells
 * votes from the other votes (voters with several labels), or the share of items it could turn (voters with one label).
 * `diagnostics.reason` says which and why, `diagnostics.differs` how often it departs from majority.
 */
export function choose(votes: VoteMatrix, options: ModelOptions = {}): Fit {
  const plain = majority(votes);
  const { fit, reason } = byKnownItems(votes, options, plain) ?? byVotesAlone(votes, options, plain);
  return { ...fit, diagnostics: { ...fit.diagnostics, reason, differs: difference(votes, fit, plain) } };
}

interface Choice {
  readonly fit: Fit;
  readonly reason: string;
}

function byKnownItems(votes: VoteMatrix, options: ModelOptions, plain: Fit): Choice | undefined {
  const known = knownItems(votes, options.gold);
  if (known.length < enoughKnown) return undefined;
  const blind = { ...options, gold: undefined };
  const scored = [plain, ...candidates(votes, blind)].map((fit) => ({
    fit,
    right: rightOnes(votes, fit, known, options.gold!),
  }));
  const best = scored.reduce((a, b) => (b.right.length > a.right.length ? b : a));
  const base = scored[0].right;
  const error = standardError(base, best.right);
  const percent = (right: readonly number[]) => `${((100 * right.length) / known.length).toFixed(1)} %`;
  if (best.fit === plain || best.right.length - base.length <= error) {
    const rival =
      best.fit === plain
        ? "no model does better"
        : `${best.fit.model} ${percent(best.right)} is within its error`;
    return {
      fit: plain,
      reason: `majority is right on ${percent(base)} of ${known.length} known items; ${rival}`,
    };
  }
  const reason = `right on ${percent(best.right)} of ${known.length} known items, majority on ${percent(base)}`;
  return { fit: refit(best.fit, votes, options), reason };
}

function byVotesAlone(votes: VoteMatrix, options: ModelOptions, plain: Fit): Choice {
  const pairs = votes.label.length / Math.max(1, coveredItems(votes));
  if (pairs < 1.1)
    return { fit: plain, reason: "hardly any item has two votes: nothing to compare voters by" };
  return manyLabelled(votes) ? byLikelihood(votes, options, plain) : byAdvantage(votes, options, plain);
}

function byLikelihood(votes: VoteMatrix, options: ModelOptions, plain: Fit): Choice {
  const score = heldOutLikelihood(votes);
  const name = score["dawid-skene"] >= score["one-coin"] ? "dawid-skene" : "one-coin";
  const figures = `ln P(held-out vote) ${score[name].toFixed(3)} for ${name}, ${score.majority.toFixed(3)} for majority`;
  if (score[name] <= score.majority) return { fit: plain, reason: figures };
  return {
    fit: name === "dawid-skene" ? dawidSkene(votes, options) : oneCoin(votes, options),
    reason: figures,
  };
}

function byAdvantage(votes: VoteMatrix, options: ModelOptions, plain: Fit): Choice {
  if (votes.labels.length > 2) {
    return {
      fit: plain,
      reason: "voters with one label each and more than two labels: majority is the safer one",
    };
  }
  const share = turnable(votes);
  const percent = `${(100 * share).toFixed(1)} % of items could turn if voters differ in worth`;
  if (votes.voters.length < 3 || share < leastAdvantage) return { fit: plain, reason: `only ${percent}` };
  const fit = matrixCompletion(votes, options);
  const kept = unanimousKept(votes, fit);
  if (kept < 0.95) {
    return {
      fit: plain,
      reason: `matrix completion contradicts ${(100 * (1 - kept)).toFixed(1)} % of unanimous items`,
    };
  }
  return { fit, reason: percent };
}

function candidates(votes: VoteMatrix, options: ModelOptions): Fit[] {
  const fits: Fit[] = [];
  if (votes.voters.length >= 3) fits.push(matrixCompletion(votes, options));
  if (manyLabelled(votes)) fits.push(dawidSkene(votes, options), oneCoin(votes, options));
  return fits;
}

function refit(fit: Fit, votes: VoteMatrix, options: ModelOptions): Fit {
  if (fit.model === "dawid-skene") return dawidSkene(votes, options);
  return fit.model === "one-coin" ? oneCoin(votes, options) : fit;
}

/** True when most votes come from voters that use several labels: only those say something by which label they choose. */
function manyLabelled(votes: VoteMatrix): boolean {
  const first = new Int32Array(votes.voters.length).fill(-1);
  const several = new Uint8Array(votes.voters.length);
  votes.label.forEach((label, e) => {
    const voter = votes.voter[e];
    if (first[voter] < 0) first[voter] = label;
    else if (first[voter] !== label) several[voter] = 1;
  });
  return votes.voter.reduce((sum, voter) => sum + several[voter], 0) > votes.voter.length / 2;
}

/** Share of items with a minority that would win if its voters had three times the weight of the others. */
function turnable(votes: VoteMatrix): number {
  const counts = new Float64Array(votes.labels.length);
  let turned = 0;
  for (let i = 0; i < votes.items; i++) {
    counts.fill(0);
    for (let e = votes.offsets[i]; e < votes.offsets[i + 1]; e++) counts[votes.label[e]]++;
    const most = counts.reduce((a, b) => Math.max(a, b), 0);
    const rival = counts.reduce((n, c) => n + (c > 0 && 3 * c > most ? 1 : 0), 0);
    if (rival > 1) turned++;
  }
  return turned / Math.max(1, votes.items);
}

function unanimousKept(votes: VoteMatrix, fit: Fit): number {
  const decisions = decide(fit.posterior, votes.labels.length);
  let unanimous = 0;
  let kept = 0;
  for (let i = 0; i < votes.items; i++) {
    const labels = votes.label.subarray(votes.offsets[i], votes.offsets[i + 1]);
    if (labels.length < 2 || labels.some((label) => label !== labels[0])) continue;
    unanimous++;
    if (decisions[i] === labels[0]) kept++;
  }
  return unanimous === 0 ? 1 : kept / unanimous;
}

function coveredItems(votes: VoteMatrix): number {
  return votes.offsets.reduce((n, offset, i) => n + (i > 0 && offset > votes.offsets[i - 1] ? 1 : 0), 0);
}

function knownItems(votes: VoteMatrix, gold?: Int32Array): number[] {
  const items = Array.from({ length: gold === undefined ? 0 : votes.items }, (_, i) => i);
  return items.filter((i) => gold![i] >= 0 && votes.offsets[i + 1] > votes.offsets[i]);
}

function rightOnes(votes: VoteMatrix, fit: Fit, known: readonly number[], gold: Int32Array): number[] {
  const decisions = decide(fit.posterior, votes.labels.length);
  return known.filter((i) => decisions[i] === gold[i]);
}

/** Standard error of the difference in right items, from those on which only one of the two is right (McNemar). */
function standardError(a: readonly number[], b: readonly number[]): number {
  const both = new Set(a).intersection(new Set(b)).size;
  return Math.sqrt(a.length + b.length - 2 * both);
}

function difference(votes: VoteMatrix, fit: Fit, plain: Fit): number {
  const mine = decide(fit.posterior, votes.labels.length);
  const theirs = decide(plain.posterior, votes.labels.length);
  return mine.reduce((n, label, i) => n + (label === theirs[i] ? 0 : 1), 0) / Math.max(1, votes.items);
}
