import { isUtf8 } from "node:buffer";
import type { SourceRecord } from "../../core/stage.ts";
import { Gathering } from "./batches.ts";
import { BrokenStream, collect } from "./bytes.ts";
import { documentOf, type Fields } from "./documents.ts";
import { faultOf, messageOf } from "./fault.ts";
import { isExact, JsonFault, kindOf, parseExact } from "./json.ts";
import { readJsonl } from "./jsonl.ts";
import { limits } from "./limits.ts";
import type { Reading } from "./reading.ts";
import { openStream } from "./stream.ts";

/**
 * A `.json` file: an array of records, or one record over many lines, with the record number as `position`. A file that
 * is no single JSON value is read as JSON Lines.
 */
export async function* readJson(reading: Reading): AsyncGenerator<SourceRecord[]> {
  const text = await wholeText(reading);
  const value = text === undefined ? undefined : parsed(text);
  if (text === undefined || value === undefined) yield* readJsonl(reading);
  else yield* records(Array.isArray(value) ? value : [value], text, reading);
}

/** The text of the file; undefined when it is too large, damaged or not UTF-8: the lines will tell where. */
async function wholeText(reading: Reading): Promise<string | undefined> {
  try {
    const bytes = await collect(openStream(reading), limits.jsonFileBytes);
    return bytes !== undefined && isUtf8(bytes) ? bytes.toString("utf8").replace(/^\ufeff/, "") : undefined;
  } catch (error) {
    if (error instanceof BrokenStream) return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return hasRounded(value) ? parseExact(text) : value;
  } catch {
    return undefined;
  }
}

function hasRounded(value: unknown): boolean {
  try {
    return typeof value === "object" && value !== null && !isExact(value, 0);
  } catch {
    return false; // too deep: a fault of the record, below
  }
}

function* records(values: readonly unknown[], text: string, reading: Reading): Generator<SourceRecord[]> {
  const batch = new Gathering();
  if (values.length === 0) yield [faultOf(reading.source, 0, "no records in the file", text)];
  for (const [position, value] of values.entries()) {
    batch.add(recordOf(value, reading, position));
    if (batch.isFull) yield batch.take();
  }
  if (!batch.isEmpty) yield batch.take();
}

function recordOf(value: unknown, reading: Reading, position: number): SourceRecord {
  try {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new JsonFault(`not a JSON object, but ${kindOf(value)}`);
    }
    isExact(value, 1);
    return documentOf(value as Fields, reading, position);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return faultOf(reading.source, position, messageOf(error));
  }
}
