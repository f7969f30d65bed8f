import { describe, expect, test } from "vitest";
import { alternatives } from "../../../src/tokens/cost/alternatives.ts";
import { cost } from "../../../src/tokens/cost/cost.ts";
import { type Curve, type CurvePoint, curveOf } from "../../../src/tokens/cost/curve.ts";
import type { Kind } from "../../../src/tokens/cost/fields.ts";
import type { CheckedQuestion } from "../../../src/tokens/cost/questions.ts";
import { type FormInputs, readForm } from "../../../src/tokens/cost/read-form.ts";
import { loss, optimum } from "../../../src/tokens/cost/scaling.ts";

function asked(kind: Kind, inputs: FormInputs): CheckedQuestion {
  return readForm(kind, inputs) as CheckedQuestion;
}

function curve(kind: Kind, inputs: FormInputs): Curve & { you: CurvePoint } {
  const question = asked(kind, inputs);
  const { you, ...rest } = curveOf(question, cost(question));
  if (you === undefined) throw new Error("the answer is not on its curve");
  return { ...rest, you };
}

describe("the curve of an answer", () => {
  test("training: the least loss of every compute; a model that is too large for its tokens lies above it", () => {
    const { points, you } = curve("train", { parameters: "20B", tokens: "1B" });
    for (const { x, y } of points) {
      const best = optimum(x);
      expect(y).toBeCloseTo(loss(best.parameters, best.tokens));
    }
    expect(you.x).toBe(6 * 20e9 * 1e9);
    const nearest = points.reduce((a, b) => (Math.abs(b.x - you.x) < Math.abs(a.x - you.x) ? b : a));
    expect(you.y).toBeGreaterThan(nearest.y + 0.1);
  });

  test("a sum of money lies on its curve, and more money loses less", () => {
    const { points, you } = curve("budget", { dollars: 1000 });
    expect(points.find(({ x }) => x === 1000)?.y).toBe(you.y);
    for (let i = 1; i < points.length; i++) expect(points[i].y).toBeLessThan(points[i - 1].y);
  });

  test("people: three answers of 0.8 are right 0.896 of the time, from 0.784 to 0.972, for three times the money", () => {
    const { points, you } = curve("label", { items: 900, redundancy: 3, seconds: 20, wage: 15 });
    expect([you.y, you.low, you.high].map((one) => one?.toFixed(3))).toEqual(["0.896", "0.784", "0.972"]);
    expect(you.x / points[0].x).toBeCloseTo(3);
    expect(points.map(({ text }) => text)).toEqual(["1", "3", "5", "7", "9", "11"]);
  });

  test("a number of answers that is not on the usual curve has its point on it too", () => {
    for (const redundancy of [4, 40]) {
      const { points, you } = curve("label", { items: 900, redundancy });
      expect(points.find(({ text }) => text === String(redundancy))).toMatchObject({ x: you.x, y: you.y });
    }
  });

  test("a model's price grows with the items, the band reaches to the price without batches", () => {
    const { you, points } = curve("label", { items: 1e6, model: "claude-haiku-4.5" });
    expect(you).toMatchObject({ x: 1e6, y: 550, high: 1100 });
    expect(points[0].x).toBe(1e4);
  });

  test("storage: the band is over providers", () => {
    const { you } = curve("store", { tokens: "1.4T", provider: "wasabi" });
    expect(you.y).toBe(you.low);
    expect(you.high).toBeCloseTo(64.4);
  });

  test("where no law holds there is no point: the curve is of what it takes, and the loss says so", () => {
    const question = asked("train", { parameters: "70k", tokens: "1.4M" });
    const answer = cost(question);
    const { points, you } = curveOf(question, answer);
    expect(you).toBeUndefined();
    expect(points[0].x).toBeGreaterThan(6 * 70e3 * 1.4e6);
    expect(points[0].high).toBeLessThan(Math.log(50_257));
    expect(answer.find(({ name }) => name === "expected loss")?.caveat).toContain("so small a set");
    expect(curveOf(asked("budget", { dollars: "0.0001" }), []).you).toBeUndefined();
  });

  test.each([
    ["label", { items: 10, wage: 0 }],
    ["label", { items: 10, model: "gpt-5.4", priceIn: 0, priceOut: 0 }],
    ["train", { parameters: "1B", tokens: "1B", price: 0 }],
    ["train", { parameters: "1e21", tokens: "1e21" }],
    ["budget", { dollars: "1e21" }],
    ["label", { items: "1e21", redundancy: 1000, accuracy: 1 }],
  ] as [Kind, FormInputs][])("%s %j: every number is finite", (kind, inputs) => {
    const question = asked(kind, inputs);
    const answer = cost(question);
    const drawn = curveOf(question, answer);
    const numbers = [
      ...answer.flatMap(({ value, range }) => [value, ...range]),
      ...drawn.points.flatMap(({ x, y }) => [x, y]),
      ...alternatives(question).map(({ value }) => value),
    ];
    expect(numbers.filter((one) => !Number.isFinite(one))).toEqual([]);
  });
});

describe("alternatives", () => {
  test("training: each kind of hardware, the asked one marked, at the market's price", () => {
    const found = alternatives(asked("train", { parameters: "1B", tokens: "20B", hardware: "a100" }));
    expect(found.map(({ name }) => name)).toEqual([
      "A100 SXM 80 GB",
      "H100 SXM 80 GB",
      "H200 SXM 141 GB",
      "B200 SXM",
    ]);
    expect(found.filter(({ isAsked }) => isAsked).map(({ inputs }) => inputs.hardware)).toEqual(["a100"]);
  });

  test("a price of one's own is none of them", () => {
    const found = alternatives(asked("train", { parameters: "1B", tokens: "20B", price: 1 }));
    expect(found.some(({ isAsked }) => isAsked)).toBe(false);
    const market = alternatives(asked("train", { parameters: "1B", tokens: "20B" }));
    expect(found.map(({ value }) => value)).toEqual(market.map(({ value }) => value));
  });

  test("labeling: people and every model, each with where its price is from", () => {
    const found = alternatives(asked("label", { items: 1e6, model: "deepseek-v4-flash", batch: false }));
    expect(found[0]).toMatchObject({ name: "people", provenance: undefined });
    expect(found.find(({ isAsked }) => isAsked)?.value).toBeCloseTo(128.8);
    for (const { provenance } of found.slice(1))
      expect(provenance).toMatchObject({ date: expect.stringMatching(/^20\d\d/) });
  });

  test("storage: every provider", () => {
    expect(alternatives(asked("store", { tokens: "1T" })).map(({ name }) => name)).toContain("cloudflare-r2");
  });
});
