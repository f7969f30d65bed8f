import { useEffect, useRef, useState } from "preact/hooks";
import type {
  PointRow,
  SelectionAnswer,
  SelectionBody,
  Where,
} from "../../../src/server/resources/map/wire.ts";
import { post } from "../../shared/api.ts";
import { indexPatienceMs, isIndexBuilding } from "../index-building.ts";
import { noteStale } from "../stale.ts";

/** How the table is sorted; undefined is the order of the map. */
export type Order = SelectionBody["order"];

/** Rows to a request. */
export const pageRows = 50;

/** A selection as the server counts it, and those of its rows that have come. */
export interface Rows {
  readonly count: number | undefined;
  readonly tokens: number | null;
  readonly rows: ReadonlyMap<number, PointRow>;
  readonly error: Error | undefined;
  /** Asks for the pages that hold these rows, if they have not come. */
  need(from: number, to: number): void;
}

const none: Omit<Rows, "need"> = { count: undefined, tokens: null, rows: new Map(), error: undefined };

/** The rows of a selection, fetched by pages as they come into sight. `acts` grows when people changed something. */
export function useRows(where: Where, order: Order, version: string, acts: number): Rows {
  const key = JSON.stringify([where, order ?? null, version, acts]);
  const [state, setState] = useState<Omit<Rows, "need">>(none);
  const current = useRef({ key, pages: new Set<number>(), controller: new AbortController() });
  const ask = (page: number) => {
    const { pages, controller } = current.current;
    if (pages.has(page)) return;
    pages.add(page);
    const body: SelectionBody = { version, where, offset: page * pageRows, limit: pageRows, order };
    post<SelectionAnswer>("/api/selections", body, controller.signal).then(
      ({ count, tokens, rows }) => {
        if (controller.signal.aborted) return;
        const numbered = rows.map((row, i) => [page * pageRows + i, row] as const);
        // The rows of the old selection stay until the first of the new one are here.
        setState((old) => ({
          count,
          tokens,
          error: undefined,
          rows: new Map(pages.size === 1 ? numbered : [...old.rows, ...numbered]),
        }));
      },
      (error: Error) => {
        pages.delete(page);
        if (controller.signal.aborted) return;
        noteStale(error);
        setState((old) => ({ ...old, error }));
        if (isIndexBuilding(error)) setTimeout(() => controller.signal.aborted || ask(page), indexPatienceMs);
      },
    );
  };
  useEffect(() => {
    current.current.controller.abort();
    current.current = { key, pages: new Set(), controller: new AbortController() };
    ask(0);
    const { controller } = current.current;
    return () => controller.abort();
  }, [key]);
  const need = (from: number, to: number) => {
    if (current.current.key !== key) return;
    for (let page = Math.floor(from / pageRows); page * pageRows < to; page++) ask(page);
  };
  return { ...state, need };
}
