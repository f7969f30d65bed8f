import { describe, expect, test } from "vitest";
import type { Kind } from "../../../src/tokens/cost/fields.ts";
import { type FormInputs, readForm } from "../../../src/tokens/cost/read-form.ts";

describe("what a form says", () => {
  test("text is read as people write it, and what is empty takes its default", () => {
    expect(
      readForm("train", { parameters: "124M", tokens: "2.5 B", utilisation: "45 %", price: "" }),
    ).toMatchObject({ parameters: 124e6, tokens: 2.5e9, utilisation: 0.45, hardware: "h100" });
    expect(readForm("label", { items: "1,551", batch: "false", redundancy: "3" })).toMatchObject({
      items: 1551,
      batch: false,
      redundancy: 3,
    });
    expect(readForm("store", { tokens: "1T", bytesPerToken: "4" })).toMatchObject({ bytesPerToken: 4 });
  });

  test.each([
    ["train", "tokens", "much", "must be a number such as 1.4T, 124M or 5000"],
    ["train", "tokens", "", "say how many"],
    ["train", "parameters", "-5", "must be above 0"],
    ["train", "utilisation", "40", "must be at most 1: 0.4 is 40 %"],
    ["train", "hardware", "v100", "must be one of a100, h100, h200, b200"],
    ["train", "price", "cheap", "must be a sum in US dollars such as 3.50"],
    ["budget", "price", "0", "must be above 0"],
    ["label", "redundancy", "2.5", "must be a whole number of answers"],
    ["label", "accuracy", "0.3", "must be at least 0.5: a coin reaches that"],
    ["label", "batch", "maybe", "expected boolean"],
    ["store", "bytesPerToken", "3", "must be 2 or 4"],
    ["store", "token", "3", 'there is no such input. Did you mean "tokens"?'],
  ] as [Kind, string, string, string][])("%s, %s: %j has a message of its own", (kind, field, text, said) => {
    const whole: Record<Kind, FormInputs> = {
      train: { parameters: "1B", tokens: "1B" },
      budget: { dollars: "1k" },
      label: { items: "1k" },
      store: { tokens: "1B" },
    };
    const problems = readForm(kind, { ...whole[kind], [field]: text });
    expect(problems).toEqual([{ field, message: expect.stringContaining(said) }]);
  });

  test("every wrong field is told, not the first alone", () => {
    expect(readForm("train", { parameters: "x", tokens: "y" })).toHaveLength(2);
  });
});
