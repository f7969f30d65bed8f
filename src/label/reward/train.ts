import * as tf from "@tensorflow/tfjs-core";
import type { SparseVector } from "../grams.ts";
import { random, shuffled } from "../random.ts";
import { startTensorFlow } from "./backend.ts";

/** Settings of one training. */
export interface Training {
  /** Length of the weights. */
  readonly size: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly l2: number;
  readonly seed: number;
}

/**
 * Weights w that minimise the mean of softplus(-(w · chosen - w · rejected)) + l2 |w|² / 2, the Bradley-Terry loss, over
 * a bootstrap sample of the differences drawn by the seed: members of an ensemble see other samples.
 */
export async function trainBradleyTerry(
  differences: readonly SparseVector[],
  training: Training,
): Promise<Float32Array> {
  await startTensorFlow();
  const uniform = random(training.seed);
  const sample = differences.map(() => differences[Math.floor(uniform() * differences.length)]);
  const weights = tf.variable(tf.zeros([training.size, 1]));
  const optimizer = tf.train.adam(training.rate);
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const order = shuffled(sample.length, uniform);
    for (let at = 0; at < order.length; at += training.batch) {
      const rows = Array.from(order.subarray(at, at + training.batch), (i) => sample[i]);
      takeStep(optimizer, weights, rows, training.l2);
    }
  }
  const learned = (await weights.data()) as Float32Array;
  const result = learned.slice();
  weights.dispose();
  optimizer.dispose();
  return result;
}

function takeStep(
  optimizer: tf.Optimizer,
  weights: tf.Variable,
  rows: readonly SparseVector[],
  l2: number,
): void {
  tf.tidy(() => {
    const { wide, tall } = bothWays(rows, weights.shape[0] as number);
    const loss = bradleyTerryLoss(wide, tall, l2);
    optimizer.minimize(() => loss(weights as unknown as tf.Tensor2D), false, [weights]);
  });
}

/**
 * The loss as one operation with its own gradient. The rows come with their transpose: asking the backend to transpose
 * inside a matrix product is many times slower, and nothing is lost by writing both while filling them.
 */
export function bradleyTerryLoss(
  wide: tf.Tensor2D,
  tall: tf.Tensor2D,
  l2: number,
): (w: tf.Tensor2D) => tf.Scalar {
  const pairs = wide.shape[0];
  return tf.customGrad((w, save) => {
    const weights = w as tf.Tensor2D;
    const margins = tf.matMul(wide, weights);
    (save as tf.GradSaveFunc)([weights, margins]);
    const fit = tf.mean(tf.softplus(tf.neg(margins)));
    const value = tf.add(fit, tf.mul(tf.sum(tf.square(weights)), l2 / 2));
    const gradFunc = (upstream: tf.Tensor, [at, saved]: tf.Tensor[]) => {
      const doubt = tf.sigmoid(tf.neg(saved)) as tf.Tensor2D;
      return tf.mul(upstream, tf.sub(tf.mul(at, l2), tf.div(tf.matMul(tall, doubt), pairs)));
    };
    return { value, gradFunc };
  }) as (w: tf.Tensor2D) => tf.Scalar;
}

/** Sparse rows as a dense matrix and as its transpose. */
export function bothWays(
  rows: readonly SparseVector[],
  size: number,
): { wide: tf.Tensor2D; tall: tf.Tensor2D } {
  const wide = new Float32Array(rows.length * size);
  const tall = new Float32Array(rows.length * size);
  rows.forEach(({ index, value }, row) => {
    for (let e = 0; e < index.length; e++) {
      wide[row * size + index[e]] = value[e];
      tall[index[e] * rows.length + row] = value[e];
    }
  });
  return { wide: tf.tensor2d(wide, [rows.length, size]), tall: tf.tensor2d(tall, [size, rows.length]) };
}
