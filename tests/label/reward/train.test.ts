import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { startTensorFlow } from "../../../src/label/reward/backend.ts";
import { bothWays, bradleyTerryLoss } from "../../../src/label/reward/train.ts";

const rows = [
  { index: Int32Array.of(0, 2), value: Float32Array.of(1, -0.5) },
  { index: Int32Array.of(1), value: Float32Array.of(2) },
];

/** The loss in plain loops, as an oracle. */
function plainLoss(weights: readonly number[], l2: number): number {
  const margins = [weights[0] - 0.5 * weights[2], 2 * weights[1]];
  const fit = margins.reduce((sum, margin) => sum + Math.log1p(Math.exp(-margin)), 0) / margins.length;
  return fit + (l2 / 2) * weights.reduce((sum, w) => sum + w * w, 0);
}

test("bradleyTerryLoss and its gradient equal plain loops and finite differences", async () => {
  await startTensorFlow();
  const weights = [0.3, -0.2, 0.7];
  const { wide, tall } = bothWays(rows, 3);
  const loss = bradleyTerryLoss(wide, tall, 0.1);
  const at = tf.tensor2d(weights, [3, 1]);
  expect(loss(at).dataSync()[0]).toBeCloseTo(plainLoss(weights, 0.1), 5);
  const gradient = tf
    .grad((w) => loss(w as tf.Tensor2D))(at)
    .dataSync();
  weights.forEach((_, i) => {
    const step = 1e-5;
    const up = plainLoss(weights.with(i, weights[i] + step), 0.1);
    const down = plainLoss(weights.with(i, weights[i] - step), 0.1);
    expect(gradient[i]).toBeCloseTo((up - down) / (2 * step), 4);
  });
});

test("bothWays fills a matrix and its transpose", async () => {
  await startTensorFlow();
  const { wide, tall } = bothWays(rows, 3);
  expect([...wide.dataSync()]).toEqual([1, 0, -0.5, 0, 2, 0]);
  expect([...tall.dataSync()]).toEqual([1, 0, 0, 2, -0.5, 0]);
});
