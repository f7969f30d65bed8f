import { describe, expect, test } from "vitest";
import { DocumentCounts } from "../../../../src/clean/rules/search/document-counts.ts";
import { TargetGrams } from "../../../../src/clean/rules/search/grams.ts";
import { labelGoal } from "../../../../src/clean/rules/search/label-goal.ts";
import { fitStrengths, perplexityGoal } from "../../../../src/clean/rules/search/perplexity-goal.ts";
import { buckets, similarityGoal, visitBuckets } from "../../../../src/clean/rules/search/similarity-goal.ts";
import { createUnits, scanUnits, type Units } from "../../../../src/features/ngram-lm/units.ts";

const all = Number.POSITIVE_INFINITY;

function unitsOf(text: string): Units {
  const units = createUnits();
  const bytes = Buffer.from(text);
  scanUnits(units, bytes, 0, bytes.length, "words");
  return units;
}

/** Words of a text as the goals see them: lines end in `|`. */
const wordsOf = (text: string) => text.split("\n").flatMap((line) => [...line.split(" "), "|"]);

describe("F1 of keeping", () => {
  const goal = labelGoal(Int8Array.of(1, 1, 1, 0, 0, -1));

  test("2 right, 1 wrong, 1 lost: 4 / 6; documents without a label do not count", () => {
    expect(goal.value(Uint8Array.of(1, 1, 0, 1, 0, 1), 6, 1)).toBe(4 / 6);
    expect(goal.value(Uint8Array.of(1, 1, 0, 1, 0, 0), 6, 1)).toBe(4 / 6);
  });

  test("nothing kept is 0, nothing labeled has no value", () => {
    expect(goal.value(new Uint8Array(6), 6, 1)).toBe(0);
    expect(labelGoal(Int8Array.of(-1)).value(Uint8Array.of(1), 1, 1)).toBeNaN();
  });
});

describe("perplexity of the target", () => {
  const target = "the mill stands by the river\nthe river stands";
  const documents = ["the mill stands", "by the river the mill", "x y z\nby the", "the river stands by"];
  const strengths = [3, 5, 2];
  const vocabulary = 20;

  function goalOf(budget = all) {
    const grams = new TargetGrams(3);
    grams.add(unitsOf(target));
    const counts = new DocumentCounts(grams.contexts.length);
    for (const text of documents) {
      const units = unitsOf(text);
      counts.add(units.count, (found) => grams.visit(units, found));
    }
    const pool = { counts, tokens: Float64Array.of(10, 10, 10, 10), vocabulary, budget };
    return { goal: perplexityGoal(grams, pool, strengths), grams, pool };
  }

  /** The same from its formula, over words. */
  function naive(kept: readonly string[]): number {
    const trained = kept.map(wordsOf);
    const count = (gram: readonly string[]) =>
      trained.reduce(
        (sum, words) => sum + words.filter((_, i) => gram.every((word, k) => words[i + k] === word)).length,
        0,
      );
    const units = trained.reduce((sum, words) => sum + words.length, 0);
    const probability = (context: readonly string[], word: string): number => {
      const strength = strengths[context.length];
      const shorter = context.length === 0 ? 1 / vocabulary : probability(context.slice(1), word);
      const whole = context.length === 0 ? units : count(context);
      return (count([...context, word]) + strength * shorter) / (whole + strength);
    };
    const words = wordsOf(target);
    const logs = words.map((word, i) => Math.log(probability(words.slice(Math.max(0, i - 2), i), word)));
    return Math.exp(-logs.reduce((a, b) => a + b, 0) / logs.length);
  }

  test("is that of the formula for any documents kept", () => {
    const { goal } = goalOf();
    for (let mask = 1; mask < 16; mask++) {
      const kept = Uint8Array.from(documents, (_, i) => (mask >> i) & 1);
      expect(goal.value(kept, 4, 1)).toBeCloseTo(naive(documents.filter((_, i) => kept[i] === 1)), 9);
    }
  });

  test("a budget trains on the first kept documents only, nothing kept has no value", () => {
    const { goal } = goalOf(20);
    expect(goal.value(Uint8Array.of(0, 1, 1, 1), 4, 1)).toBeCloseTo(naive([documents[1], documents[2]]), 9);
    expect(goal.value(Uint8Array.of(0, 1, 1, 1), 4, 0.5)).toBeCloseTo(naive([documents[1]]), 9);
    expect(goal.value(new Uint8Array(4), 4, 1)).toBeNaN();
  });

  test("fitted strengths foretell the target no worse than the start", () => {
    const { grams, pool } = goalOf();
    const kept = Uint8Array.of(1, 1, 1, 1);
    const fitted = perplexityGoal(grams, pool, fitStrengths(grams, pool)).value(kept, 4, 1);
    expect(fitted).toBeLessThanOrEqual(perplexityGoal(grams, pool, [300, 300, 300]).value(kept, 4, 1));
  });
});

test("similarity is the divergence of bucket frequencies, 0 at the target itself but for the half counts", () => {
  const texts = ["the mill stands by the river", "click here to subscribe", "the river stands by the mill"];
  const counts = new DocumentCounts(buckets);
  const rows = texts.map((text) => {
    const units = unitsOf(text);
    const own = new Float64Array(buckets);
    visitBuckets(units, (bucket) => own[bucket]++);
    counts.add(units.count, (found) => visitBuckets(units, found));
    return own;
  });
  const goal = similarityGoal(rows[0], { counts, tokens: new Float64Array(3).fill(1), budget: all });
  const value = (...kept: number[]) => goal.value(Uint8Array.from(kept), 3, 1);
  const whole = rows[0].reduce((a, b) => a + b, 0);
  const kept = rows[0].map((n, bucket) => n + rows[2][bucket]);
  const keptWhole = kept.reduce((a, b) => a + b, 0) + buckets / 2;
  const wanted = rows[0].reduce(
    (sum, n, bucket) =>
      n === 0 ? sum : sum + (n / whole) * Math.log(n / whole / ((kept[bucket] + 0.5) / keptWhole)),
    0,
  );
  expect(value(1, 0, 1)).toBeCloseTo(wanted, 9);
  expect(value(1, 0, 0)).toBeLessThan(value(0, 0, 1));
  expect(value(0, 0, 1)).toBeLessThan(value(0, 1, 0));
});
