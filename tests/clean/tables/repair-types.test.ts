import { describe, expect, it } from "vitest";
import { impute } from "../../../src/clean/tables/impute.ts";
import { type RepairTypesOptions, repairTypes } from "../../../src/clean/tables/repair-types.ts";
import { runTable } from "./run.ts";

const records = [
  { price: "$1,234.50", when: "25/12/2024", open: "yes" },
  { price: 7, when: "2024-03-05", open: true },
  { price: "N/A", when: "03/04/2024", open: "perhaps" },
  { price: "cheap", when: "1/2/24", open: null },
];
const columns = { price: "number", when: "date", open: "boolean" } as const;

describe("repairTypes", () => {
  it("writes typed signals, a row of edits for each repair, and counts of what it left alone", async () => {
    const rows = await runTable(records, { typed: repairTypes({ columns }) });
    const signals = await rows(
      "SELECT price_repaired, when_repaired, open_repaired FROM signals ORDER BY id",
    );
    expect(signals.map((row) => Object.values(row))).toEqual([
      [1234.5, new Date("2024-12-25"), true],
      [7, new Date("2024-03-05"), true],
      [null, new Date("2024-04-03"), null],
      [null, null, null],
    ]);
    const edits = await rows(
      `SELECT id, rule, start, "end", removed, replacement FROM edits ORDER BY id, rule`,
    );
    expect(edits.map((row) => Object.values(row).map(String).join(" | "))).toEqual([
      "d0 | repair.boolean.word(open) | null | null | yes | true",
      "d0 | repair.date.day_first(when) | null | null | 25/12/2024 | 2024-12-25T00:00:00.000Z",
      "d0 | repair.number.currency+thousands(price) | null | null | $1,234.50 | 1234.5",
      "d2 | repair.date.day_first(when) | null | null | 03/04/2024 | 2024-04-03T00:00:00.000Z",
      "d2 | repair.null(price) | null | null | N/A | null",
    ]);
    const repairs = await rows("SELECT * FROM repairs");
    const counts = { cells: 4, clean: 1, repaired: 1, missing: 1, ambiguous: 0, unread: 1 };
    expect(repairs).toEqual([
      { column: "price", type: "number", ...counts, first_ambiguous: null, first_unread: "cheap" },
      {
        column: "when",
        type: "date",
        ...counts,
        repaired: 2,
        missing: 0,
        ambiguous: 1,
        unread: 0,
        first_ambiguous: "1/2/24",
        first_unread: null,
      },
      { column: "open", type: "boolean", ...counts, first_ambiguous: null, first_unread: "perhaps" },
    ]);
  });

  it("hands typed columns on to impute", async () => {
    const stages = {
      typed: repairTypes({ columns: { price: "number" } }),
      filled: impute({ columns: ["price_repaired"], method: "mean", evaluate: 0 }),
    };
    const rows = await runTable(records, stages);
    expect(await rows("SELECT price_repaired_imputed AS p FROM signals ORDER BY id")).toEqual([
      { p: 1234.5 },
      { p: 7 },
      { p: 620.75 },
      { p: 620.75 },
    ]);
  });

  it.each([
    [{ columns: ["price"] }, 'columns: { price: "number" }'],
    [{ columns: { price: "money" } }, "columns.price"],
    [{}, "columns"],
  ])("%j is a mistake", (options, message) => {
    expect(() => repairTypes(options as unknown as RepairTypesOptions)).toThrow(message);
  });
});
