import { marks } from "./point-renderer.ts";

/** Finds the point nearest to a place without looking at all of them. */
export interface PickGrid {
  /** The nearest point within the radius, or -1; points that are not greyed come first, then the nearer, then the one drawn later. */
  nearest(x: number, y: number, radius: number, mark: Uint8Array): number;
}

const pointsPerCell = 4;

/** Sorts points into square cells once. */
export function pickGrid(xs: Float32Array, ys: Float32Array): PickGrid {
  const { left, bottom, size, columns, rows } = cellsOf(xs, ys);
  const columnOf = (x: number) => clamp(Math.floor((x - left) / size), columns - 1);
  const rowOf = (y: number) => clamp(Math.floor((y - bottom) / size), rows - 1);
  const starts = new Uint32Array(columns * rows + 1);
  const cells = new Uint32Array(xs.length);
  for (let i = 0; i < xs.length; i++) {
    cells[i] = rowOf(ys[i]) * columns + columnOf(xs[i]);
    starts[cells[i] + 1]++;
  }
  for (let cell = 1; cell < starts.length; cell++) starts[cell] += starts[cell - 1];
  const next = starts.slice();
  const members = new Uint32Array(xs.length);
  for (let i = 0; i < xs.length; i++) members[next[cells[i]]++] = i;

  const nearest = (x: number, y: number, radius: number, mark: Uint8Array) => {
    let best = -1;
    let bestDistance = radius * radius;
    for (let row = rowOf(y - radius); row <= rowOf(y + radius); row++) {
      const from = starts[row * columns + columnOf(x - radius)];
      const to = starts[row * columns + columnOf(x + radius) + 1];
      for (let at = from; at < to; at++) {
        const i = members[at];
        const distance = (xs[i] - x) ** 2 + (ys[i] - y) ** 2;
        if (!(distance <= radius * radius)) continue;
        const rank = best < 0 ? 1 : rankOf(mark[i]) - rankOf(mark[best]);
        if (rank < 0 || (rank === 0 && distance > bestDistance)) continue;
        if (rank === 0 && distance === bestDistance && drawnBefore(i, best, mark)) continue;
        best = i;
        bestDistance = distance;
      }
    }
    return best;
  };
  return { nearest };
}

function rankOf(mark: number): number {
  return mark === marks.greyed ? 0 : 1;
}

function drawnBefore(i: number, other: number, mark: Uint8Array): boolean {
  return mark[i] === mark[other] ? i < other : mark[i] < mark[other];
}

function cellsOf(xs: Float32Array, ys: Float32Array) {
  const [left, right] = rangeOf(xs);
  const [bottom, top] = rangeOf(ys);
  const [width, height] = [right - left, top - bottom];
  const wanted = Math.max(1, xs.length / pointsPerCell);
  const size = Math.max(Math.sqrt((width * height) / wanted), Math.max(width, height) / wanted) || 1;
  return { left, bottom, size, columns: Math.floor(width / size) + 1, rows: Math.floor(height / size) + 1 };
}

function rangeOf(values: Float32Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

function clamp(value: number, high: number): number {
  return value > 0 ? Math.min(value, high) : 0;
}
