import { BytesLeaf } from "./bytes-leaf.ts";
import type { ColumnBuffer } from "./column-buffer.ts";
import { type Dictionary, dictionaryOf } from "./dictionary.ts";
import { type Column, encoding, maxDefinition } from "./format.ts";
import { dataPage, dictionaryPage, encodedIndices, type Page } from "./page.ts";
import { numberRange, type Range, stringRange } from "./statistics.ts";

/** A column's pages of one row group, with what the footer says about them. */
export interface Chunk {
  readonly column: Column;
  readonly pages: readonly Page[];
  readonly entries: number;
  readonly hasDictionary: boolean;
  /** Undefined for lists. */
  readonly nulls: number | undefined;
  readonly range: Range | undefined;
}

/** Encodes what a column has buffered. */
export function chunkOf(buffer: ColumnBuffer): Chunk {
  const { column, entries, leaf } = buffer;
  const dictionary =
    column.leaf.type === "VARCHAR" && leaf instanceof BytesLeaf ? dictionaryOf(leaf) : undefined;
  return {
    column,
    entries,
    pages: dictionary === undefined ? plainPages(buffer) : dictionaryPages(buffer, dictionary),
    hasDictionary: dictionary !== undefined,
    nulls: column.isList ? undefined : entries - leaf.count,
    range: column.isList ? undefined : rangeOf(buffer, dictionary),
  };
}

function rangeOf({ leaf, column }: ColumnBuffer, dictionary: Dictionary | undefined): Range | undefined {
  if (dictionary !== undefined) return stringRange({ ...dictionary, bytes: dictionary.plain });
  if (!(leaf instanceof BytesLeaf)) return numberRange(leaf, column.leaf.type);
  return column.type === "VARCHAR" ? stringRange(leaf) : undefined;
}

function dictionaryPages(buffer: ColumnBuffer, { plain, count, indices }: Dictionary): Page[] {
  const values = encodedIndices(indices, 0, indices.length, count);
  return [dictionaryPage(plain, count), dataPage(buffer, 0, buffer.entries, values, encoding.rleDictionary)];
}

function plainPages(buffer: ColumnBuffer): Page[] {
  const { leaf } = buffer;
  const pages: Page[] = [];
  let entry = 0;
  let value = 0;
  while (entry < buffer.entries) {
    const next = pageBounds(buffer, entry, value, leaf.pageEnd(value));
    pages.push(dataPage(buffer, entry, next.entry, [leaf.plain(value, next.value)], encoding.plain));
    ({ entry, value } = next);
  }
  return pages;
}

/** The first row at which at least `enough` values have passed, and the entry where it begins. */
function pageBounds(buffer: ColumnBuffer, entry: number, value: number, enough: number) {
  const { column, entries, definitions, repetitions, leaf } = buffer;
  if (leaf.count === entries && !column.isList) return { entry: enough, value: enough };
  const present = maxDefinition(column);
  let values = value;
  let at = entry;
  while (at < entries) {
    const isRow = !column.isList || repetitions[at] === 0;
    if (isRow && at > entry && values >= enough && definitions[at] === present) break;
    if (definitions[at] === present) values++;
    at++;
  }
  return { entry: at, value: values };
}
