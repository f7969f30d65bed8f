import { describe, expect, test } from "vitest";
import { rules } from "../../../src/clean/rules/rules.ts";
import { GuardError, UserError } from "../../../src/core/errors.ts";
import { decide, workspaceOf } from "./workspace.ts";

const signals = {
  word_count: "INTEGER",
  list_ratio: "DOUBLE",
  language: "VARCHAR",
  language_score: "DOUBLE",
} as const;
const documents = [
  { id: "z", url: "https://a.org/x", language: "fr" },
  { id: "a", url: "https://b.org/login" },
  { id: "m" },
  { id: "unmeasured" },
];
const measurements = [
  { id: "a", word_count: 12, list_ratio: 0.25, language: "en", language_score: 0.5 },
  { id: "m", word_count: null, list_ratio: 1 / 3, language: null, language_score: null },
  { id: "z", word_count: 80, list_ratio: 0.5, language: "de", language_score: 0.9 },
];
const run = async (...options: Parameters<typeof rules>) =>
  decide(await workspaceOf(documents, signals, measurements), rules(...options));
const reasons = async (when: string) =>
  (await run({ fault: when }, { share: 1 })).decisions.map(({ id, reason }) => `${id}: ${reason}`);

describe("rules", () => {
  test("writes value, bound and a reason for every rule that spoke, in document order, then in the order of the rules", async () => {
    const { decisions } = await run(
      { list: "list_ratio > 0.3", too_short: "word_count < 100" },
      { share: 1 },
    );
    const shared = { stage: "quality", verdict: "drop" };
    expect(decisions).toEqual([
      { id: "z", rule: "list", value: 0.5, bound: "> 0.3", reason: "list_ratio 0.5 > 0.3", ...shared },
      { id: "z", rule: "too_short", value: 80, bound: "< 100", reason: "word_count 80 < 100", ...shared },
      { id: "a", rule: "too_short", value: 12, bound: "< 100", reason: "word_count 12 < 100", ...shared },
      { id: "m", rule: "list", value: 1 / 3, bound: "> 0.3", reason: "list_ratio 0.333333 > 0.3", ...shared },
    ]);
  });

  test("does not speak where a signal is null or was never measured", async () => {
    expect(await reasons("word_count < 1000")).toEqual([
      "z: word_count 80 < 1000",
      "a: word_count 12 < 1000",
    ]);
    expect(await reasons("NOT word_count > 1000")).not.toContain(expect.stringMatching(/^m|^unmeasured/));
  });

  test("tells of a compound the first comparison that holds", async () => {
    expect(await reasons("language <> 'en' OR language_score < 0.65")).toEqual([
      "z: language de <> 'en'",
      "a: language_score 0.5 < 0.65",
    ]);
    expect(await reasons("word_count < 20 AND language_score < 0.65")).toEqual(["a: word_count 12 < 20"]);
  });

  test("knows ranges, lists, flipped sides and nulls", async () => {
    expect(await reasons("word_count BETWEEN 10 AND 20")).toEqual(["a: word_count 12 BETWEEN 10 AND 20"]);
    expect(await reasons("language NOT IN ('en', 'fr')")).toEqual(["z: language de NOT IN ('en', 'fr')"]);
    expect(await reasons("50 > word_count")).toEqual(["a: word_count 12 < 50"]);
    expect(await reasons("language IS NULL AND list_ratio > 0")).toEqual(["m: language IS NULL"]);
    expect(await reasons("language_score > -1.5e0")).toEqual([
      "z: language_score 0.9 > -1.5",
      "a: language_score 0.5 > -1.5",
    ]);
  });

  test("gives the predicate itself as reason where no comparison is simple", async () => {
    const { decisions } = await run({ short: "word_count / 2 < 10" });
    expect(decisions).toMatchObject([
      { id: "a", value: null, bound: "word_count / 2 < 10", reason: "word_count / 2 < 10" },
    ]);
  });

  test("reads columns of documents; a signal goes before a column of the same name", async () => {
    expect(await reasons("url LIKE '%/login'")).toEqual(["a: url LIKE '%/login'"]);
    expect(await reasons("language = 'fr'")).toEqual([]);
  });

  test("puts the reason of the person before the measured one", async () => {
    const { decisions } = await run({ short: { when: "word_count < 50", why: "too short to judge" } });
    expect(decisions[0].reason).toBe("too short to judge: word_count 12 < 50");
  });

  test("survives comments, quotes and any case of letters in a predicate", async () => {
    expect(await reasons("Word_Count < 50 -- the paper's ) bound")).toEqual(["a: word_count 12 < 50"]);
    expect(await reasons("language <> 'd''e'")).toContain("z: language de <> 'd''e'");
  });

  test("notes how many documents go and which rule takes most", async () => {
    const { notes } = await run({ short: "word_count < 50", list: "list_ratio > 0.3" });
    expect(notes).toEqual({ dropped: 3, "largest rule": "list 2" });
    expect((await run({ short: "word_count < 5" })).notes).toEqual({ dropped: 0 });
  });
});

describe("the guard", () => {
  const most = { any: "list_ratio > 0" };

  test("stops a rule that drops more than half of the documents, and writes nothing", async () => {
    await expect(run(most)).rejects.toThrow(GuardError);
    await expect(run(most)).rejects.toThrow(
      'stage "quality": rule "any" drops 3 of 4 documents (75 %, guard at 50 %). Nothing was dropped. If that is meant, run again with --allow any; else move the bound.',
    );
  });

  test("lets pass what the share, the rule's own share, the options or the person allow", async () => {
    expect((await run(most, { share: 0.75 })).decisions).toHaveLength(3);
    expect((await run({ any: { when: "list_ratio > 0", share: 0.8 } })).decisions).toHaveLength(3);
    expect((await run(most, { allow: ["any"] })).decisions).toHaveLength(3);
    const workspace = await workspaceOf(documents, signals, measurements);
    expect((await decide(workspace, rules(most), ["any"])).decisions).toHaveLength(3);
    await expect(decide(workspace, rules(most), ["other"])).rejects.toThrow(GuardError);
  });

  test("is silent about an empty corpus", async () => {
    const { decisions } = await decide(await workspaceOf([], signals, []), rules(most));
    expect(decisions).toEqual([]);
  });
});

describe("the guard over all rules together", () => {
  const ids = Array.from({ length: 100 }, (_, i) => `d${i}`);
  const hundred = () =>
    workspaceOf(
      ids.map((id) => ({ id })),
      { word_count: "INTEGER", list_ratio: "DOUBLE" },
      ids.map((id, i) => ({ id, word_count: i, list_ratio: i / 100 })),
    );
  const three = { a: "word_count < 40", b: "word_count BETWEEN 40 AND 79", c: "list_ratio > 0.795" };

  test("stops rules of which none is unusual, when hardly anything is left", async () => {
    await expect(decide(await hundred(), rules({ ...three, d: "word_count = 79" }))).rejects.toThrow(
      'stage "quality": all rules together drop 100 of 100 documents (100 %, guard at 90 %). Nothing was dropped. If that is meant, run again with --allow together; else move the bound.',
    );
    await expect(decide(await hundred(), rules({ a: three.a, b: three.b }))).resolves.toBeDefined(); // 80 %
  });

  test("lets pass what the options, the person, or the leave for one rule allow", async () => {
    expect((await decide(await hundred(), rules(three, { together: 1 }))).notes?.dropped).toBe(100);
    expect((await decide(await hundred(), rules(three), ["together"])).notes?.dropped).toBe(100);
    const greedy = { most: "word_count < 95" };
    expect((await decide(await hundred(), rules(greedy), ["most"])).notes?.dropped).toBe(95);
    await expect(
      decide(await hundred(), rules({ ...greedy, rest: "word_count > 94" }), ["most"]),
    ).rejects.toThrow("together");
  });

  test("says of a small sample that its shares are worth little, of a large corpus it does not", async () => {
    await expect(run({ any: "list_ratio > 0" })).rejects.toThrow(
      "4 documents are few for a share: try a larger --sample.",
    );
    await expect(decide(await hundred(), rules({ most: "word_count < 95" }))).rejects.toThrow(/bound\.$/);
  });
});

describe("values that are no numbers", () => {
  const odd = () =>
    workspaceOf(
      ["nan", "up", "down", "plain"].map((id) => ({ id })),
      { loss: "DOUBLE" },
      [
        { id: "nan", loss: "NaN" },
        { id: "up", loss: "Infinity" },
        { id: "down", loss: "-Infinity" },
        { id: "plain", loss: 2 },
      ],
    );
  const dropped = async (when: string) =>
    (await decide(await odd(), rules({ fault: when }, { share: 1 }))).decisions.map(({ id }) => id);

  test("a NaN is no measurement: no rule speaks on it, and it reads as null", async () => {
    expect(await dropped("loss > 1")).toEqual(["up", "plain"]);
    expect(await dropped("NOT loss < 1000")).toEqual(["up"]);
    expect(await dropped("loss IS NULL")).toEqual(["nan"]);
  });

  test("an infinite value is what it is", async () => {
    expect(await dropped("loss < 1")).toEqual(["down"]);
    expect(await dropped("isinf(loss)")).toEqual(["up", "down"]);
    expect(await dropped("NOT isfinite(loss)")).toEqual(["up", "down"]);
  });

  test("isnan says how to find them", async () => {
    await expect(dropped("isnan(loss)")).rejects.toThrow("a NaN reads as null. Write IS NULL");
  });

  test("a predicate that cannot be computed for some value names its rule and leaves no trace", async () => {
    const workspace = await workspaceOf(
      [
        { id: "a", language: "en" },
        { id: "b", language: "7" },
      ],
      { word_count: "INTEGER" },
      [{ id: "a", word_count: 2000000000 }],
    );
    const refused = async (when: string) => decide(workspace, rules({ fine: "word_count < 0", fault: when }));
    await expect(refused("CAST(language AS INTEGER) > 3")).rejects.toThrow(
      /^rules, "fault": "CAST\(language AS INTEGER\) > 3" cannot be computed for every document: .*TRY_CAST/,
    );
    await expect(refused("word_count * 1000 > 3")).rejects.toThrow(UserError);
  });
});

describe("the form of rules", () => {
  test.each([
    [() => rules({}), 'rules: name at least one, such as { too_short: "word_count < 50" }.'],
    [
      () => rules({ "a b": "x > 1" }),
      'rules: "a b" is no name for a rule: letters, digits, _ and - only, a letter first.',
    ],
    [
      () => rules({ a: { wehn: "x > 1" } as never }),
      'rules, "a": when: Invalid input: expected string, received undefined, got undefined.',
    ],
    [
      () => rules({ a: { when: "x > 1", whi: "y" } as never }),
      'rules, "a": unknown option "whi". Did you mean "why"? Options: when, verdict, why, share.',
    ],
    [
      () => rules({ a: "x > 1" }, { alow: [] } as never),
      'rules: unknown option "alow". Did you mean "allow"? Options: share, together, allow.',
    ],
  ])("is checked when the pipeline is written (%#)", (make, message) => {
    expect(make).toThrow(UserError);
    expect(make).toThrow(message);
  });

  test("a guard is no part of the key, a reason is", () => {
    const plain = rules({ a: "x > 1" });
    expect(rules({ a: "x > 1" }, { share: 0.9 }).options).toEqual(plain.options);
    expect(rules({ a: { when: "x > 1", why: "y" } }).options).not.toEqual(plain.options);
  });
});
