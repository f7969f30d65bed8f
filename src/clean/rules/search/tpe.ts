import { normal } from "./random.ts";
import { chanceOf, type Dimension, type Point, priorPoint, type Sampler } from "./sampler.ts";

/** Settings of the sampler; the defaults were chosen with other seeds and another slice of the books than `bench/rules-search.ts` has. */
export interface TpeOptions {
  /** Points drawn at random before anything is learned. */
  readonly startup?: number;
  /** Share of the points that count as good, and how many at most (Bergstra et al. 2011). */
  readonly good?: number;
  readonly mostGood?: number;
  /** Points drawn near the good ones, of which the most promising is proposed. */
  readonly candidates?: number;
}

/** Chance that a rule is taken over from a second good point, in half of the candidates. */
const crossing = 0.5;
/** Switches turned in a candidate, on average; levels are moved three times as often. */
const turned = 4;
/** Greatest standard deviation of a move of a level, and the chance that it is drawn anew instead. */
const reach = 0.25;
const renewal = 0.2;
const CELLS = 64;

interface Told {
  readonly point: Point;
  readonly loss: number;
}

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011): draws candidates near the good points so far and proposes the one that is most
 * likelier among good points than among the others. Candidates keep the company of coordinates, for each is a good point that was shaken;
 * likelihoods are products over coordinates, and a level counts only where its rule is on.
 */
export function tpeSampler(
  dimensions: readonly Dimension[],
  random: () => number,
  { startup = 16, good = 0.15, mostGood = 10, candidates = 4 }: TpeOptions = {},
): Sampler {
  const chance = chanceOf(dimensions);
  const told: Told[] = [];
  return {
    tell(point, loss) {
      told.splice(placeOf(told, loss), 0, { point, loss });
    },
    ask() {
      if (told.length < startup) return priorPoint(dimensions, chance, random);
      const count = Math.max(2, Math.min(mostGood, Math.ceil(good * told.length)));
      const best = told.slice(0, count).map(({ point }) => point);
      const rest = told.slice(count).map(({ point }) => point);
      const weigh = ratios(dimensions, chance, best, rest);
      let [chosen, most] = [best[0], Number.NEGATIVE_INFINITY];
      for (let c = 0; c < candidates; c++) {
        const candidate = shaken(dimensions, best, random);
        const promise = weigh(candidate);
        if (promise > most) [chosen, most] = [candidate, promise];
      }
      return chosen;
    },
  };
}

/** Where a loss belongs among those told before, the best first, in the order of telling where equal. */
function placeOf(told: readonly Told[], loss: number): number {
  let [low, high] = [0, told.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (told[middle].loss <= loss) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A good point with a few coordinates changed: a rule with its levels taken over from another good point, a switch turned, a level moved
 * or drawn anew.
 */
function shaken(dimensions: readonly Dimension[], best: readonly Point[], random: () => number): Point {
  // The best ones more often.
  const pick = () => best[Math.floor(random() ** 1.5 * best.length)];
  const [point, other] = [pick().slice(), pick()];
  const cross = random() < 0.5 ? crossing : 0;
  // Of few rules not all are turned at once.
  const change = Math.min(0.25, turned / dimensions.length);
  for (let d = 0; d < point.length; d++) {
    if (dimensions[d].kind === "switch") {
      if (random() < cross) copyRule(dimensions, d, other, point);
      if (random() < change) point[d] = 1 - point[d];
    } else if (random() < 3 * change) {
      point[d] = random() < renewal ? random() : reflected(point[d] + reach * random() * normal(random));
    }
  }
  return point;
}

function copyRule(dimensions: readonly Dimension[], rule: number, from: Point, to: Point): void {
  for (let d = rule; d < to.length && dimensions[d].parent === rule; d++) to[d] = from[d];
}

function reflected(value: number): number {
  const positive = Math.abs(value) % 2;
  return positive > 1 ? 2 - positive : positive;
}

/** Logarithm of how much likelier a point is among good ones than among the rest. */
function ratios(
  dimensions: readonly Dimension[],
  chance: number,
  best: readonly Point[],
  rest: readonly Point[],
): (point: Point) => number {
  const pairs = dimensions.map((dimension, d) => {
    let pair: readonly [Density, Density] | undefined;
    return () => {
      pair ??= [densityOf(dimension, d, chance, best), densityOf(dimension, d, chance, rest)];
      return pair;
    };
  });
  return (point) => {
    let sum = 0;
    for (let d = 0; d < point.length; d++) {
      const { kind, parent } = dimensions[d];
      if (kind === "level" && point[parent] !== 1) continue;
      const [good, bad] = pairs[d]();
      sum += Math.log(good(point[d]) / bad(point[d]));
    }
    return sum;
  };
}

type Density = (value: number) => number;

/** Density over the points where a coordinate matters, with what is thought before as one more point. */
function densityOf(
  { kind, parent }: Dimension,
  d: number,
  chance: number,
  points: readonly Point[],
): Density {
  if (kind === "switch") {
    const on = points.reduce((sum, point) => sum + point[d], 0);
    const share = (on + chance) / (points.length + 1);
    return (value) => (value === 1 ? share : 1 - share);
  }
  const counts = new Float64Array(CELLS);
  let active = 0;
  for (const point of points) {
    if (point[parent] !== 1) continue;
    counts[cellOf(point[d])]++;
    active++;
  }
  // The kernel narrows as points grow in number.
  const kernel = kernelOf(Math.max(1, Math.round(0.2 * CELLS * Math.max(1, active) ** -0.3)));
  return (value) => {
    const cell = cellOf(value);
    let density = 1 / CELLS;
    for (let from = 0; from < CELLS; from++)
      if (counts[from] > 0) density += counts[from] * kernel[from * CELLS + cell];
    return density / (active + 1);
  };
}

function cellOf(level: number): number {
  return Math.min(CELLS - 1, Math.floor(level * CELLS));
}

const kernels = new Map<number, Float64Array>();

/** By cell of a point: a normal distribution of so many cells' width over all cells, cut at the ends. */
function kernelOf(width: number): Float64Array {
  const known = kernels.get(width);
  if (known !== undefined) return known;
  const kernel = new Float64Array(CELLS * CELLS);
  for (let from = 0; from < CELLS; from++) {
    const row = kernel.subarray(from * CELLS, (from + 1) * CELLS);
    for (let cell = 0; cell < CELLS; cell++) row[cell] = Math.exp(-0.5 * ((cell - from) / width) ** 2);
    const whole = row.reduce((a, b) => a + b, 0);
    for (let cell = 0; cell < CELLS; cell++) row[cell] /= whole;
  }
  kernels.set(width, kernel);
  return kernel;
}
