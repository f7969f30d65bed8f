import { type DataType, Field, Int32, List, makeData, Uint64 } from "apache-arrow";
import { type ColumnValues, column, makeBatch, strings, textColumn, texts } from "../../core/batch.ts";
import type { BatchStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { openSigner, type SignatureOptions, type Signatures } from "../../features/minhash/signature.ts";
import type { Settings } from "./options.ts";
import { normalUrl } from "./url.ts";

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
  /** Its address in normal form, for the method `url`. */
  url: "VARCHAR",
  /** 0 but for the method `simhash`. */
  simhash: "UBIGINT",
  bands: "UBIGINT[]",
} as const satisfies Schema;

/**
 * Signs every document once: hashes of its bytes and of its words, sizes, and the band keys of its MinHash sketch.
 * Runs over all documents, so that thresholds before it can move without a text being read again.
 */
export function signaturesStage(settings: Settings): BatchStage {
  const options = signatureOptions(settings);
  const urls = settings.methods.includes("url");
  return {
    shape: "batch",
    kind: "signatures",
    version: 2,
    options: { ...options, urls },
    tables: { signatures: signatureColumns },
    reads: [],
    columns: urls ? ["text", "url"] : ["text"],
    over: "all",
    async open() {
      const sign = await openSigner(options);
      return (batch) => ({
        signatures: makeBatch({
          id: textColumn(texts(batch, "id")),
          ...signatureCells(sign(texts(batch)), urls ? strings(batch, "url") : undefined),
        }),
      });
    },
  };
}

/** What decides a signature, of the options of deduplication. */
export function signatureOptions({
  shingle,
  words,
  banding,
  seed,
  methods,
  normalize,
}: Settings): SignatureOptions {
  const simhash = methods.includes("simhash");
  const bytesOnly = !normalize && !simhash && !methods.includes("near");
  return { shingle, words, banding, seed, bytesOnly, simhash };
}

/** The columns of signatures in a batch, all but the id. */
export function signatureCells(
  signatures: Signatures,
  urls: readonly (string | null)[] = Array<null>(signatures.bytes.length).fill(null),
): Record<string, ColumnValues> {
  const { exact, normalized } = signatures;
  return {
    exact_1: integers(exact[0]),
    exact_2: integers(exact[1]),
    words_1: integers(normalized[0]),
    words_2: integers(normalized[1]),
    bytes: integers(signatures.bytes),
    words: integers(signatures.words),
    shingles: integers(signatures.shingles),
    url: column("VARCHAR", urls.map(normalUrl)),
    simhash: integers(signatures.simhash),
    bands: lists(signatures.keys, signatures.keyOffsets),
  };
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
