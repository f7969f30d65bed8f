/** A line of a difference: taken out, put in, or around them as it was. */
export interface DiffLine {
  readonly mark: "-" | "+" | " ";
  readonly text: string;
  /** Number of the line in the old text, or in the new one for a line that was put in; from 1. */
  readonly line: number;
}

/** Changed lines that stand near each other, with what is around them. */
export type Hunk = readonly DiffLine[];

/** How two texts differ, line by line, with some unchanged lines around each change; empty when they are the same. */
export function diffLines(before: string, after: string, context = 2): Hunk[] {
  const [old, fresh] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const lines = merged(old, fresh);
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - context), i + context + 1).some(({ mark }) => mark !== " "),
  );
  const hunks: DiffLine[][] = [];
  lines.forEach((line, i) => {
    if (!near[i]) return;
    if (i === 0 || !near[i - 1]) hunks.push([]);
    hunks.at(-1)?.push(line);
  });
  return hunks;
}

/** All lines of both texts: what they share once, along a longest common subsequence. */
function merged(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  const room = Math.min(old.length, fresh.length) - head;
  while (tail < room && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const same = (text: string, i: number): DiffLine => ({ mark: " ", text, line: i + 1 });
  return [
    ...old.slice(0, head).map(same),
    ...changed(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail), head),
    ...old.slice(old.length - tail).map((text, i) => same(text, old.length - tail + i)),
  ];
}

function changed(old: readonly string[], fresh: readonly string[], head: number): DiffLine[] {
  const common = commonLengths(old, fresh);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ mark: " ", text: old[i++], line: head + i });
      j++;
    } else if (j >= fresh.length || (i < old.length && common[i + 1][j] >= common[i][j + 1]))
      lines.push({ mark: "-", text: old[i++], line: head + i });
    else lines.push({ mark: "+", text: fresh[j++], line: head + j });
  }
  return lines;
}

/** `common[i][j]`: how many lines the rests of both texts from i and j share in order. */
function commonLengths(old: readonly string[], fresh: readonly string[]): number[][] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      common[i][j] =
        old[i] === fresh[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  return common;
}
