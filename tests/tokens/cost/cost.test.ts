import { describe, expect, test } from "vitest";
import { cost } from "../../../src/tokens/cost/cost.ts";
import type { Question } from "../../../src/tokens/cost/questions.ts";

function value(question: Question, name: string): number {
  const found = cost(question).find((estimate) => estimate.name === name);
  if (found === undefined) throw new Error(`no estimate "${name}"`);
  return found.value;
}

const asked: Question[] = [
  { kind: "train", parameters: "124M", tokens: "1B" },
  { kind: "train", parameters: 6.34e9, tokens: 242e9, unique: 25e9 },
  { kind: "budget", dollars: 1000 },
  { kind: "label", items: "10k", redundancy: 3 },
  { kind: "label", items: "1M", model: "claude-haiku-4.5" },
  { kind: "store", tokens: "1.4T" },
];

test.each(asked)("every estimate of $kind lies in its range and says where it comes from", (question) => {
  for (const { value, range, formula, inputs, sources } of cost(question)) {
    expect(Number.isFinite(value)).toBe(true);
    expect(range[0]).toBeLessThanOrEqual(value);
    expect(range[1]).toBeGreaterThanOrEqual(value);
    expect(formula.length * Object.keys(inputs).length * sources.length).toBeGreaterThan(0);
  }
});

describe("train", () => {
  test("a given price and utilisation are used: LLaMA-13B for 1 dollar an hour", () => {
    const question: Question = {
      kind: "train",
      parameters: 13e9,
      tokens: 1e12,
      hardware: "a100",
      utilisation: 0.514,
      price: 1,
    };
    expect(Math.abs(value(question, "money") / 135_168 - 1)).toBeLessThan(0.005);
    expect(value(question, "energy")).toBeCloseTo(59.5, 0);
  });

  test("repeated text expects the loss of the data-constrained law", () => {
    expect(
      value({ kind: "train", parameters: 6.34e9, tokens: 242e9, unique: 25e9 }, "expected loss"),
    ).toBeCloseTo(2.22564, 5);
  });
});

describe("budget", () => {
  test("buys what training it costs", () => {
    const machine = { hardware: "h100", price: 2, utilisation: 0.5 } as const;
    const tokens = value({ kind: "budget", dollars: 5000, ...machine }, "tokens");
    const parameters = value({ kind: "budget", dollars: 5000, ...machine }, "parameters");
    expect(value({ kind: "train", parameters, tokens, ...machine }, "money")).toBeCloseTo(5000, 6);
  });
});

describe("label", () => {
  test("a million documents of 500 tokens and a rubric of 300 by batch are 550 dollars", () => {
    expect(value({ kind: "label", items: 1e6, model: "claude-haiku-4.5" }, "money")).toBe(550);
  });

  test("the person's own price comes first", () => {
    expect(value({ kind: "label", items: 1e6, priceIn: 1, priceOut: 0, batch: false }, "money")).toBe(800);
  });

  test("people are paid by the hour", () => {
    expect(value({ kind: "label", items: 900, redundancy: 2, seconds: 20, wage: 15 }, "money")).toBe(150);
  });
});

describe("store", () => {
  test("1.4T tokens are 2.8 or 5.6 TB, 64 or 129 dollars a month", () => {
    expect(value({ kind: "store", tokens: "1.4T" }, "size")).toBe(2.8e12);
    expect(value({ kind: "store", tokens: "1.4T" }, "money a month")).toBeCloseTo(64.4);
    expect(value({ kind: "store", tokens: "1.4T", bytesPerToken: 4 }, "money a month")).toBeCloseTo(128.8);
  });
});

describe("the user's mistakes", () => {
  test("a kind, an option, an amount, hardware", () => {
    expect(() => cost({ kind: "trian" } as never)).toThrow('got "trian". Did you mean "train"?');
    expect(() => cost({ kind: "store", tokens: 1, token: 2 } as never)).toThrow(
      'unknown option "token". Did you mean "tokens"?',
    );
    expect(() => cost({ kind: "store", tokens: "much" })).toThrow(
      'cost store: tokens: must be a number such as 1.4T, 124M or 5000, got "much"',
    );
    expect(() => cost({ kind: "train", parameters: 1, tokens: 1, hardware: "v100" as never })).toThrow(
      "hardware",
    );
  });
});
