/** A piece of a document in a window: `length` tokens from `start` of document `document`. */
export interface Segment {
  readonly document: number;
  readonly start: number;
  readonly length: number;
}

/** Windows of at most `capacity` tokens and what lies in each. */
export interface Packing {
  readonly windows: readonly (readonly Segment[])[];
  /** Documents that fit a window, none of which is cut, and those that had to be. */
  readonly cut: number;
  /** Share of the windows' tokens that is filled, from 0 to 1. */
  readonly utilisation: number;
}

/**
 * Best-fit-decreasing packing of documents into windows (Ding et al. 2024, "Fewer Truncations Improve Language Modeling"):
 * only documents longer than a window are cut, into whole windows and a rest; then each piece, longest first, goes to
 * the fullest window that has room for it. Deterministic; O(pieces * log(capacity) + capacity).
 */
export function bestFit(lengths: ArrayLike<number>, capacity: number): Packing {
  const segments = Array.from({ length: lengths.length }, (_, i) => cutLong(i, lengths[i], capacity)).flat();
  segments.sort((a, b) => b.length - a.length || a.document - b.document || a.start - b.start);
  const windows: Segment[][] = [];
  const byRoom: number[][] = Array.from({ length: capacity + 1 }, () => []);
  const rooms = createRoomTree(capacity);
  for (const segment of segments) {
    const room = rooms.atLeast(segment.length);
    const window = room < 0 ? windows.push([]) - 1 : byRoom[room].pop()!;
    if (room >= 0 && byRoom[room].length === 0) rooms.set(room, false);
    windows[window].push(segment);
    const left = (room < 0 ? capacity : room) - segment.length;
    byRoom[left].push(window);
    if (left > 0) rooms.set(left, true);
  }
  return summary(windows, lengths, capacity);
}

function cutLong(document: number, length: number, capacity: number): Segment[] {
  return Array.from({ length: Math.ceil(length / capacity) }, (_, i) => ({
    document,
    start: i * capacity,
    length: Math.min(capacity, length - i * capacity),
  }));
}

function summary(windows: readonly Segment[][], lengths: ArrayLike<number>, capacity: number): Packing {
  let tokens = 0;
  let cut = 0;
  for (let i = 0; i < lengths.length; i++) {
    tokens += lengths[i];
    if (lengths[i] > capacity) cut++;
  }
  return { windows, cut, utilisation: windows.length === 0 ? 1 : tokens / (windows.length * capacity) };
}

/** Which rooms from 0 to `capacity` some window has, and the least of them from a bound on: a binary tree of flags. */
function createRoomTree(capacity: number) {
  const leaves = 2 ** Math.ceil(Math.log2(capacity + 1));
  const flags = new Uint8Array(2 * leaves);

  const set = (room: number, present: boolean) => {
    let node = leaves + room;
    flags[node] = Number(present);
    for (node >>= 1; node > 0; node >>= 1) flags[node] = flags[2 * node] | flags[2 * node + 1];
  };
  const atLeast = (room: number): number => {
    let node = leaves + room;
    if (flags[node]) return room;
    while (node > 1 && (node & 1 || !flags[node + 1])) node >>= 1;
    if (node <= 1) return -1;
    node++;
    while (node < leaves) node = flags[2 * node] ? 2 * node : 2 * node + 1;
    return node - leaves;
  };
  return { set, atLeast };
}
