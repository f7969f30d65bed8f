/**
 * How fast does the tokenizer turn text into ids, on one core, beside tiktoken's WebAssembly?
 * MB of UTF-8 per second of CPU time. First pass: a fresh tokenizer over texts that it has not seen; warm: the same
 * texts again. Run: node bench/tokens.ts [--megabytes 8]
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { get_encoding } from "tiktoken";
import { createSink } from "../src/tokens/tokenizers/id-sink.ts";
import { loadTokenizer } from "../src/tokens/tokenizers/tokenizer.ts";

const { values } = parseArgs({ options: { megabytes: { type: "string", default: "8" } } });
const limit = Number(values.megabytes) * 1e6;
const root = new URL("../", import.meta.url);

interface Timed {
  readonly seconds: number;
  readonly tokens: number;
}

const corpora = { English: books(), code: code(), Chinese: chinese() };
const speeds = Object.entries(corpora).flatMap(([corpus, texts]) =>
  texts.length === 0
    ? []
    : (["gpt2", "cl100k_base", "o200k_base"] as const).map((name) => compare(corpus, name, texts)),
);
console.table(speeds);
console.table((["gpt2", "cl100k_base", "o200k_base"] as const).map(worstCases));

function compare(corpus: string, name: "gpt2" | "cl100k_base" | "o200k_base", texts: readonly string[]) {
  const blocks = texts.map((text) => Buffer.from(text));
  const megabytes = blocks.reduce((sum, block) => sum + block.length, 0) / 1e6;
  const own = ownRun(name, blocks);
  const first = timed(own);
  const warm = timed(own);
  const oracle = get_encoding(name);
  const wasm = timed(() => texts.reduce((sum, text) => sum + oracle.encode_ordinary(text).length, 0));
  oracle.free();
  if (wasm.tokens !== first.tokens)
    throw new Error(`${name} on ${corpus}: ${first.tokens} tokens, tiktoken ${wasm.tokens}`);
  return {
    corpus,
    tokenizer: name,
    MB: megabytes.toFixed(1),
    "first pass MB/s": (megabytes / first.seconds).toFixed(1),
    "warm MB/s": (megabytes / warm.seconds).toFixed(1),
    "tiktoken wasm MB/s": (megabytes / wasm.seconds).toFixed(1),
    ratio: (wasm.seconds / first.seconds).toFixed(1),
    "bytes per token": ((megabytes * 1e6) / first.tokens).toFixed(2),
  };
}

function ownRun(name: string, blocks: readonly Uint8Array[]): () => number {
  const tokenizer = loadTokenizer(name);
  const sink = createSink();
  return () => {
    let tokens = 0;
    for (const block of blocks) {
      sink.length = 0;
      tokenizer.encodeBytes(block, 0, block.length, sink);
      tokens += sink.length;
    }
    return tokens;
  };
}

/** Milliseconds for one piece of 320,000 characters. */
function worstCases(name: string) {
  const tokenizer = loadTokenizer(name);
  const milliseconds = (text: string) => {
    const block = Buffer.from(text);
    return Math.round(timed(() => tokenizer.count(block)).seconds * 1000);
  };
  return {
    tokenizer: name,
    "one letter, ms": milliseconds("a".repeat(320_000)),
    "random letters, ms": milliseconds(run(320_000, 97, 26)),
    "random Han, ms": milliseconds(run(320_000, 0x4e00, 5000)),
    "spaces, ms": milliseconds(" ".repeat(320_000)),
    "carets, ms": milliseconds("^".repeat(320_000)),
  };
}

function run(length: number, first: number, letters: number): string {
  const draw = random();
  return Array.from({ length }, () => String.fromCharCode(first + draw(letters))).join("");
}

/** A seeded generator of whole numbers below a bound. */
function random(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

function timed(work: () => number): Timed {
  const before = process.cpuUsage();
  const tokens = work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, tokens };
}

function records(file: string): { text: string; lang?: string }[] {
  const path = new URL(`../shared/data/${file}`, root);
  if (!existsSync(path)) return [];
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

function books(): string[] {
  return upTo(records("books.jsonl.gz").map(({ text }) => text));
}

/** New Chinese text from the pairs of characters of the real texts, which are few: most of its pieces come once. */
function chinese(): string[] {
  const texts = records("languages.jsonl.gz").filter(({ lang }) => lang?.startsWith("zh"));
  if (texts.length === 0) return [];
  const characters = [...texts.map(({ text }) => text).join("\n")].filter((c) => c >= "\u3000" || c === "\n");
  const followers = Map.groupBy(characters.keys(), (i) => characters[i]);
  const draw = random();
  let at = 0;
  const next = () => {
    const places = followers.get(characters[at])!;
    at = (places[draw(places.length)] + 1) % characters.length;
    return characters[at];
  };
  return upTo(Array.from({ length: 1200 }, () => Array.from({ length: 1000 }, next).join("")));
}

function code(): string[] {
  const files = globSync("node_modules/*/**/*.js", { cwd: root }).filter((file) => !file.includes(".min."));
  return upTo(
    files
      .sort()
      .filter((_, i) => i % 7 === 0)
      .map((file) => readFileSync(new URL(file, root), "utf8"))
      .filter((text) => text.length < 50_000),
  );
}

function upTo(texts: readonly string[]): string[] {
  let bytes = 0;
  return texts.filter((text) => {
    bytes += Buffer.byteLength(text);
    return bytes <= limit;
  });
}
