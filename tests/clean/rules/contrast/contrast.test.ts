import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { column, contrastOf } from "../../../../src/clean/rules/contrast/contrast.ts";
import { drawContrast } from "../../../../src/clean/rules/contrast/sample.ts";
import { openSubsets } from "../../../../src/clean/rules/contrast/subsets.ts";
import { type Ledger, openLedger } from "../../../../src/clean/rules/ledger/ledger.ts";
import { readPeople } from "../../../../src/clean/rules/ledger/people.ts";
import { UserError } from "../../../../src/core/errors.ts";
import { contract } from "../../../../src/core/table.ts";
import { workspaceOf } from "../workspace.ts";

const documents = 400;
let workspace: Awaited<ReturnType<typeof workspaceOf>>;
let ledger: Ledger;

/** Half web, half books: `lines` is the same in both, `loudness` above 0.6 is only in web, `words` below 30 mostly in web; `odd` is not finite at times. */
beforeAll(async () => {
  const ids = Array.from({ length: documents }, (_, i) => `d${i}`);
  const isWeb = (i: number) => i % 2 === 0;
  workspace = await workspaceOf(
    ids.map((id, i) => ({ id, source: isWeb(i) ? "web" : "books" })),
    {
      words: "INTEGER",
      lines: "INTEGER",
      loudness: "DOUBLE",
      odd: "DOUBLE",
      empty: "DOUBLE",
      name: "VARCHAR",
    },
    [],
  );
  await workspace.database.execute(`INSERT INTO signals SELECT id,
      CASE WHEN source = 'web' AND i % 10 <> 0 THEN i % 30 ELSE 30 + i % 70 END, (i // 2) % 20,
      CASE WHEN source = 'web' AND i % 4 = 0 THEN 0.6 + i / 1000 ELSE (i // 2 % 50) / 100 END,
      CASE i % 8 WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 'Infinity'::DOUBLE WHEN 2 THEN NULL ELSE i END, NULL, 'x'
    FROM (SELECT id, source, row_number() OVER () - 1 AS i FROM documents)`);
  await workspace.create("votes", contract.votes, [
    { id: "d0", task: "quality", voter: "ada", kind: "person", label: "good" },
    { id: "d0", task: "quality", voter: "bob", kind: "person", label: "bad" },
    { id: "d0", task: "quality", voter: "cy", kind: "person", label: "good" },
  ]);
  await workspace.create("labels", contract.labels, [
    { id: "d0", task: "quality", label: "bad" },
    { id: "d1", task: "quality", label: "bad" },
    { id: "d2", task: "topic", label: "bad" },
  ]);
  ledger = await openLedger(workspace.database, { stages: [] });
  await readPeople(ledger, 0);
}, 60_000);
afterAll(() => workspace.database.close());

const contrast = async (a: string, b?: string, task?: string) =>
  contrastOf(ledger, await openSubsets(ledger, a, b, task));

describe("contrastOf", () => {
  test("ranks the signals that part the subsets before those that do not, and finds the planted bounds", async () => {
    const { signals, documents: sizes } = await contrast("source = 'books'", "source = 'web'");
    expect(sizes).toEqual([200, 200]);
    expect(signals.map(({ signal }) => signal)).not.toContain("empty");
    const [first, second] = signals;
    expect([first.signal, first.when]).toEqual(["words", "words < 31"]);
    expect([first.takesA, first.takesB]).toEqual([0, 166 / 200]); // 160 below 30, and six of exactly 30
    expect(second.signal).toBe("loudness");
    expect(second.when).toMatch(/^loudness >= 0\.[456]/);
    expect(second.takesB - second.takesA).toBeCloseTo(1 / 2, 12);
    const lines = signals.find(({ signal }) => signal === "lines");
    expect(lines?.ks).toBe(0);
  });

  test("the rule of a bound takes what the contrast says, by plain SQL", async () => {
    const { signals } = await contrast("source = 'books'");
    for (const { when, takesA, takesB } of signals.filter(({ signal }) => signal !== "odd")) {
      const [row] = await workspace.database.rows(`SELECT
        count(*) FILTER (WHERE source = 'books' AND (${when})) / count(*) FILTER (WHERE source = 'books') AS a,
        count(*) FILTER (WHERE source = 'web' AND (${when})) / count(*) FILTER (WHERE source = 'web') AS b FROM documents JOIN signals USING (id)`);
      expect([row.a, row.b], when).toEqual([takesA, takesB]);
    }
  });

  test("leaves NaN and nulls out, and counts infinite values beyond the last bar", async () => {
    const { signals } = await contrast("source = 'books'");
    const odd = signals.find(({ signal }) => signal === "odd");
    expect(odd?.unmeasured).toEqual([0, 100]); // 0 and 2 of 8, all of them web
    expect(odd?.a.reduce((sum, n) => sum + n, 0)).toBe(200);
    expect(odd?.edges.every(Number.isFinite)).toBe(true);
  });

  test("counts every measured document in a bar", async () => {
    const { signals } = await contrast("source = 'books'");
    for (const { a, b, unmeasured } of signals) {
      const sums = [a, b].map((counts) => counts.reduce((sum, n) => sum + n, 0));
      expect(sums).toEqual([200 - unmeasured[0], 200 - unmeasured[1]]);
    }
  });
});

describe("openSubsets", () => {
  test("a document in both is in neither; without a second one B is the rest, nulls included", async () => {
    const [both] =
      await workspace.database.rows(`SELECT count(*) FILTER (WHERE words < 40 AND source <> 'web') AS a,
      count(*) FILTER (WHERE source = 'web' AND NOT words < 40) AS b FROM documents JOIN signals USING (id)`);
    expect((await contrast("words < 40", "source = 'web'")).documents).toEqual([both.a, both.b]);
    const [{ n }] = await workspace.database.rows(
      "SELECT count(*) AS n FROM signals WHERE odd > 100 AND NOT isnan(odd)",
    );
    expect((await contrast("odd > 100")).documents).toEqual([n, documents - Number(n)]);
  });

  test("a label is what most people say, else what the model says", async () => {
    expect((await contrast("label = 'good'", "label = 'bad'", "quality")).documents).toEqual([1, 1]);
  });

  test("knows what is kept", async () => {
    expect((await contrast("kept")).documents).toEqual([documents, 0]);
  });

  test.each([
    ["wrds < 3", undefined, undefined, 'rules contrast, A: no column "wrds". Did you mean "words"?'],
    ["words < 3", "words", undefined, 'rules contrast, B: "words" gives INTEGER'],
    ["label = 'good'", undefined, undefined, 'no column "label"'],
    ["label = 'good'", undefined, "qualty", 'no task "qualty" has labels. Did you mean "quality"?'],
    ["words < (SELECT 1)", undefined, undefined, "which rules cannot"],
  ])("refuses %s, %s", async (a, b, task, message) => {
    await expect(contrast(a, b, task)).rejects.toThrow(UserError);
    await expect(contrast(a, b, task)).rejects.toThrow(message);
  });
});

describe("a subset that is large", () => {
  test("is thinned evenly and always the same way; a small one is taken whole", async () => {
    const subsets = await openSubsets(ledger, "words < 5", undefined);
    const small = await drawContrast(ledger, subsets, 50);
    const ids = () => ledger.database.rows("SELECT * FROM contrasted");
    const first = await ids();
    expect(small.documents[0]).toBeLessThan(50);
    expect(small.sampled[0]).toBe(small.documents[0]);
    expect(Math.abs(small.sampled[1] - 50)).toBeLessThanOrEqual(3);
    await drawContrast(ledger, subsets, 50);
    expect(await ids()).toEqual(first);
  });
});

test("a column is quoted where SQL needs it", () => {
  expect([column("word_count"), column("a b")]).toEqual(["word_count", '"a b"']);
});
