import type { Encoding } from "../tokenizers/encodings.ts";
import { formats } from "./formats.ts";
import { widthOf } from "./id-bytes.ts";
import type { WriteOptions } from "./options.ts";
import type { TokenFileRecord } from "./token-file.ts";

/** What was written, besides the options. */
export interface Outcome {
  readonly files: readonly TokenFileRecord[];
  readonly mixed: boolean;
  /** Documents that hold a special token's string literally. */
  readonly literalSpecials: number;
  /** Documents no longer than the sequence that a window boundary cuts. */
  readonly cut: number;
}

/** Everything that a reader of the data set must know, and what lets anyone check it: `manifest.json`. */
export function manifestOf(options: WriteOptions, encoding: Encoding, outcome: Outcome) {
  const { format, tokenizer, sequence } = options;
  const width = widthOf(encoding.vocabularySize);
  return {
    format,
    tokenizer: {
      name: tokenizer,
      vocabulary_size: encoding.vocabularySize,
      vocabulary_sha256: encoding.sha256,
      special_tokens: "encoded as plain text",
    },
    end_of_text: { id: encoding.endOfText, policy: `${formats[format].endOfText} once to each document` },
    dtype: width === 2 ? "uint16" : "uint32",
    byte_order: "little",
    header_bytes: formats[format].header(0, width).length,
    order: outcome.mixed ? { by: "mixture" } : { by: "seed", seed: options.seed },
    split: outcome.mixed
      ? { by: "mixture" }
      : {
          by: "hash of the document or its duplicate cluster",
          validation: options.validation,
          seed: options.seed,
        },
    ...(sequence === undefined ? {} : { sequence, documents_cut_by_sequence: outcome.cut }),
    documents: sum(outcome.files, ({ documents }) => documents),
    documents_with_literal_special_tokens: outcome.literalSpecials,
    tokens: sum(outcome.files, ({ tokens }) => tokens),
    files: outcome.files.map(({ index, ends, ...file }) => ({ ...file, ends, documents_file: index })),
  };
}

/** What `manifest.json` holds. */
export type DatasetManifest = ReturnType<typeof manifestOf>;

/** What a training script needs: `meta.json`, in place of nanoGPT's pickle. */
export function metaOf(options: WriteOptions, encoding: Encoding) {
  return {
    vocab_size: encoding.vocabularySize,
    tokenizer: options.tokenizer,
    end_of_text: encoding.endOfText,
    dtype: widthOf(encoding.vocabularySize) === 2 ? "uint16" : "uint32",
    ...(options.sequence === undefined ? {} : { block_size: options.sequence }),
  };
}

function sum(files: readonly TokenFileRecord[], of: (file: TokenFileRecord) => number): number {
  return files.reduce((total, file) => total + of(file), 0);
}
