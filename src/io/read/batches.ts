import type { SourceRecord } from "../../core/stage.ts";

const batchLength = 1 << 20;
const batchRecords = 4096;

/** Gathers records into arrays of about a megabyte of text. */
export class Gathering {
  #records: SourceRecord[] = [];
  #length = 0;

  add(record: SourceRecord): void {
    this.#records.push(record);
    this.#length += "text" in record ? record.text.length : 200;
  }

  /** True when it is time to take the records. */
  get isFull(): boolean {
    return this.#length >= batchLength || this.#records.length >= batchRecords;
  }

  get isEmpty(): boolean {
    return this.#records.length === 0;
  }

  take(): SourceRecord[] {
    const records = this.#records;
    this.#records = [];
    this.#length = 0;
    return records;
  }
}

/** Gathers a stream of single records into batches. */
export async function* batched(records: AsyncIterable<SourceRecord>): AsyncGenerator<SourceRecord[]> {
  const batch = new Gathering();
  for await (const record of records) {
    batch.add(record);
    if (batch.isFull) yield batch.take();
  }
  if (!batch.isEmpty) yield batch.take();
}
