import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { validationOption } from "../mix/options.ts";
import { checkOptions, seedOption, tokenizerOption } from "../options.ts";
import { encodingOf } from "../tokenizers/encodings.ts";
import { formats } from "./formats.ts";
import { widthOf } from "./id-bytes.ts";

/** Options of `write`. */
export const writeSchema = z.strictObject({
  /** `nanogpt`: train.bin and val.bin of bare uint16. `llm.c`: the same with a header of 1024 bytes, in shards. */
  format: z.enum(["nanogpt", "llm.c"]).default("nanogpt"),
  tokenizer: tokenizerOption,
  /** Share of documents held out, where no mixture decides it. */
  validation: validationOption,
  /** Seed of the order and the split, where no mixture decides them. */
  seed: seedOption,
  /** Tokens that the model sees at once: goes into meta.json, and documents cut by it are counted. Nothing is padded. */
  sequence: z.int().min(2).optional(),
  /** Training files of llm.c. */
  shards: z.int().min(1).max(99_999).default(1),
});

/** Checked options of `write`. */
export type WriteOptions = z.output<typeof writeSchema>;

/** Checked options; refuses a tokenizer whose ids the format cannot hold. */
export function checkWriteOptions(options: z.input<typeof writeSchema>): WriteOptions {
  const checked = checkOptions("write", writeSchema, options);
  const { vocabularySize } = encodingOf(checked.tokenizer);
  const format = formats[checked.format];
  if (!format.widths.includes(widthOf(vocabularySize))) {
    throw new UserError(
      `write: format ${checked.format} holds uint16 ids (0 to 65535), got tokenizer ${checked.tokenizer} with ${vocabularySize} ids. ` +
        "Use gpt2, r50k_base or p50k_base, or format llm.c, which has a uint32 variant.",
    );
  }
  if (checked.shards > 1 && checked.format === "nanogpt") {
    throw new UserError(
      `write: shards: nanogpt reads one train.bin, got ${checked.shards}. Use format llm.c for shards.`,
    );
  }
  return checked;
}

/** The token files that the options ask for, training files first. */
export function tokenFileNames({ format, shards }: WriteOptions): string[] {
  const { trainingFile, validationFile } = formats[format];
  return [...Array.from({ length: shards }, (_, i) => trainingFile(i)), validationFile];
}
