import { describe, expect, it } from "vitest";
import type { Cell } from "../../../src/features/tabular/cell.ts";
import { readBooleans } from "../../../src/features/tabular/repair-booleans.ts";
import { readDates } from "../../../src/features/tabular/repair-dates.ts";
import { readNumbers } from "../../../src/features/tabular/repair-numbers.ts";

/** A cell as a short word: the value, or what became of it. */
function brief(cell: Cell<number | boolean | Date>): unknown {
  if (cell.state !== "read") return cell.state;
  return cell.value instanceof Date ? cell.value.toISOString().replace(/:00\.000Z$|\.000Z$/, "") : cell.value;
}

const numbers = (...texts: (string | null)[]) => readNumbers(texts).map(brief);
const dates = (...texts: (string | null)[]) => readDates(texts).map(brief);

describe("repaired numbers", () => {
  it.each([
    ["12", 12, null],
    ["-1.5e3", -1500, null],
    ["1,234.56", 1234.56, "number.thousands"],
    ["1.234,56", 1234.56, "number.decimal_comma"],
    ["1.234.567", 1_234_567, "number.thousands"],
    ["12,34,567.8", 1_234_567.8, "number.thousands"],
    ["1 234,5", 1234.5, "number.decimal_comma"],
    ["1'234.5", 1234.5, "number.thousands"],
    ["0,5", 0.5, "number.decimal_comma"],
    ["12 %", 0.12, "number.percent"],
    ["$1,234.50", 1234.5, "number.currency+thousands"],
    ["€ 5", 5, "number.currency"],
    ["5 EUR", 5, "number.currency"],
    ["-$3.20", -3.2, "number.currency"],
    ["(1,234.00)", -1234, "number.brackets+thousands"],
    ["−7", -7, "number.sign"],
    ["+7", 7, null],
    ["72 kg", 72, "number.unit_kg"],
    ["1.5k", 1500, "number.multiplier"],
    [" 8 ", 8, "number.space"],
    ["٣٤", 34, "number.digits"],
    ["१२", 12, "number.digits"],
    ["１２", 12, "number.digits"],
  ])("%s alone is %d by %s", (text, value, rule) => {
    expect(readNumbers([text])).toEqual([{ state: "read", value, rule }]);
  });

  it.each([
    "twelve",
    "1,2,3",
    "1.2.3.4",
    "12abc!",
    "1,23,4",
    "--5",
    "1e999",
    ".",
    "12 34 5",
    "9".repeat(400),
  ])("%s is no number", (text) => {
    expect(["unread", "missing"]).toContain(readNumbers([text])[0].state);
  });

  it("a lone comma before three digits is decided by the column, or left alone", () => {
    expect(numbers("1,234")).toEqual(["ambiguous"]);
    expect(numbers("1,234", "1,234.5")).toEqual([1234, 1234.5]);
    expect(numbers("1,234", "7,5")).toEqual([1.234, 7.5]);
    expect(numbers("1,234", "7,5", "7.5")).toEqual(["ambiguous", 7.5, 7.5]);
  });

  it("a lone point is a decimal point, unless the column says otherwise", () => {
    expect(numbers("1.234")).toEqual([1.234]);
    expect(numbers("1.234", "7,5")).toEqual([1234, 7.5]);
    expect(numbers("1.234", "7,5", "1,234.5")).toEqual(["ambiguous", 7.5, 1234.5]);
  });

  it("several units in one column are left alone", () => {
    expect(numbers("5 kg", "6 kg", "7")).toEqual([5, 6, 7]);
    expect(numbers("5 kg", "6 lb", "7")).toEqual(["ambiguous", "ambiguous", 7]);
  });

  it("words for nothing are missing, and say by which rule", () => {
    expect(readNumbers(["N/A", "", "null", "-", null])).toEqual([
      ...Array(4).fill({ state: "missing", rule: "null" }),
      { state: "missing", rule: null },
    ]);
  });
});

describe("repaired truth values", () => {
  it("knows the usual words; what is none is left alone", () => {
    const cells = readBooleans(["true", "TRUE", "yes", "N", "1", "0.0", "maybe", "n/a"]);
    expect(cells.map(brief)).toEqual([true, true, true, false, true, false, "unread", "missing"]);
    expect(cells.map((cell) => ("rule" in cell ? cell.rule : undefined)).slice(0, 2)).toEqual([
      null,
      "boolean.word",
    ]);
  });
});

describe("repaired dates", () => {
  it.each([
    ["2024-03-05", "2024-03-05T00:00"],
    ["2024/3/5", "2024-03-05T00:00"],
    ["2024-03-05T12:34:56Z", "2024-03-05T12:34:56"],
    ["2024-03-05 12:34", "2024-03-05T12:34"],
    ["2024-03-05T12:34:00+02:00", "2024-03-05T10:34"],
    ["5.3.2024", "2024-03-05T00:00"],
    ["13/04/2024", "2024-04-13T00:00"],
    ["04/13/2024 1:05 pm", "2024-04-13T13:05"],
    ["March 5, 2024", "2024-03-05T00:00"],
    ["5 Mar 2024", "2024-03-05T00:00"],
    ["1st September 2024", "2024-09-01T00:00"],
    ["29-Feb-2024", "2024-02-29T00:00"],
    ["5/5/2024", "2024-05-05T00:00"],
  ])("%s is %s", (text, value) => {
    expect(dates(text)).toEqual([value]);
  });

  it.each([
    "2024-02-30",
    "29 Feb 2023",
    "2024-13-01",
    "13/13/2024",
    "soon",
    "2024-01-01T25:00",
    "5 Foo 2024",
  ])("%s is no date", (text) => {
    expect(dates(text)).toEqual(["unread"]);
  });

  it("day and month are told apart by the column, or left alone", () => {
    expect(dates("03/04/2024")).toEqual(["ambiguous"]);
    expect(dates("03/04/2024", "25/12/2024")).toEqual(["2024-04-03T00:00", "2024-12-25T00:00"]);
    expect(dates("03/04/2024", "12/25/2024")).toEqual(["2024-03-04T00:00", "2024-12-25T00:00"]);
    expect(dates("03/04/2024", "12/25/2024", "25/12/2024")[0]).toBe("ambiguous");
    expect(dates("3/4/24")).toEqual(["ambiguous"]);
  });

  it("agrees with the engine's own reading of 2,000 ISO instants", () => {
    for (let i = 0; i < 2000; i++) {
      const instant = new Date(Math.round(-2e12 + i * 2.3456789e9));
      expect(readDates([instant.toISOString()])[0]).toMatchObject({
        state: "read",
        value: instant,
        rule: null,
      });
    }
  });
});

describe("hostile cells", () => {
  it("take no time", () => {
    const cells = [
      "1,".repeat(500_000),
      " ".repeat(1e6),
      `(${"(".repeat(1e6)}`,
      `1 ${"a".repeat(1e6)}`,
      "\ud800",
      "$".repeat(1e6),
    ];
    for (const read of [readNumbers, readDates, readBooleans]) {
      const states = read(cells).map(({ state }) => state);
      expect(states.filter((state) => state === "read")).toEqual([]);
    }
  });
});
