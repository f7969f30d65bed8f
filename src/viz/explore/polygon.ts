/** Corners of a closed polygon in order. */
export type Polygon = readonly (readonly [x: number, y: number])[];

const mostBands = 1_024;

/**
 * Marks the points inside a polygon by the even-odd rule; what was not marked before stays unmarked, so that
 * conditions add up. A point is compared only with the edges that cross its band of y: the answer is that of all edges.
 */
export function keepInside(
  polygon: Polygon,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  marks: Uint8Array,
): void {
  const { left, right, bottom, top } = boxOf(polygon);
  const bands = bandsOf(polygon);
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] === 0) continue;
    const x = xs[i];
    const y = ys[i];
    // Written so that NaN is outside.
    if (!(x >= left && x <= right && y >= bottom && y <= top) || !isInside(bands, x, y)) marks[i] = 0;
  }
}

/** True when the point lies inside by the even-odd rule: the definition that `keepInside` answers faster. */
export function contains(polygon: Polygon, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [x1, y1] = polygon[i];
    const [x2, y2] = polygon[j];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** Edges that a point is compared with, on average over the height: a lasso has a few, a scribble many. */
export function tangle(polygon: Polygon): number {
  const { count, touched } = spansOf(polygon);
  return touched.reduce((sum, [low, high]) => sum + high - low + 1, 0) / count;
}

function boxOf(polygon: Polygon) {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (const [x, y] of polygon) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.bottom = Math.min(box.bottom, y);
    box.top = Math.max(box.top, y);
  }
  return box;
}

/** Edges (x1, y1, x2, y2) by the bands of y that they touch: band b has the entries `starts[b]` … `starts[b + 1]`. */
interface Bands {
  readonly bottom: number;
  readonly scale: number;
  readonly last: number;
  readonly starts: Int32Array;
  readonly edges: Float64Array;
}

/** The bands that each edge touches; edge i leads from corner i - 1 to corner i. */
function spansOf(polygon: Polygon) {
  const { bottom, top } = boxOf(polygon);
  const count = Math.min(mostBands, polygon.length * 4);
  const scale = top > bottom ? count / (top - bottom) : 0;
  const bandOf = (y: number) => Math.min(count - 1, Math.trunc((y - bottom) * scale));
  const touched = polygon.map(([, y], i) => {
    const before = polygon.at(i - 1)![1];
    return [bandOf(Math.min(y, before)), bandOf(Math.max(y, before))] as const;
  });
  return { bottom, scale, count, touched };
}

function bandsOf(polygon: Polygon): Bands {
  const { bottom, scale, count, touched } = spansOf(polygon);
  const starts = new Int32Array(count + 1);
  for (const [low, high] of touched) for (let band = low; band <= high; band++) starts[band + 1]++;
  for (let band = 0; band < count; band++) starts[band + 1] += starts[band];
  const edges = new Float64Array(4 * starts[count]);
  const filled = starts.slice();
  touched.forEach(([low, high], i) => {
    const [x1, y1] = polygon[i];
    const [x2, y2] = polygon.at(i - 1)!;
    for (let band = low; band <= high; band++) {
      const at = 4 * filled[band]++;
      edges[at] = x1;
      edges[at + 1] = y1;
      edges[at + 2] = x2;
      edges[at + 3] = y2;
    }
  });
  return { bottom, scale, last: count - 1, starts, edges };
}

function isInside({ bottom, scale, last, starts, edges }: Bands, x: number, y: number): boolean {
  const band = Math.min(last, Math.trunc((y - bottom) * scale));
  let inside = false;
  for (let at = 4 * starts[band], end = 4 * starts[band + 1]; at < end; at += 4) {
    const y1 = edges[at + 1];
    const y2 = edges[at + 3];
    if (y1 > y === y2 > y) continue;
    const x1 = edges[at];
    if (x < ((edges[at + 2] - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
