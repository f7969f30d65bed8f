/** Gives the value at `point` and writes the slope into `slope`. */
export type Objective = (point: Float64Array, slope: Float64Array) => number;

const memory = 6;

/**
 * Minimises a smooth convex function by L-BFGS with a backtracking line search, until the largest slope is below
 * `tolerance`. Changes `point` in place.
 */
export function minimise(
  objective: Objective,
  point: Float64Array,
  { steps = 100, tolerance = 1e-4 } = {},
): void {
  let slope: Float64Array = new Float64Array(point.length);
  let value = objective(point, slope);
  const history: Move[] = [];
  for (let step = 0; step < steps && largest(slope) > tolerance; step++) {
    const direction = descentDirection(slope, history);
    const next = search(objective, point, value, slope, direction);
    if (next === undefined) return;
    remember(history, point, next.point, slope, next.slope);
    point.set(next.point);
    slope = next.slope;
    value = next.value;
  }
}

interface Move {
  readonly moved: Float64Array;
  readonly bent: Float64Array;
  readonly curvature: number;
}

function descentDirection(slope: Float64Array, history: readonly Move[]): Float64Array {
  const direction = new Float64Array(slope.length);
  addScaled(direction, slope, -1);
  const shares = history.toReversed().map(({ moved, bent, curvature }) => {
    const share = product(moved, direction) / curvature;
    addScaled(direction, bent, -share);
    return share;
  });
  const last = history.at(-1);
  if (last) scale(direction, last.curvature / product(last.bent, last.bent));
  history.forEach(({ moved, bent, curvature }, h) => {
    addScaled(direction, moved, shares[history.length - 1 - h] - product(bent, direction) / curvature);
  });
  return direction;
}

function search(
  objective: Objective,
  point: Float64Array,
  value: number,
  slope: Float64Array,
  direction: Float64Array,
): { point: Float64Array; slope: Float64Array; value: number } | undefined {
  const descent = product(slope, direction);
  const nextSlope = new Float64Array(point.length);
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = point.slice();
    addScaled(next, direction, length);
    const reached = objective(next, nextSlope);
    if (reached <= value + 1e-4 * length * descent) return { point: next, slope: nextSlope, value: reached };
  }
  return undefined;
}

function remember(
  history: Move[],
  from: Float64Array,
  to: Float64Array,
  before: Float64Array,
  after: Float64Array,
): void {
  const moved = to.slice();
  addScaled(moved, from, -1);
  const bent = after.slice();
  addScaled(bent, before, -1);
  const curvature = product(moved, bent);
  if (curvature <= 1e-12) return;
  history.push({ moved, bent, curvature });
  if (history.length > memory) history.shift();
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * source[i];
}

function scale(target: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] *= factor;
}

function largest(values: Float64Array): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) max = Math.max(max, Math.abs(values[i]));
  return max;
}
