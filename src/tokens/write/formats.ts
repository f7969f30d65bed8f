import { UserError } from "../../core/errors.ts";
import type { IdWidth } from "./id-bytes.ts";

/** How a training framework wants its token files. */
export interface Format {
  /** Ids that its reader understands: uint16, uint32. */
  readonly widths: readonly IdWidth[];
  readonly endOfText: "appended" | "prepended";
  readonly validationFile: string;
  /** Name of training file `i`, from 0. */
  trainingFile(i: number): string;
  /** What stands before the tokens. */
  header(tokens: number, width: IdWidth): Uint8Array;
}

/** The formats by name. Byte facts: karpathy/nanoGPT `data/openwebtext/prepare.py`, karpathy/llm.c `dev/data/data_common.py`. */
export const formats: Readonly<Record<"nanogpt" | "llm.c", Format>> = {
  nanogpt: {
    widths: [2],
    endOfText: "appended",
    validationFile: "val.bin",
    trainingFile: () => "train.bin",
    header: () => new Uint8Array(0),
  },
  "llm.c": {
    widths: [2, 4],
    endOfText: "prepended",
    validationFile: "val_000000.bin",
    trainingFile: (i) => `train_${String(i + 1).padStart(6, "0")}.bin`,
    header: llmcHeader,
  },
};

/** 256 int32: magic number, version, tokens. The uint32 variant is the one for Llama 3. */
function llmcHeader(tokens: number, width: IdWidth): Uint8Array {
  if (tokens >= 2 ** 31) {
    throw new UserError(`write: an llm.c file holds fewer than 2^31 tokens, got ${tokens}. Raise shards.`);
  }
  const view = new DataView(new ArrayBuffer(1024));
  view.setInt32(0, width === 2 ? 20_240_520 : 20_240_801, true);
  view.setInt32(4, width === 2 ? 1 : 7, true);
  view.setInt32(8, tokens, true);
  return new Uint8Array(view.buffer);
}
