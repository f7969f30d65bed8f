import { symmetricEigen } from "../../features/vectors/dense.ts";
import type { Points } from "../../features/vectors/knn/points.ts";
import { makeRandom } from "../../features/vectors/random.ts";

/** Largest coordinate of the start, as in umap-learn. */
const EXTENT = 10;
const NOISE = 1e-3;

/** The start of a layout: principal axes scaled to ±10, with a little noise so that equal rows can part. */
export function principalStart(points: Points, dimensions: number, seed: number): Float32Array {
  const axes = principalAxes(points, dimensions);
  const start = new Float32Array(points.length * dimensions);
  let largest = 0;
  for (let row = 0; row < points.length; row++) {
    for (let axis = 0; axis < dimensions; axis++) {
      let sum = 0;
      for (let t = 0; t < points.dimensions; t++)
        sum += (points.values[row * points.dimensions + t] - axes.mean[t]) * axes.at(t, axis);
      start[row * dimensions + axis] = sum;
      largest = Math.max(largest, Math.abs(sum));
    }
  }
  const random = makeRandom(seed);
  const scale = largest > 0 ? EXTENT / largest : 0;
  for (let i = 0; i < start.length; i++) start[i] = start[i] * scale + random.normal() * NOISE;
  return start;
}

function principalAxes({ values, length, dimensions }: Points, wanted: number) {
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++) mean[i % dimensions] += values[i] / length;
  const covariance = new Float64Array(dimensions * dimensions);
  const centred = new Float64Array(dimensions);
  for (let row = 0; row < length; row++) {
    for (let t = 0; t < dimensions; t++) centred[t] = values[row * dimensions + t] - mean[t];
    for (let i = 0; i < dimensions; i++)
      for (let j = i; j < dimensions; j++) covariance[i * dimensions + j] += centred[i] * centred[j];
  }
  for (let i = 0; i < dimensions; i++)
    for (let j = 0; j < i; j++) covariance[i * dimensions + j] = covariance[j * dimensions + i];
  const { vectors } = symmetricEigen(covariance, dimensions);
  const usable = Math.min(wanted, dimensions);
  return {
    mean,
    at: (t: number, axis: number) => (axis < usable ? vectors[t * dimensions + axis] : 0),
  };
}
