/** Something to judge, with what this person said of it so far. */
export interface Held<T, C> {
  readonly key: string;
  /** Undefined while only its key is known; it is fetched when somebody goes there. */
  readonly thing: T | undefined;
  /** A line for the list of the last ones. */
  readonly brief: string;
  readonly mine: C | null;
}

/** What a server gives out. */
export interface Dealt<T, C> {
  readonly held: readonly Held<T, C>[];
  readonly remaining: number | undefined;
  /** More of them lie at another tab. */
  readonly elsewhere: number;
}

/** Where a deck gets its cards. */
export interface DeckSource<T, C> {
  deal(count: number, holding: readonly string[]): Promise<Dealt<T, C>>;
  /** The last ones that this person judged, oldest first. */
  past(): Promise<readonly Held<T, C>[]>;
  fetch(key: string): Promise<Held<T, C> | undefined>;
  /** Keys whose judgement is still on its way: a server may deal them again. */
  onTheirWay(): readonly string[];
}

/** What a page shows of a deck. */
export interface DeckState<T, C> {
  readonly current: Held<T, C> | undefined;
  readonly ahead: readonly Held<T, C>[];
  /** Judged ones, the last one last. */
  readonly past: readonly Held<T, C>[];
  readonly loading: boolean;
  readonly error: Error | undefined;
  readonly remaining: number | undefined;
  readonly elsewhere: number;
}

/** Cards held by the page; more are fetched when half of them are gone. */
const handful = 12;
const mostPast = 50;
const emptyRetryMs = 15_000;
const renewMs = 30_000;

/**
 * Cards in hand: one in front, some ahead, the judged ones behind. Going back never takes anything away: the card shows what was
 * said, and stays said until something else is.
 */
export class Deck<T, C> {
  state: DeckState<T, C> = {
    current: undefined,
    ahead: [],
    past: [],
    loading: true,
    error: undefined,
    remaining: undefined,
    elsewhere: 0,
  };
  private readonly source: DeckSource<T, C>;
  private readonly listeners = new Set<() => void>();
  private isDealing = false;
  private isDry = false;
  private isClosed = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly renewal: ReturnType<typeof setInterval>;

  constructor(source: DeckSource<T, C>, first?: string) {
    this.source = source;
    this.renewal = setInterval(() => document.visibilityState === "visible" && void this.renew(), renewMs);
    void this.begin(first);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    clearInterval(this.renewal);
    this.listeners.clear();
  }

  /** Puts the card in front behind, as judged, and shows the next one that is not. */
  judge(mine: C): void {
    const { current } = this.state;
    if (current === undefined) return;
    this.advance({ ...current, mine }, true);
  }

  /** What was said of the card in front is taken back: what it took the place of stands again. The card stays there. */
  unjudge(before: C | null): void {
    const { current } = this.state;
    if (current !== undefined) this.set({ current: { ...current, mine: before } });
  }

  /** Changes the card in front in place. */
  amend(change: (thing: T) => T): void {
    const { current } = this.state;
    if (current?.thing !== undefined) this.set({ current: { ...current, thing: change(current.thing) } });
  }

  /** Leaves a card that was come back to as it is. */
  keep(): void {
    const { current } = this.state;
    if (current !== undefined && current.mine !== null) this.advance(current, false);
  }

  /** To the card before; false when there is none. */
  back(): boolean {
    const last = this.state.past.at(-1);
    if (last === undefined) return false;
    this.open(last.key);
    return true;
  }

  /** To any card, judged or not; the one in front waits its turn. */
  open(key: string): void {
    const { current, past, ahead } = this.state;
    if (current?.key === key) return;
    const found = [...past, ...ahead].find((one) => one.key === key);
    const others = (list: readonly Held<T, C>[]) => list.filter((one) => one.key !== key);
    this.set({
      current: found ?? { key, thing: undefined, brief: key, mine: null },
      past: others(past),
      ahead: [...(current === undefined ? [] : [current]), ...others(ahead)],
    });
    void this.complete();
  }

  /** Other cards than those ahead are wanted: another order. */
  reshuffle(): void {
    this.isDry = false;
    this.set({ ahead: [] });
    void this.refill();
  }

  /** Tries again what failed. */
  retry(): void {
    this.failures = 0;
    if (this.state.current !== undefined && this.state.current.thing === undefined) void this.complete();
    else void this.refill();
  }

  private async begin(first: string | undefined): Promise<void> {
    if (first !== undefined) this.open(first);
    void this.source.past().then(
      (past) => {
        const known = new Set(
          [...this.state.past, ...this.state.ahead, this.state.current].map((one) => one?.key),
        );
        this.set({ past: [...past.filter(({ key }) => !known.has(key)), ...this.state.past] });
      },
      () => {}, // the list of the last ones stays empty; `refill` tells what is wrong
    );
    await this.refill();
  }

  /** `isLast` when it was judged just now: going back then leads to it, before those that were only passed by. */
  private advance(behind: Held<T, C>, isLast: boolean): void {
    const ahead = [...this.state.ahead];
    const passed: Held<T, C>[] = [];
    while (ahead[0] !== undefined && ahead[0].mine !== null) passed.push(ahead.shift() as Held<T, C>);
    const others = this.state.past.filter(({ key }) => key !== behind.key);
    const past = isLast ? [...others, ...passed, behind] : [...others, behind, ...passed];
    this.set({ current: ahead.shift(), ahead, past: past.slice(-mostPast) });
    void this.refill();
  }

  private async refill(): Promise<void> {
    const fresh = this.state.ahead.filter(({ mine }) => mine === null).length;
    if (
      this.isDealing ||
      this.isClosed ||
      (this.isDry && this.state.current !== undefined) ||
      fresh > handful / 2
    )
      return;
    this.isDealing = true;
    this.set({ loading: true });
    try {
      this.take(await this.source.deal(handful, this.holding()));
      this.failures = 0;
    } catch (error) {
      this.failures++;
      this.set({ loading: false, error: error as Error });
      this.later(Math.min(emptyRetryMs, 500 * 2 ** this.failures));
    } finally {
      this.isDealing = false;
    }
  }

  private take({ held, remaining, elsewhere }: Dealt<T, C>): void {
    const known = new Set([...this.holding(), ...this.state.past.map(({ key }) => key)]);
    const fresh = held.filter(({ key }) => !known.has(key));
    this.isDry = held.length < handful;
    const ahead = [...this.state.ahead, ...fresh];
    const current = this.state.current ?? ahead.shift();
    this.set({ current, ahead, remaining, elsewhere, loading: false, error: undefined });
    if (current === undefined) this.later(emptyRetryMs); // others may let go of theirs
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    if (!this.isClosed) this.timer = setTimeout(() => void this.refill(), ms);
  }

  /** Keeps what is in hand from being given to others. */
  private async renew(): Promise<void> {
    if (this.state.current === undefined || this.isDealing) return;
    await this.source.deal(0, this.holding()).catch(() => {});
  }

  /** Fetches the card in front when only its key is known. */
  private async complete(): Promise<void> {
    const { current } = this.state;
    if (current === undefined || current.thing !== undefined) return;
    try {
      const found = await this.source.fetch(current.key);
      if (this.state.current?.key !== current.key) return;
      if (found !== undefined)
        this.set({ current: { ...found, mine: current.mine ?? found.mine }, error: undefined });
      else this.set({ current: this.state.ahead[0], ahead: this.state.ahead.slice(1) });
    } catch (error) {
      this.set({ error: error as Error });
    }
  }

  private holding(): string[] {
    const { current, ahead } = this.state;
    const held = [...(current === undefined ? [] : [current]), ...ahead].map(({ key }) => key);
    return [...new Set([...held, ...this.source.onTheirWay()])];
  }

  private set(change: Partial<DeckState<T, C>>): void {
    if (this.isClosed) return;
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
