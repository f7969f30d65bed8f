import { type Centres, squaredLengths } from "./k-means.ts";
import { dot } from "./unit-vectors.ts";

/** A visit of a vector to a cluster, its own (`home`) or one across a near border, with its distance from the centre. */
export interface Visit {
  readonly cluster: number;
  readonly distance: number;
  readonly home: boolean;
}

/** Most clusters that one vector visits. */
const MOST_VISITS = 16;

/** Rounding of distances: a pair at the very radius must meet. */
const SLACK = 1e-6;

/**
 * Finds the clusters in which a vector must be compared so that any two at most `radius` apart meet in the home of one of them:
 * the line between two that live in different clusters crosses the plane in the middle of the two centres, so one of them is
 * within half the radius of that plane, and visits. Answers a function from a row of unit vectors to its visits, home first.
 */
export function createVisits(
  centres: Centres,
  radius: number,
): (vectors: Float64Array, at: number) => readonly Visit[] {
  const { values, count, dimensions } = centres;
  const lengths = squaredLengths(centres);
  const squares = new Float64Array(count);
  return (vectors, at) => {
    let home = 0;
    for (let c = 0; c < count; c++) {
      squares[c] = Math.max(0, 1 + lengths[c] - 2 * dot(values, c * dimensions, vectors, at, dimensions));
      if (squares[c] < squares[home]) home = c;
    }
    const guests: Visit[] = [];
    for (let c = 0; c < count; c++) {
      if (c !== home && squares[c] - squares[home] <= reach(home, c))
        guests.push({ cluster: c, distance: Math.sqrt(squares[c]), home: false });
    }
    const nearest = guests.sort((a, b) => a.distance - b.distance || a.cluster - b.cluster);
    return [
      { cluster: home, distance: Math.sqrt(squares[home]), home: true },
      ...nearest.slice(0, MOST_VISITS - 1),
    ];
  };

  /** How much further the other centre may be, squared, for the plane between the two to lie within half the radius. */
  function reach(home: number, other: number): number {
    const between =
      lengths[home] +
      lengths[other] -
      2 * dot(values, home * dimensions, values, other * dimensions, dimensions);
    return (radius + SLACK) * Math.sqrt(Math.max(0, between)) + SLACK;
  }
}
