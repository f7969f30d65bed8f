/** The dialects over plain strings: simple, slow, obviously right. White space and lines are Python's, lengths are code points. */
import { length } from "../oracle.ts";

const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const STOP_WORDS = ["the", "be", "to", "of", "and", "that", "have", "with"];
const spaced = (text: string) => text.split(new RegExp(`[${SPACES}]+`, "u")).filter((word) => word !== "");
const strip = (text: string) =>
  text.replace(new RegExp(`^[${SPACES}]+`, "u"), "").replace(new RegExp(`[${SPACES}]+$`, "u"), "");
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const lengths = (parts: readonly string[]) => sum(parts.map(length));
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const countOf = (text: string, part: string) => text.split(part).length - 1;
const share = <T>(items: readonly T[], is: (item: T) => boolean) =>
  ratio(items.filter(is).length, items.length);

/** The n-grams of a list with how often each occurs. */
function grams(words: readonly string[], n: number) {
  const all = words.slice(n - 1).map((_, i) => words.slice(i, i + n));
  const counts = new Map<string, { words: string[]; places: number[] }>();
  for (const [place, gram] of all.entries()) {
    const key = JSON.stringify(gram);
    const entry = counts.get(key) ?? { words: gram, places: [] };
    entry.places.push(place);
    counts.set(key, entry);
  }
  return [...counts.values()];
}

function recurring(parts: readonly string[]) {
  const counts = Map.groupBy(parts, (part) => part);
  return [...counts.values()].filter(({ length: times }) => times > 1).flat();
}

/** Characters of the words in n-grams that recur, each word once. */
function covered(words: readonly string[], n: number): number {
  const places = grams(words, n).filter((gram) => gram.places.length > 1);
  const inside = new Set(
    places.flatMap((gram) => gram.places.flatMap((p) => gram.words.map((_, k) => p + k))),
  );
  return lengths(words.filter((_, i) => inside.has(i)));
}

function top(words: readonly string[], n: number, ties: "first" | "longest", once: boolean): number {
  let best = { times: once ? 0 : 1, length: 0 };
  for (const gram of grams(words, n)) {
    const next = { times: gram.places.length, length: lengths(gram.words) };
    const wins =
      next.times > best.times ||
      (ties === "longest" && next.times === best.times && best.length > 0 && next.length > best.length);
    if (wins) best = next;
  }
  return best.times * best.length;
}

function gramRatios(
  prefix: string,
  words: readonly string[],
  ties: "first" | "longest",
): Record<string, number> {
  const all = lengths(words);
  const shares: Record<string, number> = {};
  for (const n of [2, 3, 4])
    shares[`${prefix}top_${n}gram_char_ratio`] = ratio(top(words, n, ties, false), all);
  for (const n of [5, 6, 7, 8, 9, 10])
    shares[`${prefix}duplicate_${n}gram_char_ratio`] = ratio(covered(words, n), all);
  return shares;
}

/** Dolma's Gopher tags; a missing name stands for null. */
export function naiveDolma(text: string): Record<string, number> {
  const words = spaced(text);
  const sizes = words.map(length).sort((a, b) => a - b);
  const all = lengths(words);
  const shares: Record<string, number> = {};
  for (let n = 2; n <= 10 && n <= words.length; n++) {
    if (n < 5) shares[`dolma_top_${n}gram_char_ratio`] = top(words, n, "first", true) / all;
    else {
      const found = grams(words, n).map((gram) => ({
        times: gram.places.length,
        size: lengths(gram.words) * gram.places.length,
      }));
      const again = sum(found.map(({ times, size }) => (times > 1 ? size : 0)));
      shares[`dolma_duplicate_${n}gram_char_ratio`] = again / sum(found.map(({ size }) => size));
    }
  }
  const linesOf = (prefix: string, lines: readonly string[]) => ({
    [`${prefix}bullet_line_ratio`]: share(lines, (line) => /^[*-]/.test(line)),
    [`${prefix}ellipsis_line_ratio`]: share(lines, (line) => line.endsWith("…")),
    [`${prefix}duplicate_line_ratio`]: ratio(recurring(lines).length, lines.length),
    [`${prefix}duplicate_line_char_ratio`]: lengths(recurring(lines)) / Math.max(1, all),
  });
  return {
    ...shares,
    dolma_word_count: words.length,
    dolma_median_word_length:
      words.length === 0 ? 0 : (sizes[sizes.length >> 1] + sizes[(sizes.length - 1) >> 1]) / 2,
    dolma_symbol_ratio: share(words, (word) => /[#…]/.test(word)),
    dolma_alphabetic_word_ratio: share(words, (word) => /\p{L}/u.test(word)),
    dolma_stop_word_count: words.filter((word) => STOP_WORDS.includes(word)).length,
    ...linesOf("dolma_", text === "" ? [] : text.split("\n")),
    ...linesOf("dolma_v2_", text === "" ? [] : text.split(/\n+/)),
  };
}

/** DCLM's Gopher signals; the words of n-grams are given. */
export function naiveDclm(text: string, unicodeWords: readonly string[]): Record<string, number> {
  const words = spaced(text);
  const lines = text
    .split("\n")
    .map(strip)
    .filter((line) => line !== "");
  const paragraphs = text
    .split("\n\n")
    .map(strip)
    .filter((paragraph) => paragraph !== "");
  const symbols = ["#", "...", ". . .", "…"].map((symbol) => countOf(text, symbol));
  const ends = ["...", ". . .", "…"];
  return {
    dclm_page_word_count: text.split(/[ \n\r\t\v\f\0]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word)).length,
    dclm_word_count: words.length,
    dclm_mean_word_length: ratio(lengths(words), words.length),
    dclm_symbol_ratio: ratio(sum(symbols), words.length),
    dclm_non_alphabetic_word_ratio: share(words, (word) => !/\p{L}/u.test(word)),
    dclm_stop_word_count: words.filter((word) => STOP_WORDS.includes(word.toLowerCase())).length,
    dclm_line_count: lines.length,
    dclm_bullet_line_ratio: share(lines, (line) => /^[●•*-]/.test(line)),
    dclm_ellipsis_line_ratio: share(lines, (line) => ends.some((end) => line.endsWith(end))),
    dclm_duplicate_line_ratio: ratio(recurring(lines).length, lines.length),
    dclm_duplicate_line_char_ratio: ratio(lengths(recurring(lines)), lengths(lines)),
    dclm_duplicate_paragraph_ratio: ratio(recurring(paragraphs).length, paragraphs.length),
    dclm_duplicate_paragraph_char_ratio: ratio(lengths(recurring(paragraphs)), lengths(paragraphs)),
    ...gramRatios("dclm_", unicodeWords, "longest"),
  };
}

/** RedPajama's Gopher signals; a missing name stands for null. */
export function naiveRedpajama(text: string): Record<string, number> {
  const normalized = spaced(
    text
      .replace(/[!-/:-@[-`{-~]/g, "")
      .toLowerCase()
      .normalize("NFD"),
  );
  const raw = text.match(new RegExp(`[\\p{L}\\p{N}_]+|[^\\p{L}\\p{N}_${SPACES}]+`, "gu")) ?? [];
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const symbols = sum(["#", "...", "…"].map((symbol) => countOf(text, symbol)));
  const shares = {
    redpajama_word_count: normalized.length,
    redpajama_mean_word_length: lengths(normalized) / normalized.length,
    redpajama_symbol_ratio: symbols / raw.length,
    redpajama_non_alphabetic_word_ratio: raw.filter((token) => !/[a-zA-Z]/.test(token)).length / raw.length,
    redpajama_bullet_line_ratio:
      lines.filter((line) => /^[•‣▶◀◦■□▪▫–]/u.test(strip(line))).length / lines.length,
    redpajama_ellipsis_line_ratio:
      lines.filter((line) => /(\.\.\.|…)$/.test(strip(line))).length / lines.length,
    ...gramRatios("redpajama_", normalized, "first"),
  };
  return Object.fromEntries(Object.entries(shares).filter(([, value]) => Number.isFinite(value)));
}
