import { findBytes, hashBytes } from "./byte-table.ts";
import { type IdSink, reserve } from "./id-sink.ts";
import { merge } from "./merge.ts";
import { createPieceCache, LONGEST_CACHED, recall, remember } from "./piece-cache.ts";
import type { Scanner } from "./scan.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Appends the ids of the UTF-8 text `bytes[start, end)` to a sink. */
export type Encode = (bytes: Uint8Array, start: number, end: number, sink: IdSink) => void;

/** Cuts a text into pieces and turns each into ids: the token of its bytes, else a remembered piece, else merges. */
export function createEncoder(vocabulary: Vocabulary, scan: Scanner): Encode {
  const cache = createPieceCache();
  const { table } = vocabulary;

  const encodeOther = (bytes: Uint8Array, at: number, stop: number, hash: number, sink: IdSink) => {
    const cached = stop - at <= LONGEST_CACHED;
    if (cached && recall(cache, bytes, at, stop, hash, sink)) return;
    const first = sink.length;
    merge(vocabulary, bytes, at, stop, sink);
    if (cached) remember(cache, bytes, at, stop, hash, sink, first);
  };

  return (bytes, start, end, sink) => {
    for (let at = start; at < end; ) {
      const stop = Math.min(scan(bytes, at, end), end);
      const hash = hashBytes(bytes, at, stop);
      const id = findBytes(table, bytes, at, stop, hash);
      reserve(sink, stop - at);
      if (id >= 0) sink.ids[sink.length++] = id;
      else encodeOther(bytes, at, stop, hash, sink);
      at = stop;
    }
  };
}
