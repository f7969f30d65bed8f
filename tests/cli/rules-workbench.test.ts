import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { jsonl, makePlace } from "./sluice.ts";

const pipeline = `import { countTokens, ingest, label, measure, pipeline, rules, signal } from "sluice";

export default pipeline({
  name: "notes",
  stages: {
    documents: ingest("in/*.jsonl"),
    signals: measure("basics", "gopher_quality", "language"),
    verdict: label("verdict", {
      functions: { shouts: signal("uppercase_ratio", { above: 0.3 }, "drop"), talks: signal("uppercase_ratio", { below: 0.3 }, "keep") },
      model: "majority",
    }),
    quality: rules({
      too_few_words: "word_count < 12",
      too_short: "character_count < 60",
      loud: "uppercase_ratio > 0.5",
      endless: "word_count > 100000",
    }),
    tokens: countTokens({ tokenizer: "gpt2" }),
  },
});
`;

/** Forty notes of 4 to 43 words, every fourth shouted, in two files; \u001b in one text. */
const notes = Array.from({ length: 40 }, (_, i) => {
  const text = Array.from(
    { length: 4 + i },
    (_, k) => ["river", "mill", "wheel", "stone", "bread"][(i * k + k) % 5],
  ).join(" ");
  return { id: `n${i}`, text: i === 0 ? "\u001b[31mred mill" : i % 4 === 3 ? text.toUpperCase() : text };
});
const place = makePlace({
  "in/even.jsonl": jsonl(notes.filter((_, i) => i % 2 === 0)),
  "in/odd.jsonl": jsonl(notes.filter((_, i) => i % 2 === 1)),
  "notes.ts": pipeline,
});
beforeAll(async () => {
  const { code, stderr } = await place.sluice("run", "notes.ts", "--workers", "1", "--no-report");
  if (code !== 0) throw new Error(stderr);
});

const rules = (...words: string[]) => place.sluice("rules", ...words);
const json = async (...words: string[]) => {
  const { code, stdout, stderr } = await rules(...words, "--json");
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};
const plain = async (sql: string) => {
  const { stdout } = await place.sluice("query", sql, "--format", "json");
  return JSON.parse(stdout);
};

describe("sluice rules losses", () => {
  test("gives joint and marginal loss in documents, characters and tokens as plain SQL does", async () => {
    const told = await json("losses");
    const [all] = await plain(
      "SELECT count(*) AS documents, sum(length(text)) AS characters, sum(tokens) AS tokens FROM documents JOIN tokens USING (id)",
    );
    expect(told.all).toEqual(all);
    for (const { rule, joint, alone } of told.rules) {
      const sums = (condition: string) =>
        plain(`SELECT count(*) AS documents, coalesce(sum(length(text)), 0) AS characters, coalesce(sum(tokens), 0) AS tokens
          FROM documents JOIN tokens USING (id) WHERE id IN (SELECT id FROM decisions WHERE rule = '${rule}') AND ${condition}`);
      expect([joint]).toEqual(await sums("true"));
      expect([alone]).toEqual(await sums(`id NOT IN (SELECT id FROM decisions WHERE rule <> '${rule}')`));
    }
  });

  test("--by source parts them, the parts sum to the whole; silent rules are named", async () => {
    const { groups, rules: whole } = await json("losses", "--by", "source");
    expect(groups).toHaveLength(2);
    whole.forEach(({ joint }: { joint: { documents: number } }, i: number) => {
      const sum = groups.reduce(
        (total: number, one: { rules: { joint: { documents: number } }[] }) =>
          total + one.rules[i].joint.documents,
        0,
      );
      expect(sum).toBe(joint.documents);
    });
    const { stdout, stderr } = await rules("losses", "--by", "source");
    expect(stdout).toContain("dropped nothing: endless");
    expect(stdout).toContain("share of the tokens of each source that a rule takes");
    expect(stderr).toMatch(/^Next: sluice rules examples \w+\n$/);
  });
});

describe("sluice rules overlap", () => {
  test("counts pairs as plain SQL does and draws the largest combinations", async () => {
    const { pairs, combinations } = await json("overlap");
    const pair = pairs.find(
      ({ a, b }: { a: { rule: string }; b: { rule: string } }) =>
        `${a.rule} ${b.rule}` === "too_few_words too_short",
    );
    const [counted] = await plain(`WITH s AS (SELECT id, list(rule) AS rules FROM decisions GROUP BY id)
      SELECT count(*) FILTER (WHERE list_has_all(rules, ['too_few_words', 'too_short'])) AS both,
        count(*) FILTER (WHERE list_has_any(rules, ['too_few_words', 'too_short'])) AS either FROM s`);
    expect([pair.both, pair.jaccard]).toEqual([counted.both, counted.both / counted.either]);
    const [exact] = await plain(
      "SELECT max(n) AS n FROM (SELECT rules, count(*) AS n FROM (SELECT id, list(rule ORDER BY rule) AS rules FROM decisions GROUP BY id) GROUP BY rules)",
    );
    expect(combinations[0].documents).toBe(exact.n);
    const { stdout } = await rules("overlap");
    expect(stdout).toMatch(/● · ·|· ● ·|● ●/);
    expect(stdout).toMatch(/█/);
  });
});

describe("sluice rules examples", () => {
  test("shows what lies just inside and just outside the bound, with the measured value, safe for a terminal", async () => {
    const { bounds } = await json("examples", "too_few_words", "--count", "1");
    const [{ bound, signal, examples }] = bounds;
    expect([bound, signal]).toEqual(["word_count < 12", "word_count"]);
    expect(
      examples.map(({ verdict, value }: { verdict: string; value: number }) => [verdict, value]),
    ).toEqual([
      ["drop", 11],
      ["keep", 12],
    ]);
    const { stdout } = await rules("examples", "too_few_words", "--count", "40");
    expect(stdout).toContain("\\u{1b}[31mred mill");
    expect(stdout).not.toContain("\u001b");
  });
});

describe("sluice rules contrast", () => {
  test("finds the signal that parts two subsets, draws both, and prints the rule", async () => {
    const { signals, documents } = await json(
      "contrast",
      "label = 'keep'",
      "label = 'drop'",
      "--task",
      "verdict",
    );
    expect(documents).toEqual([30, 10]);
    expect([signals[0].signal, signals[0].ks, signals[0].auc]).toEqual(["uppercase_ratio", 1, 1]);
    const { stdout, stderr } = await rules("contrast", "source LIKE '%odd%'", "--top", "1", "--by", "js");
    expect(stdout).toMatch(/^A {2}source LIKE '%odd%': 20 documents\nB {2}everything else: 20 documents\n/);
    expect(stdout).toMatch(/[▁▂▃▄▅▆▇█]/);
    expect(stderr).toMatch(/^Next: sluice rules set unusual_\w+ '.+' --dry-run\n$/);
  });
});

describe("sluice rules suggest", () => {
  test("finds the bound that the labels follow, with what it is worth; its next step runs", async () => {
    const { positive, rules: found } = await json("suggest", "--labels", "verdict");
    expect(positive).toBe("drop"); // the other one of "keep"
    expect(found[0]).toMatchObject({ signals: ["uppercase_ratio"], precision: 1, recall: 1, f1: 1 });
    expect(found[0].heldOut.f1).toBe(1);
    const { stdout, stderr } = await rules("suggest", "--labels", "verdict", "--top", "1");
    expect(stdout).toContain('verdict: 40 labeled documents, 10 "drop" (to go), 30 others');
    const [, name, when] = /^Next: sluice rules set (\w+) '(.+)' --dry-run\n$/.exec(stderr) ?? [];
    const set = await rules("set", name, when, "--dry-run");
    expect([set.code, set.stdout]).toEqual([0, expect.stringContaining(`${name}: "${when}"`)]);
  });
});

describe("what a person gets wrong", () => {
  test.each([
    [["try", "wrd_count < 3"], 'no column "wrd_count". Did you mean "word_count"?'],
    [["try", "word_count < 'x'"], "word_count holds numbers, the bound 'x' is a text"],
    [["try", "word_count < 3", "--replaces", "too_few"], "names no rule of the run"],
    [["examples", "too_few_word"], 'the run has no rule "too_few_word". Did you mean "too_few_words"?'],
    [["contrast", "source = 'nothing'"], "no document is in A (source = 'nothing')"],
    [["contrast", "word_count >= 0"], "no document is in B (everything else)"],
    [["contrast", "label = 'keep'"], 'no column "label"'],
    [["suggest", "--labels", "verdct"], 'no task "verdct" has labels. Did you mean "verdict"?'],
    [["suggest", "--labels", "verdict", "--positive", "dorp"], 'has the label "dorp". Did you mean "drop"?'],
    [["losses", "--by", "sauce"], "Allowed choices are source, language"],
    [["overlap", "--top", "0"], "must be a whole number from 1"],
    [["losses", "--workspace", "nowhere.sluice"], "there is none"],
  ])("%j is one line with the way out, exit code 2", async (words, message) => {
    const { code, stdout, stderr } = await rules(...words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr.replace(/^reading the texts.*\n/, "")).toMatch(/^sluice: [^\n]+\n$/);
  });

  test.each([
    ['word_count < 12"', 'word_count < 0"', "is never true: word_count holds whole numbers from 0 up"],
    ['word_count < 12"', "word_count < 'twelve'\"", "the bound 'twelve' is a text"],
    ['word_count < 12"', 'word_cuont < 12"', 'Did you mean "word_count"?'],
    ['word_count > 100000"', 'word_count >= 10"', "together drop every document that has word_count"],
    ['word_count > 100000"', 'word_count >= 0"', "is true for every document"],
  ])("a pipeline with %s changed to %s stops before anything is read", async (from, to, message) => {
    place.write("wrong.ts", pipeline.replace(from, to).replace("in/*.jsonl", "in/even.jsonl"));
    const { code, stderr } = await place.sluice(
      "run",
      "wrong.ts",
      "--workspace",
      "wrong.sluice",
      "--no-report",
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/^notes [^\n]+\nsluice: wrong\.ts, stage "quality": [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(readdirSync(join(place.folder, "wrong.sluice/stages"))).toEqual([]);
  });

  test("the guard stops rules that together leave hardly anything, names them on a small sample, and --allow lets them", async () => {
    place.write(
      "harsh.ts",
      pipeline
        .replace("word_count < 12", "word_count BETWEEN 4 AND 20")
        .replace("character_count < 60", "word_count BETWEEN 21 AND 40"),
    );
    const run = (...more: string[]) =>
      place.sluice("run", "harsh.ts", "--workspace", "harsh.sluice", "--no-report", ...more);
    const stopped = await run();
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toMatch(
      /all rules together drop 3\d of 40 documents .*--allow together.*40 documents are few for a share/,
    );
    expect((await run("--allow", "together")).code).toBe(0);
  });
});
