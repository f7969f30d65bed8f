import type { Database } from "../core/database.ts";
import { sha256 } from "../core/json.ts";
import { readRun, type Workspace } from "../core/workspace.ts";
import { openViews } from "../io/open-views.ts";
import type { LiveWorkspace } from "./dependencies.ts";

/** Asks whether another run has finished a stage at most so often. */
const freshMs = 500;

/** What `refresh` brings up to date before a query: people's deeds. */
export interface LiveOptions {
  readonly threads?: number;
  readonly refresh?: (database: Database) => Promise<void>;
}

interface Opened {
  readonly version: string;
  readonly database: Database;
  readonly kept: Map<string, Promise<unknown>>;
  /** Queries on their way; the database closes after the last. */
  using: number;
  isOld: boolean;
  isClosed: boolean;
}

/** Opens a workspace for reading while others write in it: a query sees one state, the next query the newest. */
export function liveWorkspace(workspace: Workspace, options: LiveOptions = {}): LiveWorkspace {
  let opened: Promise<Opened> | undefined;
  let lookedAt = 0;
  let tail: Promise<unknown> = Promise.resolve();

  const version = async () => {
    const run = await readRun(workspace);
    return sha256(JSON.stringify(run?.stages.map(({ name, key }) => [name, key]) ?? [])).slice(0, 16);
  };

  const open = async (): Promise<Opened> => {
    const current = await version();
    const { database } = await openViews(workspace, { threads: options.threads });
    return { version: current, database, kept: new Map(), using: 0, isOld: false, isClosed: false };
  };

  const current = async (): Promise<Opened> => {
    if (opened !== undefined && performance.now() - lookedAt < freshMs) return opened;
    lookedAt = performance.now();
    const before = opened;
    if (before === undefined) {
      opened = open();
      opened.catch(() => {
        opened = undefined;
      });
      return opened;
    }
    const state = await before;
    if (state.version === (await version()) || opened !== before) return opened ?? state;
    opened = open();
    await opened.then(
      () => retire(state),
      () => {
        opened = before; // half-written just now: the old state still answers
      },
    );
    return opened;
  };

  /** One statement at a time: a connection answers in order, and people's tables change between two queries only. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work, work);
    tail = turn.catch(() => {});
    return turn;
  };

  const use = async <T>(work: (state: Opened) => Promise<T>): Promise<T> => {
    const state = await current();
    state.using++;
    try {
      return await work(state);
    } finally {
      state.using--;
      if (state.isOld) closeIfIdle(state);
    }
  };

  return {
    workspace,
    run: () => readRun(workspace),
    version: async () => (await current()).version,
    rows: (sql) =>
      use((state) =>
        inTurn(async () => {
          await options.refresh?.(state.database);
          return state.database.rows(sql);
        }),
      ),
    once: (name, compute) =>
      use(async (state) => {
        const known = state.kept.get(name) as ReturnType<typeof compute> | undefined;
        if (known !== undefined) return known;
        const made = inTurn(async () => {
          await options.refresh?.(state.database);
          return compute(state.database);
        });
        state.kept.set(name, made);
        made.catch(() => state.kept.delete(name));
        return made;
      }),
    close: async () => {
      const state = await opened?.catch(() => undefined);
      opened = undefined;
      if (state) retire(state);
      await tail;
    },
  };
}

/** Whoever was just handed the state gets to say so before it closes. */
function retire(state: Opened): void {
  state.isOld = true;
  setImmediate(() => closeIfIdle(state));
}

function closeIfIdle(state: Opened): void {
  if (state.using > 0 || state.isClosed) return;
  state.isClosed = true;
  for (const made of state.kept.values()) made.then(closeIt, () => {});
  state.kept.clear();
  state.database.close();
}

function closeIt(made: unknown): void {
  (made as { close?: () => void } | undefined)?.close?.();
}
