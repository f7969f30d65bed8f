/** A growing list of token ids; the first `length` of `ids` are valid. */
export interface IdSink {
  ids: Uint32Array;
  length: number;
}

/** An empty sink. */
export function createSink(capacity = 4096): IdSink {
  return { ids: new Uint32Array(capacity), length: 0 };
}

/** Makes room for `more` further ids. */
export function reserve(sink: IdSink, more: number): void {
  const needed = sink.length + more;
  if (needed <= sink.ids.length) return;
  const grown = new Uint32Array(Math.max(needed, sink.ids.length * 2));
  grown.set(sink.ids.subarray(0, sink.length));
  sink.ids = grown;
}
