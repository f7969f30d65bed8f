import { describe, expect, test } from "vitest";
import { bestBound, predicateOf, takes } from "../../../../src/clean/rules/suggest/bound.ts";
import { greedyConjunction } from "../../../../src/clean/rules/suggest/conjunction.ts";
import { foldsOf, type Labeled, orderOf } from "../../../../src/clean/rules/suggest/labeled.ts";
import { f1 } from "../../../../src/clean/rules/suggest/score.ts";
import { suggest } from "../../../../src/clean/rules/suggest/suggest.ts";

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

function labeledOf(
  unwanted: readonly number[],
  signals: Readonly<Record<string, readonly number[]>>,
): Labeled {
  const answers = Uint8Array.from(unwanted);
  return {
    unwanted: answers,
    fold: foldsOf(answers),
    known: answers.length,
    signals: Object.entries(signals).map(([name, values]) => {
      const own = Float64Array.from(values);
      const whole = values.every((value) => Number.isNaN(value) || Number.isInteger(value));
      return { name, whole, values: own, order: orderOf(own) };
    }),
  };
}

describe("bestBound", () => {
  test("finds the F1 that trying every bound finds", () => {
    const random = randomFrom(5);
    for (let round = 0; round < 60; round++) {
      const values = Array.from({ length: 40 }, () =>
        random() < 0.1 ? Number.NaN : Math.floor(random() * 15),
      );
      const answers = values.map((value) => (random() < value / 15 ? 1 : 0));
      const labeled = labeledOf(answers, { x: values });
      const all = new Uint8Array(40).fill(1);
      const unwanted = answers.filter((answer) => answer === 1).length;
      const found = bestBound(labeled, 0, all, unwanted, {});
      let best = 0;
      for (let at = 1; at < 15; at++) {
        for (const below of [true, false]) {
          const taken = values.map((value) => (below ? value < at : value >= at));
          const right = taken.filter((is, i) => is && answers[i] === 1).length;
          const wrong = taken.filter((is, i) => is && answers[i] === 0).length;
          const isSplit = right + wrong < values.filter((value) => !Number.isNaN(value)).length;
          if (right + wrong >= 5 && isSplit) best = Math.max(best, f1(right, wrong, unwanted));
        }
      }
      expect(found?.score ?? 0).toBeCloseTo(best, 12);
    }
  });

  test("its threshold takes exactly what was counted, infinite values and neighbours included", () => {
    const values = [
      1,
      1 + 2 ** -52,
      2,
      1e300,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      -0,
      0.1,
      0.3,
      0.2,
      5,
      6,
    ];
    for (let cut = 1; cut < values.length; cut++) {
      const sorted = values.toSorted((a, b) => a - b);
      const answers = values.map((value) => (value <= sorted[cut - 1] ? 1 : 0));
      const labeled = labeledOf(answers, { x: values });
      const found = bestBound(
        labeled,
        0,
        new Uint8Array(values.length).fill(1),
        answers.filter(Boolean).length,
        {},
      );
      if (found === undefined) continue;
      const taken = values.filter((_, i) => takes(found, labeled.signals, i)).length;
      expect(taken).toBe(found.counts.right + found.counts.wrong);
    }
  });

  test("writes a short number", () => {
    const values = Array.from({ length: 40 }, (_, i) => (i < 20 ? 0.1 + i / 1e4 : 0.31234 + i / 1e4));
    const labeled = labeledOf(
      values.map((value) => (value > 0.2 ? 1 : 0)),
      { "a ratio": values },
    );
    const found = bestBound(labeled, 0, new Uint8Array(40).fill(1), 20, {});
    expect(found && predicateOf([found], labeled.signals)).toBe('"a ratio" >= 0.2');
  });
});

describe("greedyConjunction", () => {
  test("finds the two bounds that only together part the documents", () => {
    const random = randomFrom(11);
    const rows = Array.from({ length: 600 }, () => [random() * 100, random() * 100, random() * 100]);
    const answers = rows.map(([a, b]) => (a < 40 && b >= 60 ? 1 : 0));
    const labeled = labeledOf(answers, {
      noise: rows.map(([, , c]) => c),
      a: rows.map(([a]) => a),
      b: rows.map(([, b]) => b),
    });
    const found = greedyConjunction(labeled, new Uint8Array(600).fill(1), answers.filter(Boolean).length, {});
    expect(found?.score).toBe(1);
    expect(new Set(found?.bounds.map(({ signal }) => labeled.signals[signal].name))).toEqual(
      new Set(["a", "b"]),
    );
  });
});

describe("suggest", () => {
  test("does not flatter itself: on noise the best of many signals falls to chance on what it has not seen", () => {
    const random = randomFrom(17);
    const answers = Array.from({ length: 120 }, () => (random() < 0.2 ? 1 : 0));
    const noise = Object.fromEntries(
      Array.from({ length: 40 }, (_, k) => [`noise_${k}`, answers.map(() => random())]),
    );
    const { rules, bestSingleHeldOut, conjunction, baseline } = suggest(labeledOf(answers, noise));
    const best = Math.max(...rules.map((rule) => rule.f1));
    expect(best).toBeGreaterThan(baseline + 0.1); // what choosing among forty makes of nothing
    expect(bestSingleHeldOut.f1).toBeLessThan(baseline + 0.05);
    expect(conjunction?.heldOut.f1).toBeLessThan(baseline + 0.05);
  });

  test("a real bound holds up, and comes first", () => {
    const random = randomFrom(23);
    const words = Array.from({ length: 400 }, () => Math.floor(random() * 200));
    const answers = words.map((count) => (random() < (count < 50 ? 0.95 : 0.03) ? 1 : 0));
    const { rules, unwanted, examples } = suggest(labeledOf(answers, { noise: words.map(random), words }));
    expect([examples, unwanted]).toEqual([400, answers.filter(Boolean).length]);
    const [first] = rules;
    expect(first.when).toMatch(/^words < (4[5-9]|5[0-3])$/);
    expect(first.heldOut.f1).toBeGreaterThan(0.85);
    expect(first.precisionInterval[0]).toBeLessThan(first.precision);
    expect(first.recallInterval[1]).toBeGreaterThan(first.recall);
  });

  test("reaches the precision that is asked for, with the recall that it costs", () => {
    const random = randomFrom(29);
    const words = Array.from({ length: 500 }, () => Math.floor(random() * 100));
    const answers = words.map((count) => (random() < 1 - count / 100 ? 1 : 0));
    const labeled = labeledOf(answers, { words });
    const [precise] = suggest(labeled, { precision: 0.9 }).rules;
    const [balanced] = suggest(labeled).rules;
    expect(precise.precision).toBeGreaterThanOrEqual(0.9);
    expect(precise.recall).toBeLessThan(balanced.recall);
  });

  test("each part has its share of the unwanted", () => {
    const fold = foldsOf(Uint8Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? 1 : 0)));
    const unwanted = [0, 1, 2, 3, 4].map(
      (part) => fold.filter((own, i) => own === part && i % 10 === 0).length,
    );
    expect(unwanted).toEqual([2, 2, 2, 2, 2]);
  });
});
