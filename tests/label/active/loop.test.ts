import { expect, test } from "vitest";
import { fitLogistic, predictLogistic } from "../../../src/label/active/logistic.ts";
import { type LoopItems, runLoop } from "../../../src/label/active/loop.ts";
import { minimise } from "../../../src/label/active/minimise.ts";
import { choosePool } from "../../../src/label/active/strategies.ts";
import { tfidf } from "../../../src/label/active/tfidf.ts";
import { random } from "../../../src/label/random.ts";

const vector = (...value: number[]) => ({
  index: Int32Array.from(value.keys()),
  value: Float32Array.from(value),
});

test("minimise finds the lowest point of a bent valley", () => {
  const point = Float64Array.of(-3, 4);
  minimise(
    ([x, y], slope) => {
      slope.set([2 * (x - 1) + (x - y) / 5, 20 * (y - 2) - (x - y) / 5]);
      return (x - 1) ** 2 + 10 * (y - 2) ** 2 + (x - y) ** 2 / 10;
    },
    point,
    { steps: 200, tolerance: 1e-9 },
  );
  const [x, y] = point;
  expect(2 * (x - 1) + (x - y) / 5).toBeCloseTo(0, 6);
  expect(20 * (y - 2) - (x - y) / 5).toBeCloseTo(0, 6);
});

test("fitLogistic is at its optimum: each weight equals cost times the misfit along its column", () => {
  const rows = [vector(1, 0), vector(0, 1), vector(1, 1), vector(0.5, 0)];
  const truth = [0, 1, 1, 0];
  const cost = 2;
  const model = fitLogistic(rows, truth, 2, cost);
  const p = predictLogistic(model, rows);
  for (const column of [0, 1]) {
    for (const y of [0, 1]) {
      const misfit = rows.reduce(
        (sum, row, i) => sum + row.value[column] * ((truth[i] === y ? 1 : 0) - p[2 * i + y]),
        0,
      );
      expect(model.weights.get(column)?.[y]).toBeCloseTo(cost * misfit, 3);
    }
  }
});

test("choosePool takes the most uncertain by each measure, and the head of the pool at random", () => {
  const rows = () => Float64Array.of(0.9, 0.1, 0, 0.45, 0.45, 0.1, 0.4, 0.3, 0.3);
  expect(choosePool("margin", [7, 8, 9], 1, rows)).toEqual([8]);
  expect(choosePool("entropy", [7, 8, 9], 1, rows)).toEqual([9]);
  expect(choosePool("least-confidence", [7, 8, 9], 2, rows)).toEqual([9, 8]);
  expect(choosePool("random", [7, 8, 9], 2, rows)).toEqual([7, 8]);
});

test("tfidf gives rare words more weight, leaves out what one text alone has, and scales to length one", () => {
  const texts = ["the cat", "the cat", "the dog", "the dog", "the emu"].map((text) => Buffer.from(text));
  const [cat, , dog, , emu] = tfidf(texts);
  const shared = cat.index.find((column) => dog.index.includes(column))!;
  const weight = (column: number) => Math.abs(cat.value[cat.index.indexOf(column)]);
  for (const column of cat.index)
    if (column !== shared) expect(weight(column)).toBeGreaterThan(weight(shared));
  expect(cat.value.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 6);
  expect([...emu.index]).toEqual([shared]);
});

/** Two labels told apart by the sum of two coordinates; one label is rare. */
function planted(): LoopItems {
  const uniform = random(11);
  const vectors = Array.from({ length: 1500 }, () => vector(uniform(), uniform(), uniform()));
  const truth = Int32Array.from(vectors, ({ value }) => (value[0] + value[1] > 1.6 ? 1 : 0));
  return { vectors, truth, labels: 2, heldOut: Uint8Array.from(truth, (_, i) => (i % 3 === 0 ? 1 : 0)) };
}

test("runLoop with margin beats random on a rare label, from the same start", () => {
  const items = planted();
  const settings = { batch: 10, rounds: 8, seed: 1 };
  const margin = runLoop(items, { ...settings, strategy: "margin" });
  const chance = runLoop(items, { ...settings, strategy: "random" });
  expect(margin[0]).toEqual(chance[0]);
  expect(margin.map(({ labels }) => labels)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(margin.at(-1)!.f1).toBeGreaterThan(chance.at(-1)!.f1);
});

test("runLoop gives the same curve for the same seed and stops when the pool is empty", () => {
  const items = planted();
  const settings = { strategy: "margin", batch: 400, rounds: 50, seed: 2 } as const;
  const curve = runLoop(items, settings);
  expect(curve.map(({ labels }) => labels)).toEqual([400, 800, 1000]);
  expect(runLoop(items, settings)).toEqual(curve);
});
