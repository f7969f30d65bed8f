import { BytesLeaf } from "./bytes-leaf.ts";
import type { Cells } from "./cells.ts";
import { BitLeaf, FixedLeaf } from "./fixed-leaf.ts";
import type { Column, Leaf } from "./format.ts";
import { grown } from "./grow.ts";

/**
 * The rows of a column since the last row group. An entry is a row, or within a list an element or
 * the place of an empty list; its levels are those of the Dremel encoding.
 */
export class ColumnBuffer {
  readonly column: Column;
  readonly leaf: BytesLeaf | FixedLeaf;
  entries = 0;
  definitions = new Uint8Array(256);
  repetitions = new Uint8Array(0);

  constructor(column: Column) {
    this.column = column;
    this.leaf = leafBuffer(column.leaf);
  }

  append(cells: Cells, from: number, to: number): void {
    if (!this.column.isList) {
      this.putRows(cells, from, to);
      appendLeaf(this.leaf, cells, from, to);
    } else if (cells.items !== undefined && !cells.hasGaps) {
      for (let row = from; row < to; row++) this.putList(cells, cells.items, row);
      appendLeaf(this.leaf, cells.items, cells.offsets[from], cells.offsets[to]);
    } else this.appendListByList(cells, from, to);
  }

  clear(): void {
    this.entries = 0;
    this.leaf.clear();
  }

  private putRows({ valid }: Cells, from: number, to: number): void {
    const end = this.entries + to - from;
    this.definitions = grown(this.definitions, end);
    if (valid === undefined) this.definitions.fill(1, this.entries, end);
    else this.definitions.set(valid.subarray(from, to), this.entries);
    this.entries = end;
  }

  private appendListByList(cells: Cells, from: number, to: number): void {
    const { items, offsets } = cells;
    for (let row = from; row < to; row++) {
      if (items === undefined || cells.valid?.[row] === 0) this.putEntry(0, 0);
      else {
        this.putList(cells, items, row);
        appendLeaf(this.leaf, items, offsets[row], offsets[row + 1]);
      }
    }
  }

  private putList({ valid, offsets }: Cells, items: Cells, row: number): void {
    if (valid?.[row] === 0) this.putEntry(0, 0);
    else if (offsets[row] === offsets[row + 1]) this.putEntry(1, 0);
    for (let i = offsets[row]; i < offsets[row + 1]; i++) {
      this.putEntry(items.valid?.[i] === 0 ? 2 : 3, i === offsets[row] ? 0 : 1);
    }
  }

  private putEntry(definition: number, repetition: number): void {
    this.definitions = grown(this.definitions, this.entries + 1);
    this.repetitions = grown(this.repetitions, this.entries + 1);
    this.definitions[this.entries] = definition;
    this.repetitions[this.entries] = repetition;
    this.entries++;
  }
}

/** The plain bytes of rows `[from, to)`, which do not depend on how the rows were batched. */
export function plainSize(cells: Cells, { leaf, isList }: Column, from: number, to: number): number {
  if (!isList) return leafSize(cells, leaf, from, to);
  const { items, offsets, valid, hasGaps } = cells;
  const levels = 2 * (to - from);
  if (items === undefined) return levels;
  if (!hasGaps) return levels + leafSize(items, leaf, offsets[from], offsets[to]);
  let size = levels;
  for (let row = from; row < to; row++)
    if (valid?.[row] !== 0) size += leafSize(items, leaf, offsets[row], offsets[row + 1]);
  return size;
}

function leafSize({ offsets, valid, hasGaps }: Cells, leaf: Leaf, from: number, to: number): number {
  const fixed = leaf.width * (to - from);
  if (leaf.shape !== "bytes") return fixed;
  if (!hasGaps) return fixed + offsets[to] - offsets[from];
  let size = fixed;
  for (let i = from; i < to; i++) if (valid?.[i] !== 0) size += offsets[i + 1] - offsets[i];
  return size;
}

function leafBuffer({ shape, width }: Leaf): BytesLeaf | FixedLeaf {
  if (shape === "bytes") return new BytesLeaf();
  return shape === "bits" ? new BitLeaf() : new FixedLeaf(width);
}

function appendLeaf(leaf: BytesLeaf | FixedLeaf, cells: Cells, from: number, to: number): void {
  const { bytes, offsets, valid } = cells;
  if (leaf instanceof BytesLeaf) leaf.append(bytes, offsets, valid, from, to);
  else leaf.append(bytes, valid, from, to);
}
