import { UserError } from "../core/errors.ts";
import { findFiles } from "../io/inputs.ts";
import { columnsOf } from "../io/read/columns.ts";
import { readFile } from "../io/read/file.ts";
import { limits } from "../io/read/limits.ts";
import { lineBlocks } from "../io/read/lines.ts";
import { emptyTally, type Reading } from "../io/read/reading.ts";
import { openStream } from "../io/read/stream.ts";
import { stemOf } from "./named-input.ts";

/** A text to be turned into tokens, its id, and the file it comes from. */
export interface NamedText {
  readonly id: string | number;
  readonly text: string;
  readonly source: string;
}

/** What could not be read. */
export interface Faults {
  count: number;
  first?: string;
}

function readingOf(source: string, text = "text"): Reading {
  const columns = columnsOf({ text, metadata: "none" });
  return { source, path: source, columns, maximumRecordBytes: limits.recordBytes, tally: emptyTally() };
}

/** The texts of files in any format; a record without an id goes by its number, a file that is one text by its name. */
export async function* textsOf(
  globs: readonly string[],
  faults: Faults,
  field?: string,
): AsyncGenerator<NamedText> {
  for (const file of await findFiles(globs)) {
    let number = 0;
    for await (const records of readFile({ ...file, hash: "" }, readingOf(file.source, field))) {
      for (const record of records) {
        if ("error" in record) {
          faults.count++;
          faults.first ??= `${record.source}:${record.position}: ${record.error}`;
          continue;
        }
        const text =
          typeof record.text === "string" ? record.text : Buffer.from(record.text).toString("utf8");
        const id =
          record.id ?? (records.length === 1 && record.position === 0 ? stemOf(file.source) : number);
        number++;
        yield { id, text, source: file.source };
      }
    }
  }
}

/**
 * The texts of a JSONL file, one value a line: a string, or an object with `text` and perhaps `id`. Lone surrogates stay as
 * they are written; a line that is neither is the person's turn.
 */
export async function* textsOfLines(source: string): AsyncGenerator<NamedText> {
  let number = 0;
  for await (const block of lineBlocks(openStream(readingOf(source)), limits.recordBytes)) {
    if (block.kind === "fault") throw new UserError(`${source}:${block.offset}: ${block.error}`);
    for (const line of block.bytes.toString("utf8").split("\n")) {
      if (line.trim() !== "") yield { ...textIn(line, source, number), source };
      if (line.trim() !== "") number++;
    }
  }
}

function textIn(line: string, source: string, number: number): { id: string | number; text: string } {
  const value = parsed(line, source, number);
  if (typeof value === "string") return { id: number, text: value };
  const { id, text } = (value ?? {}) as { id?: unknown; text?: unknown };
  if (typeof text !== "string")
    throw new UserError(
      `${source}, line ${number + 1}: must be a string or an object with "text", got ${line.slice(0, 60)}`,
    );
  return { id: typeof id === "string" || typeof id === "number" ? id : number, text };
}

function parsed(line: string, source: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new UserError(`${source}, line ${number + 1}: ${(error as Error).message}`);
  }
}
