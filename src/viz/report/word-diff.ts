/** A run of words that two texts share, or that only one of them has. */
export interface DiffRun {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Differences beyond which the middle counts as rewritten: bounds time and memory to some 100,000 steps. */
const MOST_EDITS = 300;

/** What turns one text into the other, word by word; a letter of a script without spaces is a word. White space is not compared. */
export function wordDiff(from: string, to: string): DiffRun[] {
  const [a, b] = [wordsOf(from), wordsOf(to)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const middle = shortestEdits(x, y) ?? [
    ...x.map((text): DiffRun => ({ kind: "removed", text })),
    ...y.map((text): DiffRun => ({ kind: "added", text })),
  ];
  const same = (words: readonly string[]) => words.map((text): DiffRun => ({ kind: "same", text }));
  return runsOf([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))]);
}

const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const word = new RegExp(`[${unspaced}]\\p{M}*|[^\\s${unspaced}]+`, "gu");

/** Words, each with whether white space follows it, so that joining them gives a readable text. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(word)].map(({ 0: found, index }) =>
    /\s/.test(text[index + found.length] ?? " ") ? `${found} ` : found,
  );
}

/** Myers' greedy algorithm (1986): the furthest place on each diagonal after d edits; undefined above the bound. */
function shortestEdits(a: readonly string[], b: readonly string[]): DiffRun[] | undefined {
  const most = Math.min(MOST_EDITS, a.length + b.length);
  const reached: Int32Array[] = [];
  let furthest = new Int32Array(2 * most + 3);
  for (let d = 0; d <= most; d++) {
    reached.push(furthest.slice());
    const next = furthest.slice();
    for (let k = -d; k <= d; k += 2) {
      const at = most + 1 + k;
      const down = k === -d || (k !== d && furthest[at - 1] < furthest[at + 1]);
      let x = down ? furthest[at + 1] : furthest[at - 1] + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next[at] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, reached, most);
    }
    furthest = next;
  }
  return undefined;
}

/** The path from the end to the beginning: before round d, `reached[d]` holds the places after d - 1 edits. */
function walkBack(
  a: readonly string[],
  b: readonly string[],
  reached: readonly Int32Array[],
  most: number,
): DiffRun[] {
  const found: DiffRun[] = [];
  let [x, y] = [a.length, b.length];
  const share = (until: number) => {
    while (x > until) {
      found.push({ kind: "same", text: a[--x] });
      y--;
    }
  };
  for (let d = reached.length - 1; d > 0; d--) {
    const k = x - y;
    const at = most + 1 + k;
    const down = k === -d || (k !== d && reached[d][at - 1] < reached[d][at + 1]);
    const before = down ? reached[d][at + 1] : reached[d][at - 1];
    share(down ? before : before + 1);
    found.push(down ? { kind: "added", text: b[--y] } : { kind: "removed", text: a[--x] });
  }
  share(0);
  return found.reverse();
}

function runsOf(words: readonly DiffRun[]): DiffRun[] {
  const runs: { kind: DiffRun["kind"]; text: string }[] = [];
  for (const { kind, text } of words) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  }
  return runs.map(({ kind, text }) => ({ kind, text: text.trimEnd() }));
}
