import type { ShingleSet } from "../../features/minhash/jaccard.ts";

/** A document whose shingle set is at hand. */
export interface Held {
  readonly rank: number;
  readonly set: ShingleSet;
}

/** Shingle sets by position, the least recently used given up first, bounded in bytes; always holds the last one put in. */
export class SetCache {
  private readonly held = new Map<number, Held>();
  private readonly limit: number;
  private used = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get(position: number): Held | undefined {
    const entry = this.held.get(position);
    if (entry !== undefined) {
      this.held.delete(position);
      this.held.set(position, entry);
    }
    return entry;
  }

  put(position: number, entry: Held): void {
    this.held.set(position, entry);
    this.used += heldBytes(entry);
    for (const [oldest, given] of this.held) {
      if (this.used <= this.limit || oldest === position) break;
      this.held.delete(oldest);
      this.used -= heldBytes(given);
    }
  }
}

/** Memory of an entry, with what the map itself needs. */
export function heldBytes({ set }: Held): number {
  return set.byteLength + 200;
}
