/** Who has which document in front of them, for a while: two people, or two tabs of one, are given different ones. */
export class Leases {
  private readonly held = new Map<string, Lease>();
  private readonly duration: number;
  private readonly now: () => number;

  constructor(now: () => number, duration = leaseMs) {
    this.now = now;
    this.duration = duration;
  }

  /** The lease of somebody else on a document; undefined when it is free or one's own. */
  ofAnother(document: string, holder: Holder): Holder | undefined {
    const lease = this.held.get(document);
    if (lease === undefined) return undefined;
    if (lease.until <= this.now()) {
      this.held.delete(document);
      return undefined;
    }
    return isSame(lease.holder, holder) ? undefined : lease.holder;
  }

  /** Gives or renews a lease; whoever holds one already keeps it. */
  take(document: string, holder: Holder): void {
    if (this.ofAnother(document, holder) !== undefined) return;
    this.held.delete(document); // the map stays in the order in which leases end
    this.held.set(document, { holder, until: this.now() + this.duration });
    this.sweep();
  }

  /** Ends a holder's leases but for these. */
  keepOnly(holder: Holder, documents: ReadonlySet<string>): void {
    for (const [document, lease] of this.held)
      if (isSame(lease.holder, holder) && !documents.has(document)) this.held.delete(document);
  }

  private sweep(): void {
    for (const [document, { until }] of this.held) {
      if (until > this.now()) return;
      this.held.delete(document);
    }
  }
}

/** A person at one tab. */
export interface Holder {
  readonly voter: string;
  readonly tab: string;
}

interface Lease {
  readonly holder: Holder;
  readonly until: number;
}

/** A page renews its leases every half minute; the browser may hold back the timers of a hidden one for a minute. */
const leaseMs = 120_000;

function isSame(a: Holder, b: Holder): boolean {
  return a.voter === b.voter && a.tab === b.tab;
}
