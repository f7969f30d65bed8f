/** Tokens of a text by a regular expression: an implementation apart from the one under test. */
export function plainTokens(text: string): { value: string; start: number; end: number }[] {
  const unspaced =
    "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
  const word = `[[\\p{L}\\p{N}\\p{M}]--[[${unspaced}]--[\\p{M}\\p{Nd}]]]+`;
  const pattern = new RegExp(`${word}|[^\\s]\\p{M}*`, "gv");
  return [...text.matchAll(pattern)].map(({ 0: value, index }) => ({
    value,
    start: index,
    end: index + value.length,
  }));
}

/** For each list of tokens, which of them lie in a run of `size` that occurred before (keep first) or twice at all (keep none). */
export function coveredByBruteForce(
  documents: readonly (readonly string[])[],
  size: number,
  keep: "first" | "none",
): boolean[][] {
  const places = new Map<string, [document: number, position: number][]>();
  for (const [d, tokens] of documents.entries())
    for (let p = 0; p + size <= tokens.length; p++) {
      const key = JSON.stringify(tokens.slice(p, p + size));
      const list = places.get(key) ?? [];
      places.set(key, list);
      list.push([d, p]);
    }
  const covered = documents.map((tokens) => tokens.map(() => false));
  for (const list of places.values())
    for (const [d, p] of list.length > 1 ? list.slice(keep === "first" ? 1 : 0) : [])
      covered[d].fill(true, p, p + size);
  return covered;
}

/** A random generator of its own seed, so that a failure comes again. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Texts over few words with passages of others in them, so that substrings of every length repeat. */
export function randomTexts(random: () => number, count: number, words: number): string[][] {
  const texts: string[][] = [];
  for (let d = 0; d < count; d++) {
    const tokens: string[] = [];
    const length = Math.floor(random() * 80);
    while (tokens.length < length) {
      const other = texts[Math.floor(random() * texts.length * 2)];
      const from = Math.floor(random() * (other?.length ?? 0));
      if (other && random() < 0.3) tokens.push(...other.slice(from, from + Math.floor(random() * 30)));
      else tokens.push(`w${Math.floor(random() * words)}`);
    }
    texts.push(tokens);
  }
  return texts;
}
