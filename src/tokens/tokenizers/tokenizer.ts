import { createDecoder } from "./decoder.ts";
import { createEncoder, type Encode } from "./encoder.ts";
import { encodingOf, type TokenizerName } from "./encodings.ts";
import { createSink } from "./id-sink.ts";
import { readRanks } from "./rank-file.ts";
import { scanners } from "./scan.ts";
import { createVocabulary } from "./vocabulary.ts";

/** A byte-level BPE tokenizer. Special tokens in a text are encoded as plain text; lone surrogates as U+FFFD. */
export interface Tokenizer {
  readonly name: TokenizerName;
  /** One more than the largest id. */
  readonly vocabularySize: number;
  /** Id that ends a document; no text is ever encoded to it. */
  readonly endOfText: number;
  /** SHA-256 of the rank file. */
  readonly vocabularyHash: string;
  readonly special: Readonly<Record<string, number>>;
  encode(text: string): Uint32Array;
  /** Appends the ids of UTF-8 bytes to a sink. */
  readonly encodeBytes: Encode;
  /** Number of tokens of UTF-8 bytes. */
  count(bytes: Uint8Array, start?: number, end?: number): number;
  /** The text of ids; bytes that are not UTF-8 become U+FFFD. Throws on an id without a token. */
  decode(ids: ArrayLike<number>): string;
  decodeBytes(ids: ArrayLike<number>): Uint8Array;
}

const utf8 = new TextEncoder();

/** Loads a tokenizer by name; throws a UserError for an unknown name or a vocabulary with another hash. */
export function loadTokenizer(name: string): Tokenizer {
  const encoding = encodingOf(name);
  const vocabulary = createVocabulary(readRanks(encoding));
  const encodeBytes = createEncoder(vocabulary, scanners[encoding.pattern]);
  const scratch = createSink();

  const fill = (bytes: Uint8Array, start: number, end: number) => {
    scratch.length = 0;
    encodeBytes(bytes, start, end, scratch);
    return scratch.length;
  };

  return {
    name: name as TokenizerName,
    vocabularySize: encoding.vocabularySize,
    endOfText: encoding.endOfText,
    vocabularyHash: encoding.sha256,
    special: encoding.special,
    encodeBytes,
    ...createDecoder(vocabulary.ranks, encoding.special),
    encode(text) {
      const bytes = utf8.encode(text);
      return scratch.ids.slice(0, fill(bytes, 0, bytes.length));
    },
    count: (bytes, start = 0, end = bytes.length) => fill(bytes, start, end),
  };
}
