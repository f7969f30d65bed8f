import fc from "fast-check";
import { get_encoding } from "tiktoken";
import { describe, expect, test } from "vitest";
import { encodingOf, tokenizerNames } from "../../../src/tokens/tokenizers/encodings.ts";
import { createSink } from "../../../src/tokens/tokenizers/id-sink.ts";
import { readRanks } from "../../../src/tokens/tokenizers/rank-file.ts";
import { loadTokenizer } from "../../../src/tokens/tokenizers/tokenizer.ts";

/** Characters at which pre-tokenizers part ways: cases, marks, white space of all kinds, contractions, surrogates. */
const nasty = [
  ..."aAbZsSdmtTlLvVrReE'''\u2019  \n\n\r\t019/!.,^_-{}#éÉßſKǅʰªºΩдЖ中文ひカ한½²Ⅷ٣\0\x7f",
  ..."\u0301\u0308\u0903\u20dd\u00a0\u0085\u2028\u3000\ufeff\u200b\u200d👍🏽🇨\u{1d400}\u{10400}\u{20000}",
  "\ud800",
  "\udc00",
  "<|endoftext|>",
];
const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom(...nasty), maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(..."aA 's\n"), maxLength: 200 }),
);

describe.each(tokenizerNames)("%s", (name) => {
  const tokenizer = loadTokenizer(name);

  test("gives the ids of OpenAI's tokenizer for any text", () => {
    const oracle = get_encoding(name);
    fc.assert(
      fc.property(texts, (text) => {
        expect([...tokenizer.encode(text)]).toEqual([...oracle.encode_ordinary(text)]);
      }),
      { numRuns: 3000, seed: 1 },
    );
    oracle.free();
  });

  test("gives the text back from its ids, lone surrogates as U+FFFD", () => {
    const any = fc.oneof(texts, fc.string({ unit: "binary", maxLength: 50 }));
    fc.assert(
      fc.property(any, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text.toWellFormed());
      }),
      { numRuns: 2000, seed: 2 },
    );
  });

  test("keeps any bytes, even those that are not UTF-8", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const sink = createSink(1);
        tokenizer.encodeBytes(bytes, 0, bytes.length, sink);
        expect([...tokenizer.decodeBytes(sink.ids.subarray(0, sink.length))]).toEqual([...bytes]);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  test("never encodes text to the end-of-text token", () => {
    expect([...tokenizer.encode("a<|endoftext|>b")]).not.toContain(tokenizer.endOfText);
    expect(tokenizer.decode([tokenizer.endOfText])).toBe("<|endoftext|>");
  });

  test("merges a long run as it merges a short one", () => {
    const oracle = get_encoding(name);
    for (const text of [
      "a".repeat(3001),
      "ab".repeat(777),
      "文".repeat(500),
      " ".repeat(1000),
      "^=".repeat(400),
    ]) {
      expect([...tokenizer.encode(text)]).toEqual([...oracle.encode_ordinary(text)]);
    }
    oracle.free();
  });
});

test("a piece of 320,000 characters is encoded whole", () => {
  const tokenizer = loadTokenizer("cl100k_base");
  expect(tokenizer.count(Buffer.from("a".repeat(320_000)))).toBe(40_000);
});

test("count reads the given bytes only", () => {
  const tokenizer = loadTokenizer("gpt2");
  const bytes = Buffer.from("Hello world, again");
  expect(tokenizer.count(bytes, 5, 11)).toBe(1);
  expect(tokenizer.count(bytes)).toBe(4);
});

test("the answer does not depend on what was encoded before", () => {
  const used = loadTokenizer("gpt2");
  for (let i = 0; i < 80_000; i++) used.encode(`zq${i.toString(36)}xv`);
  const text = "zq0xv unquestionably zqzzxv";
  expect([...used.encode(text)]).toEqual([...loadTokenizer("gpt2").encode(text)]);
});

test("an unknown tokenizer is the user's error and names the nearest", () => {
  expect(() => loadTokenizer("gpt-2")).toThrow('got "gpt-2". Did you mean "gpt2"?');
  expect(() => loadTokenizer("toString")).toThrow("tokenizer must be one of");
});

test("a vocabulary with another hash is refused", () => {
  const tampered = () => Buffer.from("IQ== 0\n");
  expect(() => readRanks(encodingOf("gpt2"), tampered)).toThrow(
    "r50k_base.tiktoken: the vocabulary must have sha256 306cd27f",
  );
});

test("an id without a token is refused", () => {
  expect(() => loadTokenizer("cl100k_base").decode([100_256])).toThrow("no token has id 100256");
});
