import { isUtf8 } from "node:buffer";
import type { Texts } from "../../core/batch.ts";
import { newlineSegments, paragraphSegments, splitLines, trimEnd, trimStart } from "./lines.ts";
import { type Profile, profileOf } from "./profile.ts";
import { Scan } from "./scan.ts";
import { capacityFor, mustReplace } from "./scratch.ts";
import { Segments } from "./segments.ts";
import { Tails } from "./tails.ts";
import { Tokens } from "./tokens.ts";
import { Vocabulary } from "./vocabulary.ts";

const NEWLINE = 10;
/** Parts of a document, as bits. */
const SCAN = 1;
const TOKENS = 2;
const VOCABULARY = 4;
const LINES = 8;
const NEWLINES = 16;
const PARAGRAPHS = 32;
const TAILS = 64;
/** Bytes that must exist after the text, so that loops may read ahead; the first four are newlines. */
const MARGIN = 16;

/** Something that is read from a document, such as its words in some sense, with memory that serves document after document. */
export interface Reading {
  read(document: Document): unknown;
}

/**
 * One document on the bench, and what several families read from it, each computed at the first demand: tokens, lines,
 * paragraphs, character classes. The memory serves document after document.
 */
export class Document {
  /** The text in valid UTF-8 (what was invalid reads U+FFFD), from byte 0, followed by newlines, so that loops need no bound. */
  bytes = new Uint8Array(0);
  /** The same bytes, to be read four at a time. */
  view = new DataView(this.bytes.buffer);
  length = 0;
  /** Bytes as they were stored. */
  stored = 0;
  readonly #parts = {
    scan: new Scan(),
    tails: new Tails(),
    tokens: new Tokens(),
    vocabulary: new Vocabulary(),
    lines: new Segments(),
    newlines: new Segments(),
    paragraphs: new Segments(),
  };
  /** The parts that were computed for this document. */
  #done = 0;
  #profile: Profile | undefined;
  /** Readings of other folders, and the number of the document that each of them read last. */
  readonly #readings = new Map<new () => Reading, { reading: Reading; document: number }>();
  #number = 0;

  /** Takes document `i` of a text column. */
  load({ bytes, offsets }: Texts, i: number): this {
    const part = bytes.subarray(offsets[i], offsets[i + 1]);
    const text = isUtf8(part) ? part : Buffer.from(Buffer.from(part).toString("utf8"));
    if (mustReplace(this.bytes.length, text.length + MARGIN)) {
      this.bytes = new Uint8Array(capacityFor(text.length + MARGIN));
      this.view = new DataView(this.bytes.buffer);
    }
    this.bytes.set(text);
    this.bytes.fill(NEWLINE, text.length, text.length + 4);
    this.length = text.length;
    this.stored = part.length;
    this.#profile = undefined;
    this.#done = 0;
    this.#number++;
    return this;
  }

  /** A reading of this document that several families share, made at the first demand. */
  reading<R extends Reading>(kind: new () => R): R {
    let found = this.#readings.get(kind);
    if (found === undefined) {
      found = { reading: new kind(), document: 0 };
      this.#readings.set(kind, found);
    }
    if (found.document !== this.#number) found.reading.read(this);
    found.document = this.#number;
    return found.reading as R;
  }

  /** How often characters of each class occur. */
  get profile(): Profile {
    this.#profile ??= profileOf(this.bytes, this.length, this.scan);
    return this.#profile;
  }

  /** Places in the text, found in one pass. */
  get scan(): Scan {
    const { scan } = this.#parts;
    return this.#once(SCAN) ? scan.read(this.view, this.length) : scan;
  }

  get tokens(): Tokens {
    const { tokens } = this.#parts;
    return this.#once(TOKENS) ? tokens.read(this) : tokens;
  }

  get vocabulary(): Vocabulary {
    const { vocabulary } = this.#parts;
    return this.#once(VOCABULARY) ? vocabulary.read(this.tokens) : vocabulary;
  }

  /** Lines as Python's `splitlines` cuts them, blank ones too; no `repeats`. */
  get lines(): Segments {
    const { lines } = this.#parts;
    if (!this.#once(LINES)) return lines;
    return splitLines(this.bytes, this.length, this.scan, this.profile.breaks > 0, lines.clear());
  }

  /** What stands between newlines, empty parts left out. */
  get newlines(): Segments {
    const { newlines } = this.#parts;
    if (!this.#once(NEWLINES)) return newlines;
    return newlineSegments(this.bytes, this.length, this.scan, newlines.clear()).compare(this.view);
  }

  /** The trimmed text parted at two newlines or more. */
  get paragraphs(): Segments {
    const { paragraphs } = this.#parts;
    if (!this.#once(PARAGRAPHS)) return paragraphs;
    const start = trimStart(this.bytes, 0, this.length);
    const end = trimEnd(this.bytes, start, this.length);
    return paragraphSegments(this.bytes, start, end, this.scan, paragraphs.clear()).compare(this.view);
  }

  /** Characters between two bytes, each of which starts a character or ends the text: code points, not bytes. */
  characters(start: number, end: number): number {
    if (this.profile.characters === this.length) return end - start;
    const { tails } = this.#parts;
    if (this.#once(TAILS)) tails.read(this.bytes, this.scan);
    return end - start - (tails.at(end) - tails.at(start));
  }

  #once(part: number): boolean {
    const isFirst = (this.#done & part) === 0;
    this.#done |= part;
    return isFirst;
  }
}
