import type { Act, NewDeed } from "../../src/core/people.ts";
import type { ApiError } from "../shared/api.ts";

/** Why deeds wait: nobody answers, the session is over, or the server will not have one. */
export type Trouble = "away" | "signed-out";

/** What a person is told about their answers. */
export interface OutboxState {
  readonly waiting: number;
  /** How many of them are in this page alone, because the browser's storage takes nothing. */
  readonly unstored: number;
  readonly trouble: Trouble | undefined;
  /** Deeds that the server refused, with what it said. They stay until the person lets them go. */
  readonly refused: readonly { readonly deed: NewDeed; readonly message: string }[];
}

interface Entry {
  readonly deed: NewDeed;
  /** Order in which they were made: milliseconds, then a count. */
  readonly made: number;
  readonly count: number;
}

/** The world of an outbox. */
export interface OutboxEffects {
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  send(deeds: readonly NewDeed[]): Promise<unknown>;
  readonly newId: () => string;
}

const mostAtOnce = 200;
const longestWaitMs = 5000;

/**
 * Deeds on their way to the server. Each is in the browser's storage before anything else happens, under a key of its own, so that
 * tabs share them without a lock: any tab sends what waits, twice at worst, which the server takes as once. They leave the storage
 * when the server says that they are on disk.
 */
export class Outbox {
  state: OutboxState = { waiting: 0, unstored: 0, trouble: undefined, refused: [] };
  private readonly prefix: string;
  private readonly effects: OutboxEffects;
  private readonly listeners = new Set<() => void>();
  /** Entries that the storage had no room for. */
  private readonly unstored = new Map<string, Entry>();
  private count = 0;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isSending = false;

  /** `name` tells workspaces and people apart. */
  constructor(name: string, effects: OutboxEffects) {
    this.prefix = `sluice:deed:${name}:`;
    this.effects = effects;
    this.tell(undefined);
    this.flushSoon(0);
  }

  /** Keeps an act and sends it without anybody waiting for that. */
  add(act: Act): NewDeed {
    const deed = { id: this.effects.newId(), act };
    const entry = { deed, made: Date.now(), count: this.count++ };
    try {
      this.effects.storage.setItem(this.prefix + deed.id, JSON.stringify(entry));
    } catch {
      this.unstored.set(deed.id, entry); // full or forbidden: it lives as long as the page
    }
    this.tell(this.state.trouble);
    this.flushSoon(0);
    return deed;
  }

  /** What waits, oldest first. */
  waiting(): NewDeed[] {
    return this.entries().map(({ deed }) => deed);
  }

  /** Lets go of a deed that the server refused. */
  forget(id: string): void {
    this.state = { ...this.state, refused: this.state.refused.filter(({ deed }) => deed.id !== id) };
    this.remove(id);
    this.tell(this.state.trouble);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Tries at once: the network is back, somebody signed in, the tab is looked at again. */
  retry(): void {
    this.failures = 0;
    this.flushSoon(0);
  }

  close(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private flushSoon(ms: number): void {
    if (this.isSending) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private async flush(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    let trouble: Trouble | undefined;
    try {
      for (let next = this.sendable(); next.length > 0; next = this.sendable()) await this.deliver(next);
    } catch (error) {
      trouble = (error as ApiError).status === 401 ? "signed-out" : "away";
      this.failures++;
    } finally {
      this.isSending = false;
    }
    if (trouble === undefined) this.failures = 0;
    this.tell(trouble);
    if (trouble !== undefined) this.flushSoon(Math.min(longestWaitMs, 250 * 2 ** this.failures));
  }

  /** Sends a batch; one that is refused is sent piece by piece, so that one bad deed does not hold up the others. */
  private async deliver(deeds: readonly NewDeed[]): Promise<void> {
    try {
      await this.effects.send(deeds);
    } catch (error) {
      if (!isRefusal(error as ApiError)) throw error;
      if (deeds.length > 1) {
        for (const deed of deeds) await this.deliver([deed]);
        return;
      }
      const refused = [...this.state.refused, { deed: deeds[0], message: (error as Error).message }];
      this.state = { ...this.state, refused };
      this.tell(undefined);
      return;
    }
    for (const { id } of deeds) this.remove(id);
    this.tell(undefined);
  }

  private sendable(): NewDeed[] {
    const refused = new Set(this.state.refused.map(({ deed }) => deed.id));
    return this.waiting()
      .filter(({ id }) => !refused.has(id))
      .slice(0, mostAtOnce);
  }

  private entries(): Entry[] {
    const { storage } = this.effects;
    const found = [...this.unstored.values()];
    for (let i = 0; i < storage.length; i++) {
      const key = storage.key(i);
      const text = key?.startsWith(this.prefix) ? storage.getItem(key) : null;
      if (text !== null) found.push(JSON.parse(text) as Entry);
    }
    return found.sort((a, b) => a.made - b.made || a.count - b.count);
  }

  private remove(id: string): void {
    this.unstored.delete(id);
    this.effects.storage.removeItem(this.prefix + id);
  }

  private tell(trouble: Trouble | undefined): void {
    const refused = this.state.refused;
    const waiting = Math.max(0, this.entries().length - refused.length);
    this.state = { waiting, unstored: this.unstored.size, trouble, refused };
    for (const listener of this.listeners) listener();
  }
}

/** The server understood and will not have it; anything else (no answer, 401, 429, 5xx) may pass. */
function isRefusal({ status }: ApiError): boolean {
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}
