import { type DataType, Field, List, makeData, Uint64 } from "apache-arrow";
import { type Batch, type ColumnValues, column, makeBatch, textColumn, texts } from "../../core/batch.ts";
import type { BatchStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { charactersBetween } from "./normal-form.ts";
import type { Settings } from "./options.ts";
import { openUnits, type Units } from "./units.ts";

/** Columns of the private table `segments`: what each document holds that is long enough to be compared. */
export const segmentColumns = {
  id: "VARCHAR",
  /** Of the whole text. */
  characters: "BIGINT",
  /** One 64-bit hash per line, paragraph or window, in order. */
  hashes: "UBIGINT[]",
} as const satisfies Schema;

/** Hashes the segments of every document once. Runs over all documents, so that thresholds before it can move. */
export function hashesStage(settings: Settings): BatchStage {
  const { unit, window, minimumWords, minimumCharacters, normalize } = settings;
  return {
    shape: "batch",
    kind: "segments",
    version: 1,
    options: { unit, window, minimumWords, minimumCharacters, normalize },
    tables: { segments: segmentColumns },
    reads: [],
    columns: ["text"],
    over: "all",
    async open() {
      const unitsOf = await openUnits(settings);
      return (batch) => ({ segments: hashBatch(batch, unitsOf) });
    },
  };
}

function hashBatch(batch: Batch, unitsOf: (text: Uint8Array) => Units): Batch {
  const { bytes, offsets, length } = texts(batch);
  const lists = new HashLists(length);
  const characters: number[] = [];
  for (let i = 0; i < length; i++) {
    const text = bytes.subarray(offsets[i], offsets[i + 1]);
    characters.push(charactersBetween(text, 0, text.length));
    const { hashes, count } = unitsOf(text);
    lists.add(hashes.subarray(0, count));
  }
  return makeBatch({
    id: textColumn(texts(batch, "id")),
    characters: column("BIGINT", characters),
    hashes: lists.column(),
  });
}

/** A column of lists of 64-bit hashes under construction, a list per document. */
export class HashLists {
  #values = new BigUint64Array(4096);
  #count = 0;
  #lists = 0;
  readonly #offsets: Int32Array;

  constructor(length: number) {
    this.#offsets = new Int32Array(length + 1);
  }

  add(hashes: BigUint64Array): void {
    if (this.#count + hashes.length > this.#values.length) {
      const larger = new BigUint64Array(2 * (this.#count + hashes.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(hashes, this.#count);
    this.#count += hashes.length;
    this.#offsets[++this.#lists] = this.#count;
  }

  column(): ColumnValues {
    const type: List<DataType> = new List(new Field("item", new Uint64(), true));
    const data = this.#values.subarray(0, this.#count);
    const child = makeData({ type: new Uint64(), length: data.length, data });
    return { data: makeData({ type, length: this.#lists, valueOffsets: this.#offsets, child }) };
  }
}
