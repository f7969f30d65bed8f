import { isUtf8 } from "node:buffer";
import { UserError } from "../../core/errors.ts";
import type { Cells } from "./cells.ts";
import type { Column } from "./format.ts";

/** Throws a `UserError` when a string is not UTF-8: SQL engines refuse to read such a file. */
export function checkUtf8(cells: Cells, column: Column): void {
  const { type } = column.leaf;
  if (type !== "VARCHAR" && type !== "JSON") return;
  const strings = column.isList ? cells.items : cells;
  if (strings === undefined || isWhole(strings)) return;
  for (let i = 0; i < strings.length; i++) {
    if (strings.valid?.[i] === 0) continue;
    const bytes = strings.bytes.subarray(strings.offsets[i], strings.offsets[i + 1]);
    if (!isUtf8(bytes))
      throw new UserError(`column "${column.name}": string ${i} of the batch is not UTF-8; decode it first`);
  }
}

/** True when the whole slab is UTF-8 and no string begins within a character. */
function isWhole({ bytes, offsets, length }: Cells): boolean {
  if (!isUtf8(bytes.subarray(offsets[0], offsets[length]))) return false;
  for (let i = 0; i < length; i++) if ((bytes[offsets[i]] & 0xc0) === 0x80) return false;
  return true;
}
