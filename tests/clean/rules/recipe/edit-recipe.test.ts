import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editRecipe } from "../../../../src/clean/rules/recipe/edit-recipe.ts";
import { diffLines } from "../../../../src/clean/rules/recipe/line-diff.ts";
import { evaluate } from "./evaluate.ts";

const pipelines = join(import.meta.dirname, "../../../../pipelines");
const real = (name: string) => readFileSync(join(pipelines, name), "utf8");

/** A pipeline file around the argument of rules(). */
const file = (
  rules: string,
  before = "",
) => `import { gopher, gopherQuality, ingest, measure, pipeline, rules } from "sluice";
${before}
export default pipeline({
  name: "small",
  stages: {
    documents: ingest("x.jsonl"),
    signals: measure("gopher"),
    quality: rules(${rules}),
  },
});
`;

function edited(source: string, changes: Record<string, string | null>, overruled: string[] = []): string {
  const result = editRecipe(source, "quality", changes, new Set(overruled));
  if ("refusal" in result) throw new Error(`refused: ${result.refusal}`);
  return result.source;
}

function refused(source: string, changes: Record<string, string | null>) {
  const result = editRecipe(source, "quality", changes);
  if ("source" in result) throw new Error(`not refused:\n${result.source}`);
  return result;
}

/** Lines taken out and put in, as a diff shows them. */
const diff = (before: string, after: string) =>
  diffLines(before, after, 0).flatMap((hunk) => hunk.map(({ mark, text }) => `${mark}${text.trim()}`));

describe("the pipelines of the house", () => {
  test("quickstart: a literal is replaced where it stands, and nothing else", () => {
    const before = real("quickstart.ts");
    const after = edited(before, { too_few_words: "word_count < 33" });
    expect(diff(before, after)).toEqual([
      '-too_few_words: "word_count < 20",',
      '+too_few_words: "word_count < 33",',
    ]);
    expect(evaluate(after).rules.get("too_few_words")).toBe("word_count < 33");
    expect(evaluate(after).others).toBe(evaluate(before).others);
  });

  test("quickstart: a rule taken from a preset becomes a text, a new one comes last, an own one goes", () => {
    const before = real("quickstart.ts");
    const after = edited(before, {
      repeated_lines: "duplicate_line_ratio > 0.5",
      too_loud: "uppercase_ratio > 0.5",
      one_long_line: null,
    });
    expect(diff(before, after)).toEqual([
      "-repeated_lines: gopherRepetition.repeated_lines,",
      '+repeated_lines: "duplicate_line_ratio > 0.5",',
      '-one_long_line: "character_count / line_count > 2000",',
      '+too_loud: "uppercase_ratio > 0.5",',
    ]);
  });

  test("books: a rule that comes by a spread is overridden at the end, and turned off by false", () => {
    const before = real("books.ts");
    const after = edited(before, { too_few_words: "word_count < 80", too_many_bullets: null });
    expect(diff(before, after)).toEqual([
      '+too_few_words: "word_count < 80",',
      '+too_many_bullets: "false",',
    ]);
    const { rules, others } = evaluate(after);
    expect([rules.get("too_few_words"), rules.get("too_many_bullets")]).toEqual(["word_count < 80", "false"]);
    expect(rules.size).toBe(evaluate(before).rules.size);
    expect(others).toBe(evaluate(before).others);
  });

  test("web: rules on one line with options behind them keep their line, comment and options", () => {
    const before = real("web.ts");
    const after = edited(before, { not_english: "language <> 'en'", too_few_words: "word_count < 9" });
    expect(diff(before, after)).toEqual([
      "-{ ...gopher, ...c4Lenient, ...fineweb, not_english: \"language <> 'en' OR language_score < 0.65\" },",
      '+{ ...gopher, ...c4Lenient, ...fineweb, not_english: "language <> \'en\'", too_few_words: "word_count < 9" },',
    ]);
    expect(after).toContain("{ share: 1 }, // few pages of a raw crawl are worth training on");
  });

  test("editing back gives the very same file", () => {
    const before = real("quickstart.ts");
    const there = edited(before, { too_few_words: "word_count < 33" });
    expect(edited(there, { too_few_words: "word_count < 20" })).toBe(before);
  });
});

describe("where a rule stands", () => {
  test.each([
    ["double quotes", '{ a: "x < 1" }', '{ a: "y > 2" }'],
    ["single quotes", "{ a: 'x < 1' }", "{ a: 'y > 2' }"],
    ["a template", "{ a: `x < 1` }", "{ a: `y > 2` }"],
    ["a text in brackets", '{ a: ("x < 1") }', '{ a: ("y > 2") }'],
    ["a quoted key", '{ "a": "x < 1" }', '{ "a": "y > 2" }'],
    ["a computed key that is a text", '{ ["a"]: "x < 1" }', '{ ["a"]: "y > 2" }'],
    [
      "an object",
      '{ a: { when: "x < 1", why: "w", share: 0.9 } }',
      '{ a: { when: "y > 2", why: "w", share: 0.9 } }',
    ],
    ["an object, when last", '{ a: { why: "w", when: "x < 1" } }', '{ a: { why: "w", when: "y > 2" } }'],
    ["a type behind it", '{ a: "x < 1" as const }', '{ a: "y > 2" as const }'],
    [
      "a set behind it",
      '{ a: "x < 1" } satisfies Record<string, string>',
      '{ a: "y > 2" } satisfies Record<string, string>',
    ],
    ["a sum of texts", '{ a: "x < " + 1 }', '{ a: "y > 2" }'],
    ["the last of two of the name", '{ a: "x < 0", a: "x < 1" }', '{ a: "x < 0", a: "y > 2" }'],
  ])("%s", (_, before, after) => {
    expect(edited(file(before), { a: "y > 2" })).toBe(file(after));
    expect(evaluate(file(after)).rules.get("a")).toBe("y > 2");
  });

  test.each([
    ["a constant text", 'const a = "x < 1";', "{ a: a }", '{ a: "y > 2" }'],
    ["a shorthand", 'const a = "x < 1";', "{ a }", '{ a: "y > 2" }'],
    [
      "a constant object keeps what else it says",
      'const o = { when: "x < 1", why: "w" };',
      "{ a: o }",
      '{ a: { ...o, when: "y > 2" } }',
    ],
    ["a property of a constant", 'const o = { a: "x < 1" };', "{ a: o.a }", '{ a: "y > 2" }'],
    [
      "a property that is an object",
      'const o = { a: { when: "x < 1", why: "w" } };',
      "{ a: o.a }",
      '{ a: { ...o.a, when: "y > 2" } }',
    ],
  ])("%s", (_, declared, before, after) => {
    expect(edited(file(before, declared), { a: "y > 2" })).toBe(file(after, declared));
    const [old, fresh] = [evaluate(file(before, declared)), evaluate(file(after, declared))];
    expect(fresh.rules.get("a")).toBe("y > 2");
    expect(fresh.why).toEqual(old.why);
  });

  test("rules kept in a constant are changed there, types and comments stay", () => {
    const before = file(
      "mine",
      '/** é 😀 */\nconst mine = {\n  // about a\n  a: "x < 1", // why\n} as const satisfies Record<string, string>;',
    );
    expect(diff(before, edited(before, { a: "y > 2" }))).toEqual([
      '-a: "x < 1", // why',
      '+a: "y > 2", // why',
    ]);
  });

  test("rules under another name, in a list of stages, or in a namespace are found", () => {
    const renamed = file('{ a: "x < 1" }').replace("rules }", "rules as r }").replace("rules(", "r(");
    expect(edited(renamed, { a: "y > 2" })).toContain('r({ a: "y > 2" })');
    const listed = file('{ a: "x < 1" }').replace(/quality: (.*),/, 'quality: [measure("c4"), $1],');
    expect(edited(listed, { a: "y > 2" })).toContain('rules({ a: "y > 2" })]');
    const spaced =
      'import * as s from "sluice";\nexport default s.pipeline({ name: "n", stages: { quality: s.rules({ a: "x < 1" }) } });';
    expect(edited(spaced, { a: "y > 2" })).toContain('s.rules({ a: "y > 2" })');
  });
});

describe("a new rule", () => {
  test.each([
    ["on one line", '{ a: "1=1" }', '{ a: "1=1", b: "y > 2" }'],
    ["after a comma", '{ a: "1=1", }', '{ a: "1=1", b: "y > 2", }'],
    ["after a type", '{ a: "1=1" as string }', '{ a: "1=1" as string, b: "y > 2" }'],
    ["on a line of its own", '{\n      a: "1=1",\n    }', '{\n      a: "1=1",\n      b: "y > 2",\n    }'],
    [
      "where the last has no comma",
      '{\n      a: "1=1"\n    }',
      '{\n      a: "1=1",\n      b: "y > 2"\n    }',
    ],
    [
      "where the last has a type",
      '{\n      a: "1=1" as string // why\n    }',
      '{\n      a: "1=1" as string, // why\n      b: "y > 2"\n    }',
    ],
    [
      "behind comments",
      '{\n      a: "1=1", // why\n      /* end */\n    }',
      '{\n      a: "1=1", // why\n      /* end */\n      b: "y > 2",\n    }',
    ],
    ["in the quotes of the others", "{ a: '1=1' }", "{ a: '1=1', b: 'y > 2' }"],
    ["where lines end as on Windows", '{\r\n  a: "1=1",\r\n}', '{\r\n  a: "1=1",\r\n  b: "y > 2",\r\n}'],
  ])("%s", (_, before, after) => {
    expect(edited(file(before), { b: "y > 2" })).toBe(file(after));
  });

  test("a name with a dash is quoted", () => {
    expect(edited(file('{ a: "1=1" }'), { "too-few": "y > 2" })).toContain('"too-few": "y > 2"');
  });
});

describe("a rule that is off", () => {
  test.each([
    [
      "its line goes with its comment, those above stay",
      '{\n      // group\n      a: "1=1", // why\n      b: "1=1",\n    }',
      '{\n      // group\n      b: "1=1",\n    }',
    ],
    ["on one line", '{ a: "1=1", b: "1=1" }', '{ b: "1=1" }'],
    ["the first, with a comment on the next", '{ a: "1=1", /* b */ b: "1=1" }', '{ /* b */ b: "1=1" }'],
    ["every one of the name", '{ a: "1=0", b: "1=1", a: "1=1" }', '{ b: "1=1" }'],
    ["a stage needs a rule: the only one becomes false", '{ a: "1=1" }', '{ a: "false" }'],
  ])("%s", (_, before, after) => {
    expect(edited(file(before), { a: null })).toBe(file(after));
  });

  test("the last without a comma takes the comma before it along", () => {
    const after = edited(file('{\n      b: "1=1",\n      a: "1=1"\n    }'), { a: null });
    expect(after).toBe(file('{\n      b: "1=1"\n    }'));
  });

  test("one that a spread has too becomes false when running the file showed that", () => {
    const before = file('{ ...gopher, too_few_words: "word_count < 9" }');
    expect(evaluate(edited(before, { too_few_words: null })).rules.get("too_few_words")).toBe(
      "word_count < 50",
    );
    const after = edited(before, { too_few_words: null }, ["too_few_words"]);
    expect(after).toBe(file('{ ...gopher, too_few_words: "false" }'));
  });

  test("one that a later spread overrules is moved behind it", () => {
    const before = file('{ too_few_words: "word_count < 9", ...gopher }');
    const after = edited(before, { too_few_words: "word_count < 7" }, ["too_few_words"]);
    expect(after).toBe(file('{ ...gopher, too_few_words: "word_count < 7" }'));
    expect(evaluate(after).rules.get("too_few_words")).toBe("word_count < 7");
  });

  test("one that is nowhere needs nothing", () => {
    const before = file('{ b: "1=1" }');
    expect(edited(before, { a: null })).toBe(before);
  });
});

describe("what cannot be changed safely is refused, with text to paste", () => {
  test.each([
    [
      "no stage of that name",
      file('{ a: "1=1" }').replace("quality:", "other:"),
      'has no rules({ … }) as the stage "quality"',
    ],
    [
      "another function of that name",
      file('{ a: "1=1" }')
        .replace("pipeline, rules }", "pipeline }")
        .replace("export", "const rules = (x) => x;\nexport"),
      "has no rules",
    ],
    ["rules made by a call", file("make()"), "by something else than an object literal"],
    ["a rule made by a call", file("{ a: make() }"), 'takes a rule from "make()"'],
    [
      "a rule from another file",
      file("{ a: mine.a }").replace("import", 'import { mine } from "./mine.ts";\nimport'),
      'takes a rule from "mine.a"',
    ],
    ["a computed when", file("{ a: { when: make() } }"), '"when" is computed'],
    ["a when that a later spread may overrule", file('{ a: { when: "1=1", ...x } }'), '"when" is computed'],
    ["no TypeScript", "export default {{{", "does not parse"],
    [
      "two stages of that name",
      `${file('{ a: "1=1" }')}\npipeline({ name: "n", stages: { quality: rules({ a: "1=1" }) } });`,
      "has 2 rules",
    ],
    ["an enum, which cannot be stripped", `enum E { A }\n${file('{ a: "1=1" }')}`, "does not parse"],
  ])("%s", (_, source, reason) => {
    const { refusal, paste } = refused(source, { a: "y > 2" });
    expect(refusal).toContain(reason);
    expect(paste).toBe('a: "y > 2",');
  });
});

describe("any predicate and any name", () => {
  const nasty = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.stringMatching(/^[\\"'`$ {}\n\r\u2028\u2029/*]{1,20}$/),
  );
  const rule = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/);
  const shapes = [
    (n: string) => `{ ${n}: "1=1", other: "1=1" }`,
    (n: string) => `{ ${n}: '1=1', other: '1=1' }`,
    (n: string) => `{\n      ${n}: \`1=1\`, // \${why}\n      other: "1=1",\n    }`,
    (n: string) => `{ ...gopherQuality, ${n}: { when: "1=1", why: "because" } }`,
    () => "{ ...gopherQuality }",
    () => "{\n      ...gopherQuality,\n      other: gopherQuality.too_few_words // last\n    }",
  ];

  test("running the changed file gives the changed rules and nothing else", () => {
    fc.assert(
      fc.property(rule, nasty, fc.constantFrom(...shapes), (name, predicate, shape) => {
        fc.pre(
          predicate.trim() !== "" &&
            predicate === predicate.trim() &&
            predicate.isWellFormed() &&
            name !== "other",
        );
        const before = file(shape(JSON.stringify(name)));
        const after = edited(before, { [name]: predicate });
        const [old, fresh] = [evaluate(before), evaluate(after)];
        expect(fresh.rules).toEqual(new Map([...old.rules, [name, predicate]]));
        expect(fresh.others).toBe(old.others);
        expect(fresh.why).toEqual(old.why);
      }),
      { numRuns: 400, seed: 3 },
    );
  });
});
