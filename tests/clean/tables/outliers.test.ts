import { describe, expect, it } from "vitest";
import { type OutliersOptions, outliers } from "../../../src/clean/tables/outliers.ts";
import { runTable } from "./run.ts";

const records = [
  ...Array.from({ length: 40 }, (_, i) => ({ price: 10 + (i % 5), size: i % 5 })),
  { price: 900, size: 2 },
  { size: 3 },
];

describe("outliers", () => {
  it.each([
    [
      "robust-z",
      "outlier.robust_z(price)",
      "beyond 3.5",
      "900: 598.9 robust standard deviations from the median",
    ],
    ["iqr", "outlier.iqr(price)", "beyond 1.5", "900: 443.5 interquartile ranges outside the quartiles"],
  ] as const)(
    "by %s are dropped with score, bound and reason; a missing value never is",
    async (method, rule, bound, reason) => {
      const rows = await runTable(records, { odd: outliers({ columns: ["price"], method }) });
      const decisions = await rows("SELECT id, stage, rule, verdict, bound, reason FROM decisions");
      expect(decisions).toEqual([{ id: "d40", stage: "odd", rule, verdict: "drop", bound, reason }]);
      expect(await rows("SELECT count(*) AS kept FROM kept")).toEqual([{ kept: 41 }]);
    },
  );

  it("by isolation forest look at all columns together", async () => {
    const many = Array.from({ length: 400 }, (_, i) => ({ x: (i * 37) % 100, y: (i * 37) % 100 }));
    const rows = await runTable([...many, { x: 300, y: -300 }], {
      odd: outliers({ columns: ["x", "y"], method: "isolation", bound: 0.7 }),
    });
    const [decision, ...more] = await rows("SELECT id, rule, value, bound FROM decisions");
    expect(more).toEqual([]);
    expect(decision).toMatchObject({ id: "d400", rule: "outlier.isolation(x, y)", bound: "> 0.7" });
    expect(decision.value).toBeGreaterThan(0.7);
  });

  it("can be tags instead: a signal with the score, null where the value is missing", async () => {
    const rows = await runTable([{ n: 1 }, { n: 2 }, { n: 3 }, {}], {
      odd: outliers({ columns: ["n"], action: "tag" }),
    });
    const scores = (await rows("SELECT n_robust_z AS z FROM signals ORDER BY id")).map(
      ({ z }) => z && Number(Number(z).toFixed(4)),
    );
    expect(scores).toEqual([-0.6745, 0, 0.6745, null]);
    expect(await rows("SELECT * FROM decisions")).toEqual([]);
  });

  it("can be undone by rule", async () => {
    const stages = { odd: outliers({ columns: ["price", "size"], bound: 0.5, share: 1 }) };
    const rows = await runTable(records, stages, ["outlier.robust_z(price)"]);
    expect(await rows("SELECT DISTINCT rule FROM decisions")).toEqual([{ rule: "outlier.robust_z(size)" }]);
  });

  it("of constant and empty columns, and of a single document, are none", async () => {
    for (const method of ["robust-z", "iqr", "isolation"] as const) {
      const options: OutliersOptions = { columns: ["same", "none"], method };
      const same = await runTable([{ same: 1, none: null }, { same: 1 }], { odd: outliers(options) });
      expect(await same("SELECT * FROM decisions")).toEqual([]);
      const single = await runTable([{ same: 1, none: "x" }], { odd: outliers(options) });
      expect(await single("SELECT * FROM decisions")).toEqual([]);
    }
  });

  it("stop the run when a rule drops an unusual share", async () => {
    await expect(runTable(records, { odd: outliers({ columns: ["price"], bound: 0.1 }) })).rejects.toThrow(
      /rule "outlier\.robust_z\(price\)" drops 33 of 42 documents/,
    );
  });

  it.each([
    [{ columns: ["a"], method: "zscore" }, "method"],
    [{ columns: "a" }, 'columns: ["a"]'],
    [{ columns: ["a"], bound: 0 }, "bound"],
  ])("%j is a mistake", (options, message) => {
    expect(() => outliers(options as unknown as OutliersOptions)).toThrow(message);
  });
});
