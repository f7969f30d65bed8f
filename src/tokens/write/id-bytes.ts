/** Bytes of one token id in a file: 2 (uint16) or 4 (uint32), little-endian. */
export type IdWidth = 2 | 4;

/** The narrowest width that holds every id of a vocabulary. */
export function widthOf(vocabularySize: number): IdWidth {
  return vocabularySize <= 65_536 ? 2 : 4;
}

/** Ids as little-endian bytes. Throws a RangeError rather than let an id beyond uint16 wrap around. */
export function packIds(ids: ArrayLike<number>, width: IdWidth): Uint8Array {
  const bytes = new Uint8Array(ids.length * width);
  for (let i = 0, at = 0; i < ids.length; i++) {
    const id = ids[i];
    bytes[at++] = id;
    bytes[at++] = id >>> 8;
    if (width === 4) {
      bytes[at++] = id >>> 16;
      bytes[at++] = id >>> 24;
    } else if (id > 0xffff) {
      throw new RangeError(`token id ${id} at position ${i} does not fit uint16 (0 to 65535)`);
    }
  }
  return bytes;
}

/** Ids from little-endian bytes. */
export function unpackIds(bytes: Uint8Array, width: IdWidth): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ids = new Uint32Array(bytes.byteLength / width);
  for (let i = 0; i < ids.length; i++) {
    ids[i] = width === 2 ? view.getUint16(2 * i, true) : view.getUint32(4 * i, true);
  }
  return ids;
}
