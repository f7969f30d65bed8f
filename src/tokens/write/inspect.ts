import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { loadTokenizer } from "../tokenizers/tokenizer.ts";
import { unpackIds } from "./id-bytes.ts";
import type { DatasetManifest } from "./manifest.ts";

/** What lies around a token of a written data set. */
export interface Inspection {
  readonly file: string;
  readonly at: number;
  readonly token: { readonly id: number; readonly text: string };
  readonly before: string;
  readonly after: string;
  /** The document that the token belongs to; `start` and `end` are token positions in the file, `end` exclusive. */
  readonly document: {
    readonly id: string;
    readonly source: string;
    readonly position: number | null;
    readonly start: number;
    readonly end: number;
  };
}

/** Which file, and how many tokens to show on either side. */
export interface InspectOptions {
  readonly file?: string;
  readonly around?: number;
}

/** The text around token `at` of a data set in `folder`, and the document it comes from. Reads only what it needs. */
export function inspect(folder: string, at: number, { file, around = 32 }: InspectOptions = {}): Inspection {
  const manifest: DatasetManifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const record = file === undefined ? manifest.files[0] : manifest.files.find(({ name }) => name === file);
  if (record === undefined) {
    throw new UserError(
      `inspect: file must be one of ${manifest.files.map(({ name }) => name).join(", ")}, got "${file}"`,
    );
  }
  if (!Number.isInteger(at) || at < 0 || at >= record.tokens) {
    throw new UserError(`inspect: a token of ${record.name} must be in [0, ${record.tokens}), got ${at}`);
  }
  const width = manifest.dtype === "uint16" ? 2 : 4;
  const from = Math.max(0, at - around);
  const to = Math.min(record.tokens, at + around + 1);
  const path = join(folder, record.name);
  const ids = unpackIds(readRange(path, manifest.header_bytes + from * width, (to - from) * width), width);
  const { decode } = loadTokenizer(manifest.tokenizer.name);
  const { row, start, end } = findDocument(join(folder, record.ends.name), record.documents, at);
  return {
    file: record.name,
    at,
    token: { id: ids[at - from], text: decode([ids[at - from]]) },
    before: decode(ids.subarray(0, at - from)),
    after: decode(ids.subarray(at - from + 1)),
    document: { ...JSON.parse(lineOf(join(folder, record.documents_file.name), row)), start, end },
  };
}

/** The first document that ends after token `at`, by bisection of the file of uint64 ends. */
function findDocument(
  path: string,
  documents: number,
  at: number,
): { row: number; start: number; end: number } {
  const endOf = (row: number) => (row < 0 ? 0 : Number(readRange(path, row * 8, 8).readBigUInt64LE()));
  let low = 0;
  let high = documents - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(middle) > at) high = middle;
    else low = middle + 1;
  }
  return { row: low, start: endOf(low - 1), end: endOf(low) };
}

const BLOCK = 1 << 16;

/** Line `row` of a file, from 0. */
function lineOf(path: string, row: number): string {
  const line: Buffer[] = [];
  for (let offset = 0; ; offset += BLOCK) {
    const block = readRange(path, offset, BLOCK);
    let start = 0;
    let stop = block.indexOf(10);
    for (; row > 0 && stop >= 0; stop = block.indexOf(10, start)) {
      row--;
      start = stop + 1;
    }
    if (row === 0) line.push(block.subarray(start, stop < 0 ? undefined : stop));
    if ((row === 0 && stop >= 0) || block.length < BLOCK) return Buffer.concat(line).toString();
  }
}

function readRange(path: string, offset: number, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
  } finally {
    closeSync(file);
  }
}
