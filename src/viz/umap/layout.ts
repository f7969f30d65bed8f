import { GRADIENT_SHIFT, type Gradient } from "./gradient.ts";
import type { FuzzyGraph } from "./graph.ts";

/** Random rows that each attracted row is pushed away from. */
const NEGATIVE_SAMPLES = 5;
/** No single move along an axis is longer. */
const LIMIT = 4;

/** What the layout loop needs besides the graph. */
export interface LayoutOptions {
  readonly dimensions: number;
  readonly epochs: number;
  readonly seed: number;
  /** Share of its distance from the middle that a row loses per epoch at full rate; 0 is plain UMAP. */
  readonly gravity: number;
  readonly onEpoch?: (epoch: number) => void;
}

/**
 * Moves the rows of `positions` in place: linked rows attract, random rows repel, each edge as often as its weight
 * says, with a learning rate that falls from 1 to 0. One thread and one random sequence: same seed, same bytes.
 */
export function layout(
  positions: Float32Array,
  graph: FuzzyGraph,
  { attract, repel }: Gradient,
  { dimensions, epochs, seed, gravity, onEpoch }: LayoutOptions,
): void {
  const { heads, tails, periods } = scheduled(graph, epochs);
  const due = periods.slice();
  const perUnit = positions.length / dimensions / 4294967296;
  const bits = new Uint32Array(1);
  const float = new Float32Array(bits.buffer);
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) | 1;

  for (let epoch = 1; epoch <= epochs; epoch++) {
    const rate = 1 - (epoch - 1) / epochs;
    for (let edge = 0; edge < heads.length; edge++) {
      if (due[edge] > epoch) continue;
      due[edge] += periods[edge];
      const head = heads[edge] * dimensions;
      let tail = tails[edge] * dimensions;
      let square = 0;
      for (let t = 0; t < dimensions; t++) {
        const difference = positions[head + t] - positions[tail + t];
        square += difference * difference;
      }
      float[0] = square;
      let factor = attract[bits[0] >>> GRADIENT_SHIFT];
      for (let t = 0; t < dimensions; t++) {
        const move = clipped(factor * (positions[head + t] - positions[tail + t])) * rate;
        positions[head + t] += move;
        positions[tail + t] -= move;
      }
      for (let sample = 0; sample < NEGATIVE_SAMPLES; sample++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        tail = Math.trunc((state >>> 0) * perUnit) * dimensions;
        if (tail === head) continue;
        square = 0;
        for (let t = 0; t < dimensions; t++) {
          const difference = positions[head + t] - positions[tail + t];
          square += difference * difference;
        }
        float[0] = square;
        factor = repel[bits[0] >>> GRADIENT_SHIFT];
        for (let t = 0; t < dimensions; t++)
          positions[head + t] += clipped(factor * (positions[head + t] - positions[tail + t])) * rate;
      }
    }
    if (gravity > 0) pull(positions, 1 - gravity * rate);
    onEpoch?.(epoch);
  }
}

function clipped(value: number): number {
  if (value > LIMIT) return LIMIT;
  return Math.max(value, -LIMIT);
}

/** Draws everything to the middle, so that islands without a link do not drift apart for ever. */
function pull(positions: Float32Array, factor: number): void {
  for (let i = 0; i < positions.length; i++) positions[i] *= factor;
}

/** Edges that are due at least once, and after how many epochs each is due again. */
function scheduled({ heads, tails, weights }: FuzzyGraph, epochs: number) {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, weight);
  const kept = heads.map((_, edge) => edge).filter((edge) => weights[edge] * epochs >= largest);
  return {
    heads: kept.map((edge) => heads[edge]),
    tails: kept.map((edge) => tails[edge]),
    periods: Float32Array.from(kept, (edge) => largest / weights[edge]),
  };
}
