import { didYouMean, UserError } from "../../core/errors.ts";

/** Pre-tokenizer patterns: how a text is cut into pieces before the merges. */
export type Pattern = "gpt2" | "cl100k" | "o200k";

/** What defines a tokenizer: its rank file, its pattern, and the ids beyond the rank file. */
export interface Encoding {
  /** File under `gpt-tokenizer/data`: lines of `base64(bytes) rank`. */
  readonly file: string;
  readonly sha256: string;
  readonly pattern: Pattern;
  /** One more than the largest id, special tokens included. */
  readonly vocabularySize: number;
  /** Id that ends a document. */
  readonly endOfText: number;
  /** Special tokens: as text they are encoded like any other text, their ids only decode. */
  readonly special: Readonly<Record<string, number>>;
}

const r50k: Encoding = {
  file: "r50k_base.tiktoken",
  sha256: "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
  pattern: "gpt2",
  vocabularySize: 50_257,
  endOfText: 50_256,
  special: { "<|endoftext|>": 50_256 },
};

/** The tokenizers by name. Files, hashes and ids: openai/tiktoken, `tiktoken_ext/openai_public.py`. */
export const encodings = {
  gpt2: r50k,
  r50k_base: r50k,
  p50k_base: {
    ...r50k,
    file: "p50k_base.tiktoken",
    sha256: "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
    vocabularySize: 50_281,
  },
  cl100k_base: {
    file: "cl100k_base.tiktoken",
    sha256: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    pattern: "cl100k",
    vocabularySize: 100_277,
    endOfText: 100_257,
    special: {
      "<|endoftext|>": 100_257,
      "<|fim_prefix|>": 100_258,
      "<|fim_middle|>": 100_259,
      "<|fim_suffix|>": 100_260,
      "<|endofprompt|>": 100_276,
    },
  },
  o200k_base: {
    file: "o200k_base.tiktoken",
    sha256: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    pattern: "o200k",
    vocabularySize: 200_019,
    endOfText: 199_999,
    special: { "<|endoftext|>": 199_999, "<|endofprompt|>": 200_018 },
  },
} as const satisfies Record<string, Encoding>;

/** Name of a tokenizer that Sluice knows. */
export type TokenizerName = keyof typeof encodings;

/** The names of all tokenizers, for schemas and messages. */
export const tokenizerNames = Object.keys(encodings) as [TokenizerName, ...TokenizerName[]];

/** The definition of a tokenizer by name; a UserError for an unknown name. */
export function encodingOf(name: string): Encoding {
  const encoding: Encoding | undefined = Object.hasOwn(encodings, name)
    ? encodings[name as TokenizerName]
    : undefined;
  if (encoding !== undefined) return encoding;
  throw new UserError(
    `tokenizer must be one of ${tokenizerNames.join(", ")}, got "${name}".${didYouMean(name, tokenizerNames)}`,
  );
}
