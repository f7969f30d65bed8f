/** A run of words that both texts have, or only one of them. */
export interface Part {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Edits beyond this many make two texts no copies of each other; comparing them word by word would take seconds. */
const mostEdits = 1000;

/** The difference of two texts, word by word (Myers 1986); undefined when they have too little in common. */
export function diffWords(before: string, after: string): Part[] | undefined {
  const [a, b] = [words(before), words(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  const middle = shortest(a.slice(start, a.length - end), b.slice(start, b.length - end));
  if (middle === undefined) return undefined;
  return joined([
    { kind: "same", text: a.slice(0, start).join("") },
    ...middle,
    { kind: "same", text: a.slice(a.length - end).join("") },
  ]);
}

/** Words and the space between them, so that the parts together are the text. */
function words(text: string): string[] {
  return text.match(/\S+|\s+/g) ?? [];
}

/** The shortest way from one list to the other: `reach` holds how far each diagonal gets with so many edits. */
function shortest(a: readonly string[], b: readonly string[]): Part[] | undefined {
  const most = Math.min(mostEdits, a.length + b.length);
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reach.slice());
    for (let k = -edits; k <= edits; k += 2) {
      const from = cameFrom(reach, k, edits, most);
      let x = reach[most + 1 + from] + (from < k ? 1 : 0);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach[most + 1 + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace, most);
    }
  }
  return undefined;
}

/** The neighbouring diagonal from which diagonal `k` is reached: `k + 1` by adding a word, `k - 1` by removing one. */
function cameFrom(reach: Int32Array, k: number, edits: number, most: number): number {
  const isAdded = k === -edits || (k !== edits && reach[most + k] < reach[most + 2 + k]);
  return isAdded ? k + 1 : k - 1;
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Int32Array[],
  most: number,
): Part[] {
  const parts: Part[] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const from = cameFrom(trace[edits], x - y, edits, most);
    const fromX = edits === 0 ? 0 : trace[edits][most + 1 + from];
    const fromY = edits === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      parts.push({ kind: "same", text: a[--x] });
      y--;
    }
    if (edits > 0 && x === fromX) parts.push({ kind: "added", text: b[--y] });
    else if (edits > 0) parts.push({ kind: "removed", text: a[--x] });
  }
  return parts.reverse();
}

/** Neighbours of one kind as one part; empty ones go. */
function joined(parts: readonly Part[]): Part[] {
  const merged: { kind: Part["kind"]; text: string }[] = [];
  for (const { kind, text } of parts) {
    const last = merged.at(-1);
    if (text === "") continue;
    if (last?.kind === kind) last.text += text;
    else merged.push({ kind, text });
  }
  return merged;
}
