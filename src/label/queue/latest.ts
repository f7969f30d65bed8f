import type { Deed } from "../../core/people.ts";

/** A deed with whether it counts: it does not while an undo of it counts. */
export interface Counted {
  readonly deed: Deed;
  isUndone: boolean;
}

/** Of the deeds on an item by somebody, the latest that was not taken back. */
export class Latest {
  private readonly items = new Map<string, Map<string, Counted[]>>();

  add(item: string, by: string, deed: Counted): void {
    const voters = this.items.get(item) ?? new Map<string, Counted[]>();
    this.items.set(item, voters);
    const deeds = voters.get(by);
    if (deeds === undefined) voters.set(by, [deed]);
    else deeds.push(deed);
  }

  of(item: string, by: string): Deed | undefined {
    return latestOf(this.items.get(item)?.get(by));
  }

  /** What everybody last did about an item. */
  all(item: string): Deed[] {
    return [...(this.items.get(item)?.values() ?? [])].map(latestOf).filter((deed) => deed !== undefined);
  }

  /** Every item that somebody ever did something about. */
  keys(): IterableIterator<string> {
    return this.items.keys();
  }
}

function latestOf(deeds: readonly Counted[] | undefined): Deed | undefined {
  return deeds?.findLast(({ isUndone }) => !isUndone)?.deed;
}
