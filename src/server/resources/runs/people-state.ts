import { canonical, sha256 } from "../../../core/json.ts";
import type { People } from "../../../core/people.ts";
import type { Row } from "../../../core/table.ts";

/** Tables of people's deeds that a run takes in. */
export const takenIn = ["votes", "decisions", "preferences"] as const;

/** A table that a run takes in. */
export type TakenIn = (typeof takenIn)[number];

/** What people's deeds amount to: how much, and by what name a run would know it. */
export interface PeopleState {
  readonly counts: Readonly<Record<TakenIn, number>>;
  /** As in the key of a run's step; undefined without rows. */
  readonly hashes: Readonly<Record<TakenIn, string | undefined>>;
  readonly voters: number;
  readonly tasks: readonly string[];
}

/** Reads the state once per deed. */
export function peopleReader(people: Pick<People, "rows" | "version">): () => PeopleState {
  let known: { readonly version: number; readonly state: PeopleState } | undefined;
  return () => {
    const version = people.version();
    if (known?.version !== version) known = { version, state: readState(people) };
    return known.state;
  };
}

function readState(people: Pick<People, "rows">): PeopleState {
  const rows = Object.fromEntries(takenIn.map((table) => [table, people.rows(table)])) as Record<
    TakenIn,
    Row[]
  >;
  const each = <T>(tell: (rows: Row[]) => T) =>
    Object.fromEntries(takenIn.map((table) => [table, tell(rows[table])])) as Record<TakenIn, T>;
  return {
    counts: each((list) => list.length),
    hashes: each((list) => (list.length === 0 ? undefined : sha256(canonical(list)))),
    voters: new Set(rows.votes.map(({ voter }) => voter)).size,
    tasks: [...new Set(rows.votes.map(({ task }) => String(task)))].sort(),
  };
}
