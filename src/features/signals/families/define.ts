import type { Signal } from "../family.ts";

/** Writers of signals that share a source and a dialect. */
export interface Definer {
  /** Part of a whole, 0 to 1. */
  ratio(definition: string): Signal;
  /** A whole number of things. */
  count(unit: string, definition: string): Signal;
  /** Any other number. */
  number(unit: string, definition: string): Signal;
  /** A text. */
  text(unit: string, definition: string): Signal;
}

/** Signals of one source in one dialect. */
export function definer(source: string, dialect: string): Definer {
  const of = (type: Signal["type"], unit: string, definition: string): Signal => ({
    type,
    unit,
    definition,
    source,
    dialect,
  });
  return {
    ratio: (definition) => of("DOUBLE", "ratio", definition),
    count: (unit, definition) => of("INTEGER", unit, definition),
    number: (unit, definition) => of("DOUBLE", unit, definition),
    text: (unit, definition) => of("VARCHAR", unit, definition),
  };
}
