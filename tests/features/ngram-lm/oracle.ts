/** Interpolated modified Kneser-Ney written from its formulas: slow, over strings. */

export type Probability = (context: readonly string[], word: string) => number;

const join = (gram: readonly string[]) => gram.join(" ");

/** A model of lines of words; `prune` by order from 1. */
export function kneserNey(
  lines: readonly (readonly string[])[],
  order: number,
  prune: readonly number[] = [],
) {
  const occurrences = Array.from({ length: order + 1 }, () => new Map<string, number>());
  for (const line of lines) {
    const words = ["<s>", ...line, "</s>"];
    for (let n = 1; n <= order; n++)
      for (let i = 0; i + n <= words.length; i++) {
        const gram = join(words.slice(i, i + n));
        if (gram !== "<s>") occurrences[n].set(gram, (occurrences[n].get(gram) ?? 0) + 1);
      }
  }
  const counts = occurrences.map((own, n) => {
    if (n === order || n === 0) return own;
    const adjusted = new Map<string, number>();
    for (const [gram, count] of own) {
      const before = [...occurrences[n + 1].keys()].filter(
        (longer) => longer.endsWith(` ${gram}`) && longer.split(" ").length === n + 1,
      );
      adjusted.set(gram, gram.startsWith("<s> ") ? count : before.length);
    }
    return adjusted;
  });
  const discounts = counts.map((own) => {
    const having = [1, 2, 3, 4].map((c) => [...own.values()].filter((count) => count === c).length);
    const y = having[0] / (having[0] + 2 * having[1]);
    const found = [1, 2, 3].map((c) => c - ((c + 1) * y * having[c]) / having[c - 1]);
    return found.every((d, i) => d >= 0 && d <= i + 1) ? found : [0.5, 1, 1.5];
  });
  const discount = (n: number, count: number) => (count === 0 ? 0 : discounts[n][Math.min(count, 3) - 1]);
  const isKept = (n: number, gram: string) =>
    n === 1 || (occurrences[n].get(gram) ?? 0) > (prune[n - 1] ?? prune.at(-1) ?? 0);
  const vocabulary = [...counts[1].keys()];
  const probability: Probability = (context, word) => {
    const shorter = context.length === 0 ? 1 / (vocabulary.length + 1) : probability(context.slice(1), word);
    const n = context.length + 1;
    const after = [...counts[n]].filter(([gram]) => {
      const words = gram.split(" ");
      return words.length === n && join(words.slice(0, -1)) === join(context);
    });
    const total = after.reduce((sum, [, count]) => sum + count, 0);
    if (total === 0) return shorter;
    const own = join([...context, word]);
    const count = counts[n].get(own) ?? 0;
    const given = after.reduce((sum, [gram, c]) => sum + (isKept(n, gram) ? discount(n, c) : c), 0);
    return (isKept(n, own) ? (count - discount(n, count)) / total : 0) + (given / total) * shorter;
  };
  return { vocabulary, probability };
}
