import type { Similar } from "../verify.ts";
import { dot } from "./unit-vectors.ts";

/** A vector on its visit to a cluster. */
export interface Visitor {
  readonly rank: number;
  readonly cluster: number;
  /** From the centre of the cluster. */
  readonly distance: number;
  readonly home: boolean;
  /** Of length 1. */
  readonly vector: Float64Array;
}

/** Vectors that are held at once: bounds memory and, in a crowd of one meaning, time. */
export const MOST_HELD = 8192;

/** Pairs listed of one document, with those that come first in the order of keeping. */
export const MOST_PARTNERS = 64;

interface Held extends Visitor {
  readonly partners: { rank: number; similarity: number }[];
}

/**
 * Pairs of documents with a cosine of at least `least`, computed exactly on their vectors; a pair may come twice, from two
 * clusters. Visitors come by cluster, then by distance: those whose distances from the centre differ by more than two alike
 * vectors can lie apart are not compared (triangle inequality), and guests not with each other: they meet elsewhere.
 */
export class Alike {
  private readonly least: number;
  private readonly radius: number;
  private held: Held[] = [];
  private start = 0;

  constructor(epsilon: number) {
    this.least = 1 - epsilon - 1e-9;
    this.radius = radiusOf(epsilon) + 1e-6;
  }

  /** Takes the next visitor; yields the pairs of those that none to come can be alike. */
  *add(visitor: Visitor): Generator<Similar> {
    while (this.start < this.held.length && this.isOver(this.held[this.start], visitor))
      yield* pairsOf(this.held[this.start++]);
    if (this.start > MOST_HELD) {
      this.held = this.held.slice(this.start);
      this.start = 0;
    }
    const arrived: Held = { ...visitor, partners: [] };
    for (let i = this.start; i < this.held.length; i++) this.compare(this.held[i], arrived);
    this.held.push(arrived);
  }

  /** The pairs of all that are still held. */
  *finish(): Generator<Similar> {
    while (this.start < this.held.length) yield* pairsOf(this.held[this.start++]);
    this.held = [];
    this.start = 0;
  }

  private isOver(held: Held, next: Visitor): boolean {
    return (
      held.cluster !== next.cluster ||
      next.distance - held.distance > this.radius ||
      this.held.length - this.start >= MOST_HELD
    );
  }

  private compare(x: Held, y: Held): void {
    if (!x.home && !y.home) return;
    const cosine = dot(x.vector, 0, y.vector, 0, x.vector.length);
    if (cosine < this.least) return;
    const [first, second] = x.rank < y.rank ? [x, y] : [y, x];
    note(second, first.rank, Math.min(1, cosine));
  }
}

/** How far two unit vectors with a cosine of 1 - epsilon lie apart. */
export function radiusOf(epsilon: number): number {
  return Math.sqrt(2 * epsilon);
}

function note({ partners }: Held, rank: number, similarity: number): void {
  if (partners.length < MOST_PARTNERS) {
    partners.push({ rank, similarity });
    return;
  }
  const last = partners.reduce((worst, partner, i) => (partner.rank > partners[worst].rank ? i : worst), 0);
  if (rank < partners[last].rank) partners[last] = { rank, similarity };
}

function* pairsOf({ rank, partners }: Held): Generator<Similar> {
  for (const partner of partners) yield { a: partner.rank, b: rank, similarity: partner.similarity };
}
