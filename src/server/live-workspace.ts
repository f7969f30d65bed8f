import { setImmediate } from "node:timers/promises";
import type { Database } from "../core/database.ts";
import { sha256 } from "../core/json.ts";
import { readRun, type Workspace } from "../core/workspace.ts";
import { openViews } from "../io/open-views.ts";
import type { LiveWorkspace } from "./dependencies.ts";
import { Engine } from "./engine.ts";

/** Asks whether another run has finished a stage at most so often. */
const freshMs = 500;

/** What `refresh` brings up to date before a query: people's deeds. */
export interface LiveOptions {
  readonly threads?: number;
  readonly refresh?: (database: Database) => Promise<void>;
}

/** A state of the workspace on show. */
interface Shown {
  readonly version: string;
  /** Answers queries. */
  readonly quick: Engine;
  /** Computes what is dear, so that nobody who asks something else waits for it; opened by the first who needs it. */
  slow: Promise<Engine> | undefined;
  readonly kept: Map<string, Promise<unknown>>;
  /** Work on its way; the engines close after the last. */
  using: number;
  isOld: boolean;
  isClosed: boolean;
}

/** Opens a workspace for reading while others write in it: a query sees one state, the next query the newest. */
export function liveWorkspace(workspace: Workspace, options: LiveOptions = {}): LiveWorkspace {
  const { refresh = async () => {} } = options;
  let opened: Promise<Shown> | undefined;
  let lookedAt = 0;

  const version = async () => {
    const run = await readRun(workspace);
    return sha256(JSON.stringify(run?.stages.map(({ name, key }) => [name, key]) ?? [])).slice(0, 16);
  };

  const engine = async () =>
    new Engine((await openViews(workspace, { threads: options.threads })).database, refresh);

  const slowOf = (state: Shown): Promise<Engine> => {
    state.slow ??= engine();
    return state.slow;
  };

  const open = async (): Promise<Shown> => {
    const state = { slow: undefined, kept: new Map(), using: 0, isOld: false, isClosed: false };
    return { version: await version(), quick: await engine(), ...state };
  };

  const current = async (): Promise<Shown> => {
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
      () => void retire(state),
      () => {
        opened = before; // half-written just now: the old state still answers
      },
    );
    return opened;
  };

  const use = async <T>(work: (state: Shown) => Promise<T>): Promise<T> => {
    const state = await current();
    state.using++;
    try {
      return await work(state);
    } finally {
      state.using--;
      if (state.isOld) void closeIfIdle(state);
    }
  };

  return {
    workspace,
    run: () => readRun(workspace),
    version: async () => (await current()).version,
    rows: (sql) => use(({ quick }) => quick.inTurn((database) => database.rows(sql))),
    once: (name, compute) =>
      use(async (state) => {
        const known = state.kept.get(name) as ReturnType<typeof compute> | undefined;
        if (known !== undefined) return known;
        const made = slowOf(state).then((slow) => slow.inTurn(compute));
        state.kept.set(name, made);
        made.catch(() => state.kept.delete(name));
        return made;
      }),
    rowsBeside: (sql) => use(async (state) => (await slowOf(state)).inTurn((database) => database.rows(sql))),
    close: async () => {
      const state = await opened?.catch(() => undefined);
      opened = undefined;
      if (state) await retire(state);
    },
  };
}

/** Whoever was just handed the state gets to say so before it closes. */
async function retire(state: Shown): Promise<void> {
  state.isOld = true;
  await setImmediate();
  await closeIfIdle(state);
}

async function closeIfIdle(state: Shown): Promise<void> {
  if (state.using > 0 || state.isClosed) return;
  state.isClosed = true;
  const made = await Promise.allSettled(state.kept.values());
  state.kept.clear();
  for (const one of made) if (one.status === "fulfilled") closeIt(one.value);
  await state.quick.close();
  await (await state.slow?.catch(() => undefined))?.close();
}

function closeIt(made: unknown): void {
  (made as { close?: () => void } | undefined)?.close?.();
}
