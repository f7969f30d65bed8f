/** What is known about the values of a signal before they are put into bins: their median and outer percentiles. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Only whole numbers: a count. */
  readonly whole: boolean;
}

/** Borders of bins: bin i holds the values from edge i up to, not including, edge i + 1. */
export interface Binning {
  readonly edges: readonly number[];
  readonly logarithmic: boolean;
}

const BINS = 40;
/** A high percentile so many times the median squeezes most documents into the first bins. */
const SKEW = 50;
/** Up to here a logarithmic axis shows little that a linear one does not. */
const LEAST_HIGH = 20;
/** Values that differ by less are one value to a reader. */
const ALIKE = 1e-9;

/** Borders that show every bound with both of its sides: the first bound is a border itself, a skewed count is binned by log(1 + value). */
export function binning(spread: Spread, bounds: readonly number[]): Binning {
  const logarithmic = isSkewed(spread, bounds);
  const forward = logarithmic ? Math.log1p : (value: number) => value;
  const back = logarithmic ? Math.expm1 : forward;
  const [low, high] = stretched(spread, bounds, logarithmic);
  if (high - low <= ALIKE * Math.max(1, Math.abs(low)))
    return { edges: [low, low + Math.max(1, ALIKE * Math.abs(low))], logarithmic: false };
  const bound = bounds.find((value) => value > low && value < high) ?? low;
  const step = stepOf(
    spread.whole && !logarithmic,
    forward(high) - forward(low),
    forward(bound) - forward(low),
  );
  const below = places(forward(low) - forward(bound), step)
    .slice(1)
    .reverse();
  const above = places(forward(high) - forward(bound), step).slice(1);
  const edges = [
    ...below.map((place) => Math.max(low, back(forward(bound) - place))),
    bound,
    ...above.map((place) => back(forward(bound) + place)),
  ];
  return { edges: [...new Set(spread.whole ? edges.map(nextWhole) : edges)], logarithmic };
}

function isSkewed({ low, median, high }: Spread, bounds: readonly number[]): boolean {
  if (low < 0 || high < LEAST_HIGH || bounds.some((bound) => bound < 0)) return false;
  const firstBin = low + (high - low) / BINS;
  return high > SKEW * median || bounds.some((bound) => bound < firstBin);
}

/** The range of the axis: it reaches out to a bound that lies outside, on a linear axis by half its width at most. */
function stretched(
  { low, high, whole }: Spread,
  bounds: readonly number[],
  logarithmic: boolean,
): [number, number] {
  const room = logarithmic ? Number.POSITIVE_INFINITY : (high - low) / 2;
  const near = bounds.filter((bound) => bound >= low - room && bound <= high + room);
  return [Math.min(low, ...near), Math.max(whole ? high + 1 : high, ...near)];
}

/** A fortieth of the range; adjusted so that whole steps lead from the low end to the bound, or whole itself. */
function stepOf(whole: boolean, range: number, toBound: number): number {
  const step = range / BINS;
  if (whole) return range <= 1.5 * BINS ? 1 : Math.ceil(step);
  return toBound > step / 2 ? toBound / Math.round(toBound / step) : step;
}

/** 0 and its neighbours at equal steps, until a distance is covered. */
function places(distance: number, step: number): number[] {
  const count = Math.ceil(Math.abs(distance) / step - 1e-6);
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

/** The least whole number in a bin of counts; what computing left over a whole number does not lift it. */
function nextWhole(edge: number): number {
  return Math.ceil(edge - 1e-6);
}
