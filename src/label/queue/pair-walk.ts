import { hash } from "../random.ts";
import { pairName } from "./task-state.ts";
import type { QueueGround, QueueRequest } from "./walk.ts";

/** Two documents as they are to be shown: the sides are shuffled, for each person and pair the same again. */
export interface DrawnPair {
  readonly left: string;
  readonly right: string;
}

/** Neighbours at this distance in the order are still alike enough to be worth a comparison. */
const farthest = 50;

/**
 * Pairs of documents that stand near each other in an order (by score: close ones teach a reward model most; at random where there
 * are no scores): first all neighbours, then those two apart, and so on, each round in a mixed sequence. Judged ones never return.
 */
export class PairWalk {
  private readonly order: Uint32Array;
  private readonly stride: number;
  private readonly cursors = new Map<string, { at: number; readonly takenBack: number }>();

  constructor(order: Uint32Array, seed: number) {
    this.order = order;
    this.stride = coprime(order.length, seed);
  }

  draw(ground: QueueGround, { holder, count, holding }: QueueRequest): DrawnPair[] {
    const { task, people, leases } = ground;
    const cursor = this.cursorOf(holder.voter, people.takenBack);
    const drawn: DrawnPair[] = [];
    const end = this.order.length * Math.min(farthest, this.order.length - 1);
    let isPrefix = true;
    for (let at = cursor.at; at < end && drawn.length < count; at++) {
      const pair = this.pairAt(at, ground);
      const name = pair && pairName(pair);
      if (pair === undefined || name === undefined || task.preferences.of(name, holder.voter) !== undefined) {
        if (isPrefix) cursor.at = at + 1;
        continue;
      }
      isPrefix = false;
      if (holding.has(name) || leases.ofAnother(name, holder) !== undefined) continue;
      drawn.push(hash(name, hash(holder.voter)) % 2 === 0 ? pair : { left: pair.right, right: pair.left });
    }
    return drawn;
  }

  /** The pair at a place of the sequence; undefined past the end of the order, and where somebody dropped one by hand. */
  private pairAt(at: number, { ids, people }: QueueGround): DrawnPair | undefined {
    const { length } = this.order;
    const first = Number((BigInt(at % length) * BigInt(this.stride)) % BigInt(length));
    const second = first + 1 + Math.floor(at / length);
    if (second >= length) return undefined;
    const [left, right] = [ids.at(this.order[first]), ids.at(this.order[second])];
    return people.dropped.has(left) || people.dropped.has(right) ? undefined : { left, right };
  }

  private cursorOf(voter: string, takenBack: number) {
    const known = this.cursors.get(voter);
    if (known?.takenBack === takenBack) return known;
    const cursor = { at: 0, takenBack };
    this.cursors.set(voter, cursor);
    return cursor;
  }
}

/** A stride that visits every place of `length` once before it comes back. */
function coprime(length: number, seed: number): number {
  if (length < 3) return 1;
  let stride = (hash("stride", seed) % (length - 1)) + 1;
  while (divisor(stride, length) !== 1) stride = (stride % (length - 1)) + 1;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
