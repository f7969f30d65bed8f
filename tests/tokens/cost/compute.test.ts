import { describe, expect, test } from "vitest";
import {
  co2Tonnes,
  energyMwh,
  flopOf,
  gptParameters,
  gpuHours,
  inferenceFlop,
  trainingBytes,
  trainingFlop,
} from "../../../src/tokens/cost/compute.ts";

test("GPT-3: 175e9 parameters on 300e9 tokens take 3.15e23 FLOP", () => {
  expect(trainingFlop(175e9, 300e9)).toBe(3.15e23);
});

test("EleutherAI's calculator: 429.44 ZFLOP for GPT-3 with recomputation and attention", () => {
  const attention = { layers: 96, width: 12_288, sequence: 2048 };
  const flop = trainingFlop(gptParameters(96, 12_288, 51_200), 300e9, { recompute: true, attention });
  expect(flop / 1e21).toBeGreaterThan(420);
  expect(flop / 1e21).toBeLessThan(440);
});

test("GPT-3 has 175 billion parameters with tied embeddings", () => {
  expect(gptParameters(96, 12_288, 50_257) / 1e9).toBeCloseTo(174.6, 1);
});

describe("LLaMA, Touvron et al. 2023, table 15", () => {
  test.each([
    ["7B", 6.7e9, 1.0e12, 43.4, 82_432, 36, 14],
    ["13B", 13.0e9, 1.0e12, 51.4, 135_168, 59, 23],
    ["33B", 32.5e9, 1.4e12, 45.8, 530_432, 233, 90],
    ["65B", 65.2e9, 1.4e12, 47.7, 1_022_362, 449, 173],
  ])("%s: GPU-hours, MWh and tonnes", (_, parameters, tokens, percent, hours, mwh, tonnes) => {
    const computed = gpuHours(trainingFlop(parameters, tokens), 312e12, percent / 100);
    expect(Math.abs(computed / hours - 1)).toBeLessThan(0.005);
    const energy = energyMwh(hours, 400, 1.1);
    expect(Math.abs(energy - mwh)).toBeLessThan(1);
    expect(Math.abs(co2Tonnes(energy, 0.385) - tonnes)).toBeLessThan(1);
  });

  test("21 days on 2,048 GPUs were the 65B; 13B on 1.4T tokens takes 189,500 GPU-hours, 3.9 days", () => {
    expect(1.4e12 / 380 / 3600).toBeCloseTo(1_023_392, 0);
    const hours = gpuHours(trainingFlop(13e9, 1.4e12), 312e12, 0.514);
    expect(Math.round(hours / 500) * 500).toBe(189_000);
    expect(hours / 2048 / 24).toBeCloseTo(3.85, 1);
  });
});

test("FLOP and GPU-hours are each other's inverse", () => {
  expect(gpuHours(flopOf(123, 989e12, 0.4), 989e12, 0.4)).toBeCloseTo(123);
});

test("running a model takes 2ND, training it 16 bytes a parameter", () => {
  expect(inferenceFlop(7e9, 10)).toBe(1.4e11);
  expect(trainingBytes(7e9)).toBe(112e9);
});
