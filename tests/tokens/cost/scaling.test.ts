import { describe, expect, test } from "vitest";
import { effectiveTokens, repeatedLoss } from "../../../src/tokens/cost/repeats.ts";
import {
  epochLaw,
  hoffmannLaw,
  loss,
  optimum,
  twentyTokensPerParameter,
} from "../../../src/tokens/cost/scaling.ts";

function within(found: number, expected: number, share: number): void {
  expect(Math.abs(found / expected - 1)).toBeLessThan(share);
}

describe("optimum", () => {
  test.each([
    [1e18, 8.05e7, 2.07e9],
    [1e20, 8.53e8, 8.53e8 * 22.9],
    [1e21, 2.78e9, 2.78e9 * 21.6],
    [5.76e23, 7.22e10, 1.33e12],
  ])("Epoch's constants at %d FLOP", (flop, parameters, tokens) => {
    within(optimum(flop).parameters, parameters, 0.01);
    within(optimum(flop).tokens, tokens, 0.01);
  });

  test.each([
    [1e18, 8.06e7, 2.07e9],
    [1e20, 6.45e8, 6.45e8 * 40.1],
    [1e21, 1.82e9, 1.82e9 * 50.1],
    [5.76e23, 3.22e10, 2.98e12],
  ])("Hoffmann's rounded constants at %d FLOP", (flop, parameters, tokens) => {
    within(optimum(flop, hoffmannLaw).parameters, parameters, 0.01);
    within(optimum(flop, hoffmannLaw).tokens, tokens, 0.01);
  });

  test.each([epochLaw, hoffmannLaw])("no other split of the compute has less loss: $source", (law) => {
    const flop = 3e21;
    const best = optimum(flop, law);
    const least = loss(best.parameters, best.tokens, law);
    for (const factor of [0.5, 0.9, 1.1, 2]) {
      expect(loss(best.parameters * factor, best.tokens / factor, law)).toBeGreaterThan(least);
    }
    within(6 * best.parameters * best.tokens, flop, 1e-9);
  });
});

test("loss of Chinchilla, 70e9 parameters on 1.4e12 tokens", () => {
  const printed = { ...epochLaw, E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 };
  expect(loss(70e9, 1.4e12, printed)).toBeCloseTo(1.9739, 4);
  expect(loss(70e9, 1.4e12)).toBeCloseTo(1.9734, 4);
  expect(loss(70e9, 1.4e12, hoffmannLaw)).toBeCloseTo(1.9366, 4);
});

test("the rule D = 20N spends the compute", () => {
  const { parameters, tokens } = twentyTokensPerParameter(1.2e22);
  within(6 * parameters * tokens, 1.2e22, 1e-12);
  expect(tokens / parameters).toBeCloseTo(20);
});

describe("repeated text", () => {
  test("gives the losses of the paper's own code", () => {
    expect(repeatedLoss(6.34e9, 242e9, 25e9)).toBeCloseTo(2.2256440889984477, 12);
    expect(repeatedLoss(8.67e9, 178e9, 25e9)).toBeCloseTo(2.2269634075087867, 12);
  });

  test.each([
    [1, 1],
    [2, 1.968],
    [4, 3.726],
    [8, 6.624],
    [16, 10.58],
    [40, 15.17],
  ])("%d epochs are worth %d", (epochs, worth) => {
    within(effectiveTokens(1e9, epochs) / 1e9, worth, 0.001);
  });
});
