import { type DataType, Field, Int32, List, makeData, Uint64 } from "apache-arrow";
import { type Batch, type ColumnValues, makeBatch, textColumn, texts } from "../../core/batch.ts";
import type { BatchStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { openSigner, type Signatures } from "../../features/minhash/signature.ts";
import type { Settings } from "./options.ts";

/** Columns of the private table `signatures`: everything that finding copies needs without reading a text again. */
export const signatureColumns = {
  id: "VARCHAR",
  exact_1: "UBIGINT",
  exact_2: "UBIGINT",
  words_1: "UBIGINT",
  words_2: "UBIGINT",
  bytes: "INTEGER",
  words: "INTEGER",
  shingles: "INTEGER",
  bands: "UBIGINT[]",
} as const satisfies Schema;

/**
 * Signs every document once: hashes of its bytes and of its words, sizes, and the band keys of its MinHash sketch.
 * Runs over all documents, so that thresholds before it can move without a text being read again.
 */
export function signaturesStage({ shingle, words, banding, seed, methods, normalize }: Settings): BatchStage {
  const options = { shingle, words, banding, seed, bytesOnly: !normalize && !methods.includes("near") };
  return {
    shape: "batch",
    kind: "signatures",
    version: 1,
    options,
    tables: { signatures: signatureColumns },
    reads: [],
    columns: ["text"],
    over: "all",
    async open() {
      const sign = await openSigner(options);
      return (batch) => ({ signatures: signatureBatch(batch, sign(texts(batch))) });
    },
  };
}

function signatureBatch(batch: Batch, signatures: Signatures): Batch {
  const { exact, normalized } = signatures;
  return makeBatch({
    id: textColumn(texts(batch, "id")),
    exact_1: integers(exact[0]),
    exact_2: integers(exact[1]),
    words_1: integers(normalized[0]),
    words_2: integers(normalized[1]),
    bytes: integers(signatures.bytes),
    words: integers(signatures.words),
    shingles: integers(signatures.shingles),
    bands: lists(signatures.keys, signatures.keyOffsets),
  });
}

function integers(values: BigUint64Array | Int32Array): ColumnValues {
  const { length } = values;
  return values instanceof Int32Array
    ? { data: makeData({ type: new Int32(), length, data: values }) }
    : { data: makeData({ type: new Uint64(), length, data: values }) };
}

function lists(values: BigUint64Array, valueOffsets: Int32Array): ColumnValues {
  const type: List<DataType> = new List(new Field("item", new Uint64(), true));
  const length = valueOffsets.length - 1;
  return { data: makeData({ type, length, valueOffsets, child: integers(values).data }) };
}
