import { describe, expect, it } from "vitest";
import { type ImputeOptions, impute } from "../../../src/clean/tables/impute.ts";
import { measure } from "../../../src/features/signals/measure.ts";
import { runTable } from "./run.ts";

const prices = [{ price: 1 }, { price: 2 }, {}, { price: 9 }, { price: "dear" }].map((row) => ({
  size: 1,
  ...row,
}));

describe("impute", () => {
  it("writes filled columns as signals, and a row of edits for each filled cell", async () => {
    const rows = await runTable(prices, { filled: impute({ columns: ["price"], evaluate: 0 }) });
    expect(await rows("SELECT id, price_imputed FROM signals ORDER BY id")).toEqual(
      [1, 2, 2, 9, 2].map((price_imputed, i) => ({ id: `d${i}`, price_imputed })),
    );
    expect(await rows("SELECT * FROM edits ORDER BY id")).toEqual(
      ["d2", "d4"].map((id) => ({
        ...{ id, stage: "filled", rule: "impute.median(price)", start: null, end: null },
        ...{ removed: null, replacement: "2" },
      })),
    );
    expect(await rows("SELECT metadata->>'price' AS price FROM documents WHERE id = 'd4'")).toEqual([
      { price: "dear" },
    ]);
  });

  it("scores every method on hidden values, and takes the best of each column", async () => {
    const records = Array.from({ length: 200 }, (_, i) => ({
      x: (i * 37) % 101,
      y: i % 9 === 0 ? null : 2 * ((i * 37) % 101) + 1,
      flag: i % 7 === 0 ? null : Number(i % 20 === 0),
    }));
    const options: ImputeOptions = { columns: ["y", "metadata.flag"], predictors: ["x"], method: "best" };
    const rows = await runTable(records, { filled: impute(options) });
    const used = await rows(`SELECT "column", method FROM imputation WHERE used ORDER BY "column"`);
    expect(used[1]).toEqual({ column: "y", method: "regression" });
    const best = await rows(`SELECT count(*) AS n, count(*) FILTER (WHERE best) AS best FROM imputation`);
    expect(best).toEqual([{ n: 10, best: 2 }]);
    const [{ error }] = await rows(
      `SELECT max(abs(y_imputed - (2 * CAST(metadata->>'x' AS DOUBLE) + 1))) AS error FROM signals JOIN documents USING (id)`,
    );
    expect(error).toBeLessThan(3); // of 203
    expect(
      (await rows("SELECT * FROM imputation WHERE \"column\" = 'metadata.flag' AND accuracy IS NULL")).length,
    ).toBe(0);
    expect(Object.keys((await rows("SELECT * FROM signals LIMIT 1"))[0])).toEqual([
      "id",
      "y_imputed",
      "flag_imputed",
    ]);
  });

  it("reads signals and columns of documents too", async () => {
    const stages = {
      signals: measure("basics"),
      filled: impute({ columns: ["word_count", "position"], evaluate: 0 }),
    };
    const rows = await runTable([{}, {}], stages);
    expect(
      await rows("SELECT word_count_imputed AS w, position_imputed AS p FROM signals ORDER BY id"),
    ).toEqual([
      { w: 2, p: 0 },
      { w: 2, p: 28 },
    ]);
  });

  it("leaves a column without values empty, and says so; a constant fills it", async () => {
    const empty = [{ n: null }, { n: "x" }];
    const rows = await runTable(empty, { filled: impute({ columns: ["n"], method: "best" }) });
    expect(await rows("SELECT n_imputed FROM signals")).toEqual([{ n_imputed: null }, { n_imputed: null }]);
    expect(await rows("SELECT * FROM edits")).toEqual([]);
    const constant = await runTable(empty, {
      filled: impute({ columns: ["n"], method: "constant", value: 5 }),
    });
    expect(await constant("SELECT n_imputed FROM signals")).toEqual([{ n_imputed: 5 }, { n_imputed: 5 }]);
  });

  it("answers for one document and for odd names of fields", async () => {
    const name = `a "b"/c~d.e'; DROP TABLE x`;
    const rows = await runTable([{ [name]: 4 }], { filled: impute({ columns: [name], method: "best" }) });
    expect(await rows("SELECT * FROM signals")).toEqual([{ id: "d0", a_b_c_d_e_DROP_TABLE_x_imputed: 4 }]);
  });

  it("tells an unknown column with the nearest known one, and a column of text", async () => {
    await expect(runTable(prices, { filled: impute({ columns: ["prize"] }) })).rejects.toThrow(
      /no signal, column or field of metadata "prize"\. Did you mean "price"\?/,
    );
    await expect(runTable(prices, { filled: impute({ columns: ["source"] }) })).rejects.toThrow(
      /column "source" is VARCHAR, not a number/,
    );
  });

  it.each([
    [{ columns: [] }, "columns"],
    [{ columns: "price" }, 'columns: ["price"]'],
    [{ columns: ["a"], method: "knn" }, 'called "neighbors"'],
    [{ columns: ["a"], method: "best", evaluate: 0 }, "needs evaluate above 0"],
    [{ columns: ["a b", "metadata.a_b"] }, 'would both make "a_b_…"'],
    [{ columns: ["a"], methods: "mean" }, 'Did you mean "method"?'],
  ])("%j is a mistake", (options, message) => {
    expect(() => impute(options as unknown as ImputeOptions)).toThrow(message);
  });
});
