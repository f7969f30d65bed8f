import { describe, expect, it } from "vitest";
import { exactFinder } from "../../../src/clean/decontaminate/exact-finder.ts";
import { gramPlaces } from "../../../src/clean/decontaminate/example-grams.ts";
import type { Finding } from "../../../src/clean/decontaminate/findings.ts";
import { IndexBuilder } from "../../../src/clean/decontaminate/index-builder.ts";
import { type ExactIndex, openIndex } from "../../../src/clean/decontaminate/index-file.ts";
import {
  type DecontaminateOptions,
  type Settings,
  settingsOf,
} from "../../../src/clean/decontaminate/options.ts";
import { normalised, Words } from "../../../src/clean/decontaminate/words.ts";
import { makeRandom } from "../../../src/features/vectors/random.ts";

interface Asked {
  readonly set: number;
  readonly question: string;
  readonly answer: string;
}

function settings(options: Partial<DecontaminateOptions>): Settings {
  return settingsOf({ against: { a: "a.txt", b: "b.txt" }, evidence: 1000, ...options });
}

function indexOf(examples: readonly Asked[], options: Settings): ExactIndex {
  const builder = new IndexBuilder(options);
  for (const [i, { set, ...example }] of examples.entries()) builder.add(set, { id: `e${i}`, ...example });
  return openIndex(Buffer.concat(builder.finish())) as ExactIndex;
}

function find(index: ExactIndex, options: Settings, text: string): Finding[] {
  const words = new Words(options.normalize);
  const bytes = Buffer.from(text);
  words.read(bytes, 0, bytes.length);
  return exactFinder(index, options)(words);
}

/** The same by comparing strings: for each set its best coverage, and which words of the document are covered. */
function slowly(examples: readonly Asked[], options: Settings, text: string) {
  const words = normalised(text, options.normalize).split(" ");
  const gramAt = (from: number, length: number) => words.slice(from, from + length).join(" ");
  const found = new Map<number, { coverage: number; covered: Set<number> }>();
  for (const { set, question, answer } of examples) {
    const parts = [question, answer].map((part) =>
      normalised(part, options.normalize).split(" ").filter(Boolean),
    );
    const all = parts.flat();
    const places = gramPlaces(parts[0].length, parts[1].length, options);
    const covered = new Set<number>();
    let held = 0;
    for (const { at, length } of places) {
      const gram = all.slice(at, at + length).join(" ");
      const starts = words
        .map((_, from) => from)
        .filter((from) => from + length <= words.length && gramAt(from, length) === gram);
      if (starts.length > 0) held++;
      for (const from of starts) for (let k = 0; k < length; k++) covered.add(from + k);
    }
    const coverage = Math.min(1, held / (places.filter(({ seam }) => !seam).length || places.length));
    if (held === 0 || coverage < options.minimumCoverage) continue;
    const best = found.get(set) ?? { coverage: 0, covered: new Set() };
    found.set(set, { coverage: Math.max(best.coverage, coverage), covered: best.covered.union(covered) });
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([set, { coverage, covered }]) => ({ set, coverage, covered: [...covered].sort((a, b) => a - b) }));
}

function coveredWords({ spans }: Finding): number[] {
  return spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k));
}

describe("the exact finder", () => {
  it.each([
    { grams: 4, shortest: 2 },
    { grams: 5, shortest: 5, minimumCoverage: 0.3 },
    { grams: 3, shortest: 1, from: ["answer", "seam"] },
    { grams: 6, shortest: 3, from: ["question"], minimumCoverage: 0.5 },
  ] as Partial<DecontaminateOptions>[])(
    "finds what comparing strings finds, on random texts: %j",
    (given) => {
      const options = settings(given);
      let matches = 0;
      for (let seed = 1; seed <= 120; seed++) {
        const random = makeRandom(seed);
        const vocabulary = 2 + (seed % 5);
        const text = (length: number) =>
          Array.from({ length }, () => "abcdefg"[random.below(vocabulary)]).join(" ");
        const examples = Array.from({ length: 6 }, () => ({
          set: random.below(2),
          question: text(random.below(12)),
          answer: text(random.below(8)),
        }));
        const document = text(60);
        const findings = find(indexOf(examples, options), options, document);
        const expected = slowly(examples, options, document);
        expect(
          findings.map((finding) => ({
            set: finding.set,
            coverage: finding.coverage,
            covered: coveredWords(finding),
          })),
        ).toEqual(expected);
        matches += expected.length;
      }
      expect(matches).toBeGreaterThan(60);
    },
  );

  it("believes no hash: grams whose words differ are no hit", () => {
    const options = settings({ grams: 3, shortest: 3 });
    const index = indexOf([{ set: 0, question: "one two three", answer: "" }], options);
    expect(find(index, options, "one two three")).toHaveLength(1);
    const letters = index.letters.map((letter, i) => (i === 4 ? letter + 1 : letter)); // the hash stays, a word is another
    expect(find({ ...index, letters }, options, "one two three")).toEqual([]);
    const wordEnds = Uint32Array.of(2, 6, 11); // the same letters, other borders
    expect(find({ ...index, wordEnds }, options, "one two three")).toEqual([]);
  });

  it("takes no row of numbers for evidence, unless numbers differ", () => {
    const question = "continue the series 2 4 8 16 32 64 128 and tell the next number of it";
    const table = `${"17 23 99 1 5 6 8 ".repeat(20)} and`;
    const options = settings({ grams: 8 });
    expect(find(indexOf([{ set: 0, question, answer: "" }], options), options, table)).toEqual([]);
    expect(find(indexOf([{ set: 0, question, answer: "" }], options), options, question)).toHaveLength(1);
    const exact = settings({ grams: 7, shortest: 7, normalize: { numbers: false } });
    const index = indexOf([{ set: 0, question, answer: "" }], exact);
    expect(find(index, exact, "2 4 8 16 32 64 128")).toHaveLength(1);
    expect(find(index, exact, table)).toEqual([]);
  });

  it("names the runs of the best examples, in the order of the document", () => {
    const options = settings({ grams: 3, shortest: 3 });
    const examples = [
      { set: 1, question: "a b c d e", answer: "" },
      { set: 1, question: "x a b c", answer: "" },
    ];
    const [{ matches }] = find(indexOf(examples, options), options, "a b c q q a b c d e q a b c");
    expect(
      matches.map(({ example, from, to, grams, coverage }) => [example, from, to, grams, coverage]),
    ).toEqual([
      [0, 0, 3, 1, 1],
      [0, 5, 10, 3, 1],
      [0, 11, 14, 1, 1],
      [1, 0, 3, 1, 0.5],
      [1, 5, 8, 1, 0.5],
      [1, 11, 14, 1, 0.5],
    ]);
  });

  it("lists no more matches than asked for, and still knows all that is covered", () => {
    const options = settings({ grams: 3, shortest: 3, evidence: 2 });
    const index = indexOf([{ set: 0, question: "a b c", answer: "" }], options);
    const [finding] = find(index, options, "a b c x ".repeat(500));
    expect(finding.matches).toHaveLength(2);
    expect(finding.spans).toHaveLength(500);
  });
});

describe("a gram of many examples, many times in a document", () => {
  it.each(["example", "document"] as const)("is looked through once (coverage of the %s)", (coverage) => {
    const options = settings({ grams: 4, shortest: 4, coverage, evidence: 20 });
    const examples = Array.from({ length: 20_000 }, (_, i) => ({
      set: i % 2,
      question: `answer the following question ${i}x`,
      answer: "",
    }));
    const index = indexOf(examples, options);
    const findings = find(index, options, "answer the following question well ".repeat(20_000)); // 400 million pairs
    expect(findings.map(({ spans, matches }) => [spans.length, matches.length])).toEqual([
      [20_000, 20],
      [20_000, 20],
    ]);
  });
});

describe("the grams of an example", () => {
  const all = { grams: 4, shortest: 2, from: ["question", "answer", "seam"] } as const;
  const places = (question: number, answer: number, change = {}) =>
    gramPlaces(question, answer, { ...all, from: [...all.from], ...change }).map(
      ({ at, length }) => `${at}+${length}`,
    );

  it.each([
    [5, 4, {}, "0+4 1+4 2+4 3+4 4+4 5+4"],
    [5, 4, { from: ["question"] }, "0+4 1+4"],
    [5, 4, { from: ["answer"] }, "5+4"],
    [5, 4, { from: ["seam"] }, "2+4 3+4 4+4"],
    [3, 2, {}, "0+4 1+4 0+3 3+2"],
    [3, 0, {}, "0+3"],
    [3, 0, { from: ["answer"] }, "0+3"],
    [1, 1, {}, "0+2"],
    [1, 0, {}, ""],
    [0, 0, {}, ""],
  ])("of %i and %i words, %j: %s", (question, answer, change, expected) => {
    expect(places(question, answer, change).join(" ")).toBe(expected);
  });
});
