/**
 * The definitions of the catalogue over plain strings: simple, slow, obviously right. Lengths are code points
 * (`[...text].length`), white space and lines are Python's.
 */
const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const HAN = "[[\\p{L}\\p{N}]&&[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}]]";
const W = `[[\\p{L}\\p{M}\\p{N}]--${HAN}]`;
const clitic = `(?:[sSmMdD]|[rRvV][eE]|[lL][lL]|(?<=${W}[nN]['’])[tT])(?!${W})`;
const connector = [
  `(?<=\\p{Ll})\\.(?=${W})(?!\\p{Lu})`,
  `(?<!\\p{Ll})\\.(?=${W})`,
  `(?<=\\p{Nd}),(?=\\p{Nd})`,
  `['’](?=[\\p{L}--${HAN}])(?!${clitic})`,
  `[\\xad\\u200c\\u200d](?=${W})`,
].join("|");
const negation = `(?<=${W})[nN]['’][tT](?!${W})`;
const token = new RegExp(
  [
    negation,
    `(?<=${W})['’]${clitic}`,
    `(?:(?!${negation})${W})(?:(?!${negation})${W}|(?<=${W})(?:${connector}))*`,
    `${HAN}\\p{M}*`,
    "\\.+",
    "-+",
    `[^${SPACES}]`,
  ].join("|"),
  "gv",
);

export const tokensOf = (text: string): string[] => text.match(token) ?? [];
export const length = (text: string): number => [...text].length;
const strip = (text: string) =>
  text.replace(new RegExp(`^[${SPACES}]+`, "u"), "").replace(new RegExp(`[${SPACES}]+$`, "u"), "");
const split = (text: string) => text.split(new RegExp(`[${SPACES}]+`, "u")).filter((word) => word !== "");
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

export function naiveBasics(text: string) {
  const words = tokensOf(text).filter(isWord);
  const counts = Map.groupBy(words, (word) => word);
  let entropy = 0;
  for (const { length: times } of counts.values())
    entropy -= (times / words.length) * Math.log(times / words.length);
  const characters = length(text);
  return {
    character_count: characters,
    byte_count: Buffer.byteLength(text),
    word_count: words.length,
    line_count: splitLines(text).length,
    unique_word_ratio: ratio(counts.size, words.length),
    unigram_entropy: Math.max(0, entropy),
    digit_ratio: ratio(count(text, /\p{Nd}/gu), characters),
    uppercase_ratio: ratio(count(text, /\p{Lu}/gu), characters),
    whitespace_ratio: ratio(count(text, new RegExp(`[${SPACES}]`, "gu")), characters),
  };
}

const isWord = (token: string) => /[\p{L}\p{M}\p{N}]/u.test(token);
const stopWords = ["the", "be", "to", "of", "and", "that", "have", "with"];

export function naiveGopherQuality(text: string) {
  const tokens = tokensOf(text);
  const words = tokens.filter(isWord);
  const lines = splitLines(text);
  const starting = lines.filter((line) => /^[•-]/u.test(strip(line)));
  const ending = lines.filter((line) => /(?:\.\.\.|…)$/u.test(strip(line)));
  return {
    word_count: words.length,
    mean_word_length: ratio(
      words.reduce((sum, word) => sum + length(word), 0),
      words.length,
    ),
    symbol_ratio_hash: ratio(count(text, /#/g), tokens.length),
    symbol_ratio_ellipsis: ratio(count(text, /\.\.\./g) + count(text, /…/g), tokens.length),
    bullet_line_ratio: ratio(starting.length, lines.length),
    ellipsis_line_ratio: ratio(ending.length, lines.length),
    alphabetic_word_ratio: ratio(tokens.filter((t) => /\p{L}/u.test(t)).length, tokens.length),
    stop_word_count: stopWords.filter((word) => tokens.includes(word)).length,
  };
}

function duplicates(parts: readonly string[]): [elements: number, characters: number] {
  const seen = new Set<string>();
  let [elements, characters] = [0, 0];
  for (const part of parts) {
    if (seen.has(part)) {
      elements++;
      characters += length(part);
    }
    seen.add(part);
  }
  return [elements, characters];
}

function topGram(tokens: readonly string[], n: number): number {
  const counts = new Map<string, number>();
  for (let t = 0; t + n <= tokens.length; t++) {
    const gram = tokens.slice(t, t + n).join(" ");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  let [best, most] = ["", 0];
  for (const [gram, times] of counts) if (times > most) [best, most] = [gram, times];
  return length(best) * most;
}

function repeatedGrams(tokens: readonly string[], n: number): number {
  const seen = new Set<string>();
  let characters = 0;
  let t = 0;
  while (t + n <= tokens.length) {
    const gram = tokens.slice(t, t + n).join("");
    if (seen.has(gram)) {
      characters += length(gram);
      t += n;
    } else {
      seen.add(gram);
      t++;
    }
  }
  return characters;
}

export function naiveGopherRepetition(text: string) {
  const tokens = tokensOf(text);
  const all = length(text);
  const lines = text.split(/\n+/);
  const paragraphs = strip(text).split(/\n{2,}/);
  const [line, paragraph] = [duplicates(lines), duplicates(paragraphs)];
  return {
    duplicate_line_ratio: line[0] / lines.length,
    duplicate_line_char_ratio: ratio(line[1], all),
    duplicate_paragraph_ratio: paragraph[0] / paragraphs.length,
    duplicate_paragraph_char_ratio: ratio(paragraph[1], all),
    ...Object.fromEntries([2, 3, 4].map((n) => [`top_${n}gram_char_ratio`, ratio(topGram(tokens, n), all)])),
    ...Object.fromEntries(
      [5, 6, 7, 8, 9, 10].map((n) => [`duplicate_${n}gram_char_ratio`, ratio(repeatedGrams(tokens, n), all)]),
    ),
  };
}

export function naiveFineweb(text: string) {
  const lines = text.split("\n").filter((line) => strip(line) !== "");
  return {
    nonblank_line_count: lines.length,
    line_punct_ratio: ratio(
      lines.filter((line) => /\p{Sentence_Terminal}$/u.test(line)).length,
      lines.length,
    ),
    short_line_ratio: ratio(lines.filter((line) => length(line) <= 30).length, lines.length),
    char_dup_ratio: ratio(duplicates(lines)[1], length(text.replaceAll("\n", ""))),
    list_ratio: ratio(count(text, /\n/g), tokensOf(text).length),
  };
}

const policies = [
  "terms of use",
  "privacy policy",
  "cookie policy",
  "uses cookies",
  "use of cookies",
  "use cookies",
];
const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function fateOf(text: string, punctuation: boolean): [fate: string, line: string] {
  const words = split(text);
  if (words.some((word) => length(word) > 1000)) return ["long_word", text];
  const line = strip(text).replace(/\[\p{Nd}*\]|\[edit\]|\[citation needed\]/gu, "");
  if (punctuation && (!/[.?!"']$/.test(line) || line.endsWith("..."))) return ["unpunctuated", line];
  if (words.length < 3) return ["short", line];
  const lower = asciiLower(line);
  if (lower.includes("lorem ipsum")) return ["lorem", line];
  if (lower.includes("javascript")) return ["javascript", line];
  if (line.includes("{")) return ["curly", line];
  return [policies.some((phrase) => lower.includes(phrase)) ? "policy" : "kept", line];
}

const abbreviation = /(?:^|[^\p{L}\p{M}\p{N}A-Za-z])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs)$/u;
const afterHan = new RegExp(`${HAN}(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs)$`, "v");

export function naiveSentences(line: string): number {
  let [ends, last] = [0, 0];
  for (const match of line.matchAll(/([\p{Sentence_Terminal}…]+)["'\p{Pe}\p{Pf}]*/gu)) {
    const after = match.index + match[0].length;
    const before = line.slice(0, match.index);
    const bounded = after === line.length || new RegExp(`^[${SPACES}]`, "u").test(line.slice(after));
    if (!bounded && !/[。！．？｡]$/u.test(match[1])) continue;
    if (match[1] === "." && (abbreviation.test(before) || afterHan.test(before))) continue;
    ends++;
    last = after;
  }
  return ends + (strip(line.slice(last)) === "" ? 0 : 1);
}

export function naiveC4(text: string) {
  const tally = (punctuation: boolean) => {
    const fates = splitLines(text).map((line) => fateOf(line, punctuation));
    const of = (fate: string) => fates.filter(([name]) => name === fate).length;
    const kept = fates.filter(([name]) => name === "kept");
    return { of, sentences: kept.reduce((sum, [, line]) => sum + naiveSentences(line), 0) };
  };
  const [strict, lenient] = [tally(true), tally(false)];
  const fates = ["long_word", "unpunctuated", "short", "lorem", "javascript", "curly", "policy", "kept"];
  return {
    ...Object.fromEntries(fates.map((fate) => [`c4_${fate}_lines`, strict.of(fate)])),
    c4_kept_sentences: strict.sentences,
    c4_lenient_kept_lines: lenient.of("kept"),
    c4_lenient_kept_sentences: lenient.sentences,
    c4_lenient_lorem_lines: lenient.of("lorem"),
    c4_lenient_curly_lines: lenient.of("curly"),
  };
}

/** Every signal of every family. */
export function naive(text: string): Record<string, number> {
  return {
    ...naiveBasics(text),
    ...naiveGopherQuality(text),
    ...naiveGopherRepetition(text),
    ...naiveFineweb(text),
    ...naiveC4(text),
  };
}
