import { describe, expect, test } from "vitest";
import type { NgramModel } from "../../../src/features/ngram-lm/model.ts";
import { readModel, writeModel } from "../../../src/features/ngram-lm/model-file.ts";
import { Scorer } from "../../../src/features/ngram-lm/score.ts";
import { Reference, trainModel } from "../../../src/features/ngram-lm/train.ts";
import { createUnits, scanUnits } from "../../../src/features/ngram-lm/units.ts";
import { BEGIN, END, FIRST_UNIT, UNKNOWN } from "../../../src/features/ngram-lm/vocabulary.ts";
import { kneserNey } from "./oracle.ts";

const words = ["mill", "river", "stone", "wheel", "water", "door", "road", "bridge"];

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Lines of words where some follow others more often. */
function makeLines(seed: number, count: number): string[][] {
  const next = random(seed);
  return Array.from({ length: count }, () => {
    let at = Math.floor(next() * words.length);
    return Array.from({ length: 1 + Math.floor(next() * 9) }, () => {
      at = next() < 0.6 ? (at + 1) % words.length : Math.floor(next() ** 2 * words.length);
      return words[at];
    });
  });
}

function unitsOf(text: string) {
  const units = createUnits();
  const bytes = Buffer.from(text);
  scanUnits(units, bytes, 0, bytes.length, "words");
  return units;
}

function train(lines: readonly (readonly string[])[], order: number, prune?: readonly number[]): NgramModel {
  const reference = new Reference();
  reference.add(unitsOf(lines.map((line) => line.join(" ")).join("\n")));
  return trainModel(reference, { kind: "words", order, prune });
}

const text = (lines: readonly (readonly string[])[]) => lines.map((line) => line.join(" ")).join("\n");

describe.each([
  [1, undefined],
  [2, undefined],
  [3, undefined],
  [5, undefined],
  [3, [0, 0, 1]],
  [4, [0, 1, 2]],
])("order %s, pruned %j", (order, prune) => {
  const lines = makeLines(1, 120);
  const model = train(lines, order, prune);

  test("probabilities are those of the formulas", () => {
    const { probability } = kneserNey(lines, order, prune ?? []);
    const scorer = new Scorer(model);
    for (const line of [...makeLines(2, 12), ["unseen", "mill", "unseen"]]) {
      const all = ["<s>", ...line, "</s>"].map((word) => (word === "unseen" ? "<unk>" : word));
      const wanted = all
        .slice(1)
        .map((word, i) => Math.log10(probability(all.slice(Math.max(0, i + 2 - order), i + 1), word)));
      const { logarithm } = scorer.score(unitsOf(line.join(" ")));
      expect(logarithm).toBeCloseTo(
        wanted.reduce((a, b) => a + b, 0),
        4,
      );
    }
  });

  test("after any context the probabilities of all units sum to 1", () => {
    const scorer = new Scorer(model);
    const next = random(3);
    const size = model.vocabulary.length / 2;
    const all = [UNKNOWN, END, ...Array.from({ length: size - FIRST_UNIT }, (_, i) => FIRST_UNIT + i)];
    for (let trial = 0; trial < 40; trial++) {
      const context = Array.from({ length: Math.floor(next() * 6) }, () =>
        next() < 0.1 ? UNKNOWN : FIRST_UNIT + Math.floor(next() * (size - FIRST_UNIT)),
      );
      const after = (unit: number) => {
        const text = Int32Array.of(BEGIN, ...context, unit);
        return 10 ** scorer.logarithms(text, text.length)[context.length + 1];
      };
      expect(all.reduce((sum, unit) => sum + after(unit), 0)).toBeCloseTo(1, 5);
    }
  });

  test("a model read from its file scores as before, and the same text gives the same bytes", async () => {
    const [bytes, again] = [await bytesOf(model), await bytesOf(train(lines, order, prune))];
    expect(bytes.equals(again)).toBe(true);
    const other = unitsOf(text(makeLines(4, 20)));
    expect(new Scorer(readModel(bytes)).score(other)).toEqual(new Scorer(model).score(other));
  });
});

async function bytesOf(model: NgramModel): Promise<Buffer> {
  const parts: Buffer[] = [];
  await writeModel(
    { write: async (bytes) => void parts.push(Buffer.from(bytes)), close: async () => {} },
    model,
  );
  return Buffer.concat(parts);
}

test("a file of another kind, or cut short, is refused", async () => {
  const bytes = await bytesOf(train(makeLines(1, 9), 2));
  expect(() => readModel(bytes.subarray(0, bytes.length - 4))).toThrow(/bytes, expected/);
  expect(() => readModel(Buffer.from("sluice-lsa 1\n{}\n"))).toThrow("not a language model of version 1");
});

test("lines are scored one by one, and the whole is their sum", () => {
  const scorer = new Scorer(train(makeLines(1, 60), 3));
  const whole = scorer.score(unitsOf("mill river\nnever seen"));
  const [first, second] = ["mill river", "never seen"].map((line) => scorer.score(unitsOf(line)));
  expect(whole.lines).toEqual([...first.lines, ...second.lines]);
  expect(whole.logarithm).toBeCloseTo(first.logarithm + second.logarithm, 10);
  expect([whole.units, whole.unknown]).toEqual([6, 2]);
});

test("a text like the reference surprises less than its words shuffled, and those less than other words", () => {
  const scorer = new Scorer(train(makeLines(1, 400), 4));
  const next = random(9);
  const lines = makeLines(5, 50);
  const shuffled = lines.map((line) => line.toSorted(() => next() - 0.5));
  const perplexity = (some: readonly (readonly string[])[]) => {
    const { logarithm, units } = scorer.score(unitsOf(text(some)));
    return 10 ** (-logarithm / units);
  };
  const unseen = lines.map((line) => line.map((word) => `x${word}`));
  expect(perplexity(lines)).toBeLessThan(perplexity(shuffled));
  expect(perplexity(shuffled)).toBeLessThan(perplexity(unseen));
});

test("a reference of one word, and one of nothing, are models", () => {
  for (const lines of [[["mill"]], [[]]]) {
    const { logarithm } = new Scorer(train(lines, 5)).score(unitsOf("mill wheel"));
    expect(Number.isFinite(logarithm)).toBe(true);
  }
});
