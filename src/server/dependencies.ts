import type { Database } from "../core/database.ts";
import type { People } from "../core/people.ts";
import type { Row } from "../core/table.ts";
import type { RunRecord, Workspace } from "../core/workspace.ts";
import type { Assets } from "./http/assets.ts";
import type { Sessions } from "./sessions/sessions.ts";

/** What an app is made of; `sluice serve` gives the real ones. */
export interface Dependencies {
  readonly live: LiveWorkspace;
  readonly people: People;
  readonly sessions: Sessions;
  /** The built pages by path. */
  readonly assets: Assets;
  /** Hosts (with port) under which the server may be reached. */
  readonly hosts: readonly string[];
  /** One line for whoever watches the terminal; foreign text in it is made safe. */
  readonly log: (line: string) => void;
  readonly now: () => Date;
}

/**
 * A workspace that others may be writing in: its tables as views, opened again when another run has finished a stage,
 * with what people did up to now.
 */
export interface LiveWorkspace {
  readonly workspace: Workspace;
  /** The record of the last run; undefined while nothing has run. */
  run(): Promise<RunRecord | undefined>;
  /** Rows of a query over the views of the contract; what people did since is in `votes`, `decisions` and `preferences`. */
  rows(sql: string): Promise<Row[]>;
  /** Names the results on show: it changes with every stage that a run finishes. */
  version(): Promise<string>;
  /**
   * Something dear that is computed once per version and kept: a map in memory, an index, counts. `compute` gets the views;
   * what has `close` is closed when the version is gone. Callers who come meanwhile wait for the same promise.
   */
  once<T>(name: string, compute: (database: Database) => Promise<T>): Promise<T>;
  /** Rows of a query over temporary tables that a computation of `once` left in its engine. */
  rowsBeside(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}
