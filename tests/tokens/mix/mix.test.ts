import { beforeEach, describe, expect, test } from "vitest";
import { contract, type Row } from "../../../src/core/table.ts";
import { mix } from "../../../src/tokens/mix/mix.ts";
import { type TestContext, testContext } from "../context.ts";

const ids = Array.from({ length: 200 }, (_, i) => `d${String(i).padStart(3, "0")}`);
/** Every document has 9 tokens and thus takes 10 of a training file. The first half are books; scores grow with the id. */
const documents = ids.map((id, i) => ({ id, text: "", source: i < 100 ? "books/a.txt" : "web/b.warc" }));
const tokens = ids.map((id) => ({ id, tokenizer: "gpt2", tokens: 9 }));
const scores = ids.map((id, i) => ({ id, model: "value", score: i }));

let context: TestContext;

async function contextWith(duplicates: Row[] = [], survivors = ids): Promise<TestContext> {
  return testContext(
    {
      survivors: { schema: { id: "VARCHAR" }, rows: survivors.map((id) => ({ id })) },
      documents: { schema: contract.documents, rows: documents },
      tokens: { schema: contract.tokens, rows: tokens },
      scores: { schema: contract.scores, rows: scores },
      duplicates: { schema: contract.duplicates, rows: duplicates },
    },
    { mixture: contract.mixture },
  );
}

async function mixture(options: Parameters<typeof mix>[0]) {
  const notes = await mix(options).run(context);
  return { notes, rows: await context.rows("SELECT * FROM mixture ORDER BY split, rank") };
}

beforeEach(async () => {
  context = await contextWith();
});

test("takes documents until the budget is reached, end-of-text tokens included", async () => {
  const { rows, notes } = await mixture({ budget: 500, validation: 0 });
  expect(rows.length).toBe(50);
  expect(notes).toEqual({ "train documents": 50, "train tokens": 500 });
});

test("reads budgets as people write them", async () => {
  const { rows } = await mixture({ budget: "0.5k", validation: 0 });
  expect(rows.length).toBe(50);
});

test("leaves out what does not survive", async () => {
  context = await contextWith([], ids.slice(0, 20));
  const { rows } = await mixture({ budget: "1B", validation: 0 });
  expect(rows.map(({ id }) => id).sort()).toEqual(ids.slice(0, 20));
});

test("temperature 0 takes the best scores, a large one takes any", async () => {
  const best = await mixture({ budget: 500, by: "value", temperature: 0, validation: 0 });
  expect(best.rows.map(({ id }) => id).sort()).toEqual(ids.slice(150));
  context = await contextWith();
  const any = await mixture({ budget: 500, by: "value", temperature: 1000, validation: 0 });
  expect(any.rows.filter(({ id }) => String(id) < "d100").length).toBeGreaterThan(10);
});

test("temperature 1 prefers good scores and leaves some to chance", async () => {
  const { rows } = await mixture({ budget: 500, by: "value", temperature: 1, validation: 0 });
  const good = rows.filter(({ id }) => String(id) >= "d100").length;
  expect(good).toBeGreaterThan(32);
  expect(good).toBeLessThan(50);
});

test("the same seed gives the same rows, another seed others", async () => {
  const first = await mixture({ budget: 500, seed: 1 });
  context = await contextWith();
  const again = await mixture({ budget: 500, seed: 1 });
  context = await contextWith();
  const other = await mixture({ budget: 500, seed: 2 });
  expect(again.rows).toEqual(first.rows);
  expect(other.rows).not.toEqual(first.rows);
});

test("ranks are a shuffled order without gaps in each split", async () => {
  const { rows } = await mixture({ budget: "1B", validation: 0.2 });
  const train = rows.filter(({ split }) => split === "train");
  expect(train.map(({ rank }) => rank)).toEqual(train.map((_, i) => i));
  expect(train.map(({ id }) => id)).not.toEqual(train.map(({ id }) => id).sort());
});

describe("weights", () => {
  test("share the tokens among sources", async () => {
    const { rows } = await mixture({ budget: 800, weights: { "books/*": 3, "web/*": 1 }, validation: 0 });
    const of = (part: string) => rows.filter((row) => row.part === part);
    expect([of("books/*").length, of("web/*").length]).toEqual([60, 20]);
    expect(of("books/*")[0].weight).toBe(0.75);
  });

  test("leave out a source without one, and say so", async () => {
    const { rows, notes } = await mixture({ budget: 500, weights: { "books/*": 1 }, validation: 0 });
    expect(rows.every(({ id }) => String(id) < "d100")).toBe(true);
    expect(notes).toMatchObject({ "documents without a weight": 100 });
  });

  test("are patterns, not SQL: only * and ? are special", async () => {
    const { notes } = await mixture({ budget: 500, weights: { "books_%'": 1, "*": 1 }, validation: 0 });
    expect(notes).toMatchObject({ "tokens short of the budget": 250, "train tokens": 250 });
  });
});

describe("epochs", () => {
  test("repeat documents up to the cap, each copy in its own place", async () => {
    const { rows, notes } = await mixture({ budget: 5000, epochs: 4, validation: 0 });
    expect(rows.length).toBe(500);
    expect(new Set(rows.map(({ id, copy }) => `${id} ${copy}`)).size).toBe(500);
    expect(notes).toMatchObject({ epochs: 2.5 });
  });

  test("are one unless asked for, and the missing tokens are told", async () => {
    const { notes } = await mixture({ budget: 5000, validation: 0 });
    expect(notes).toMatchObject({ "train tokens": 2000, "tokens short of the budget": 3000 });
  });

  test("above four give a warning", async () => {
    const { notes } = await mixture({ budget: 10_000, epochs: 16, validation: 0 });
    expect(notes?.warning).toContain("5.0 epochs: repeating text more than 4 times");
  });
});

describe("validation", () => {
  test("holds out about its share, once each, and never what is in training", async () => {
    const { rows } = await mixture({ budget: 6000, epochs: 3, validation: 0.2 });
    const held = rows.filter(({ split }) => split === "validation").map(({ id }) => id);
    const trained = new Set(rows.filter(({ split }) => split === "train").map(({ id }) => id));
    expect(held.length).toBeGreaterThan(20);
    expect(held.length).toBeLessThan(60);
    expect(new Set(held).size).toBe(held.length);
    expect(held.filter((id) => trained.has(id))).toEqual([]);
  });

  test("is not empty, however small its share", async () => {
    const { rows } = await mixture({ budget: "1B", validation: 1e-9 });
    expect(rows.filter(({ split }) => split === "validation").length).toBe(1);
  });

  test("keeps every duplicate cluster on one side, also through chains of two methods", async () => {
    const duplicates = ids.flatMap((id, i) => {
      const keeper = ids[i - (i % 4)];
      const linked = ids[i - (i % 20)];
      return [
        { id, keeper, cluster: i >> 2, method: "exact", similarity: 1, kept: true },
        ...(i % 4 === 0
          ? [{ id, keeper: linked, cluster: 0, method: "near", similarity: 0.9, kept: true }]
          : []),
      ];
    });
    context = await contextWith(duplicates);
    const { rows } = await mixture({ budget: "1B", validation: 0.3 });
    const split = new Map(rows.map((row) => [row.id, row.split]));
    expect(new Set(split.values()).size).toBe(2);
    ids.forEach((id, i) => {
      expect(split.get(id)).toBe(split.get(ids[i - (i % 20)]));
    });
  });
});

describe("the user's mistakes", () => {
  test("counts of another tokenizer", async () => {
    await expect(mix({ budget: 1, tokenizer: "cl100k_base" }).run(context)).rejects.toThrow(
      'mix needs token counts of cl100k_base, found gpt2. Add countTokens({ tokenizer: "cl100k_base" }) before it.',
    );
  });

  test("an unknown model", async () => {
    await expect(mix({ budget: 1, by: "it's" }).run(context)).rejects.toThrow('got "it\'s". Models: value.');
  });

  test("options", () => {
    expect(() => mix({ budget: 1, epoch: 2 } as never)).toThrow(
      'mix: unknown option "epoch". Did you mean "epochs"?',
    );
    expect(() => mix({ budget: "lots" })).toThrow(
      'mix: budget: must be a positive number of tokens such as 5e8 or "1B", got "lots"',
    );
    expect(() => mix({ budget: 0 })).toThrow("budget: must be a positive number of tokens");
    expect(() => mix({ budget: 1, validation: 2 })).toThrow("validation");
  });
});
