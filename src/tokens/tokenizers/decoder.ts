import type { Ranks } from "./rank-file.ts";

/** Turns ids back into bytes and text. */
export interface Decoder {
  decode(ids: ArrayLike<number>): string;
  decodeBytes(ids: ArrayLike<number>): Uint8Array;
}

/** A byte order mark is text like any other. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** A decoder for the tokens of a rank file and special tokens. */
export function createDecoder(ranks: Ranks, special: Readonly<Record<string, number>>): Decoder {
  const specialBytes = new Map(Object.entries(special).map(([text, id]) => [id, Buffer.from(text)]));

  const tokenBytes = (id: number): Uint8Array => {
    const found = specialBytes.get(id);
    if (found !== undefined) return found;
    const length = ranks.lengths[id];
    if (!length) throw new RangeError(`no token has id ${id}: the ids belong to another tokenizer`);
    return ranks.bytes.subarray(ranks.starts[id], ranks.starts[id] + length);
  };

  const decodeBytes = (ids: ArrayLike<number>): Uint8Array => Buffer.concat(Array.from(ids, tokenBytes));
  return { decodeBytes, decode: (ids) => utf8.decode(decodeBytes(ids)) };
}
