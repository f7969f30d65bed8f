/** Two problems for the search of recipes: documents, and whether they should be kept. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { batchOf } from "../src/core/batch.ts";
import { measure } from "../src/features/signals/measure.ts";

/** A document, and 1 to keep or 0 to drop it. */
export interface Labeled {
  readonly text: string;
  readonly label: 0 | 1;
}

const data = process.env.SLUICE_DATA ?? "../shared/data";

function records<T>(file: string): T[] {
  return gunzipSync(readFileSync(join(data, file)))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/** 281 web documents with people's verdicts. */
export function keepOrDrop(): Labeled[] {
  return records<Labeled>("quality/keep-or-drop.jsonl.gz");
}

/** Passages of books, a third of them spoilt in one of six ways, each at a strength of its own: some hardly. */
export function plantedFaults(slice = 0): Labeled[] {
  const texts = records<{ text: string }>("books.jsonl.gz").filter((_, i) => i % 5 === slice);
  const random = randomOf(7);
  return texts.map(({ text }, i) => {
    if (i % 3 !== 0) return { text, label: 1 };
    const fault = faults[(i / 3) % faults.length];
    return { text: fault(text, random), label: 0 };
  });
}

type Random = () => number;

const notices = [
  "We use cookies to make this site better. By going on you accept our cookie policy.",
  "Click here to sign up for our newsletter",
  "Home | About | Contact | Terms of use | Privacy policy",
  "Share this on",
  "Read more...",
  "0 comments",
];

const faults: readonly ((text: string, random: Random) => string)[] = [
  // Lines said again.
  (text, random) => {
    const lines = text.split(/(?<=[.!?]) /);
    return lines.flatMap((line) => (random() < 0.25 ? [line, line, line] : [line])).join("\n");
  },
  // Symbols between words.
  (text, random) =>
    text
      .split(" ")
      .flatMap((word) => (random() < 0.12 ? [word, "#"] : [word]))
      .join(" "),
  // A phrase over and over.
  (text, random) => {
    const words = text.split(" ");
    const phrase = words.slice(20, 26).join(" ");
    return words.flatMap((word, i) => (i % 12 === 0 && random() < 0.7 ? [phrase, word] : [word])).join(" ");
  },
  // Short lines, as of menus.
  (text) =>
    text
      .split(" ")
      .map((word, i) => (i % 4 === 3 ? `${word.replace(/[.!?]/g, "")}\n` : `${word} `))
      .join(""),
  // Notices of web pages.
  (text, random) => {
    const lines = text.split(/(?<=[.!?]) /).slice(0, 12);
    return lines
      .flatMap((line) => (random() < 0.6 ? [line, notices[Math.floor(random() * notices.length)]] : [line]))
      .join("\n");
  },
  // Little text.
  (text, random) => text.slice(0, 60 + Math.floor(random() * 240)),
];

/** What a person who knows how the faults of `plantedFaults` were made would write. */
export const knownFaults = {
  little_text: "word_count < 90",
  symbols: "symbol_ratio_hash > 0.03",
  menus: "short_line_ratio > 0.6",
  lines_said_again: "char_dup_ratio > 0.05",
  phrases: "duplicate_5gram_char_ratio > 0.05",
};

/** Signals of documents as rows: every family, and `_tokens`, `_ordinal`. */
export async function signalsOf(documents: readonly Labeled[]): Promise<Record<string, unknown>[]> {
  const kernel = await measure("basics", "gopher", "c4", "fineweb", "language").open({
    stage: "signals",
    file: (name) => name,
  });
  const rows = documents.map(({ text }, i) => ({ id: String(i), text }));
  const { signals } = await kernel(batchOf({ id: "VARCHAR", text: "VARCHAR" }, rows));
  return documents.map(({ text }, i) => {
    const row = (signals.get(i)?.toJSON() ?? {}) as Record<string, unknown>;
    return { ...row, _ordinal: i, _tokens: Math.ceil(Buffer.byteLength(text) / 4) };
  });
}

/** Mulberry32. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
