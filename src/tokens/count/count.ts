import { z } from "zod";
import { column, makeBatch, strings, texts } from "../../core/batch.ts";
import type { BatchStage } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { checkOptions, tokenizerOption } from "../options.ts";
import { encodingOf } from "../tokenizers/encodings.ts";
import { loadTokenizer } from "../tokenizers/tokenizer.ts";

const schema = z.strictObject({ tokenizer: tokenizerOption });

/** Counts the tokens of every document, dropped or not, without the end-of-text token: one row of `tokens` each. */
export function countTokens(options: z.input<typeof schema> = {}): BatchStage {
  const { tokenizer: name } = checkOptions("countTokens", schema, options);
  return {
    shape: "batch",
    kind: "count",
    version: 1,
    options: { tokenizer: name, vocabulary: encodingOf(name).sha256 },
    tables: { tokens: contract.tokens },
    reads: [],
    columns: ["text"],
    over: "all",
    open() {
      const tokenizer = loadTokenizer(name);
      return (batch) => {
        const { bytes, offsets, length } = texts(batch);
        const counts = Array.from({ length }, (_, i) => tokenizer.count(bytes, offsets[i], offsets[i + 1]));
        return {
          tokens: makeBatch({
            id: column("VARCHAR", strings(batch, "id")),
            tokenizer: column(
              "VARCHAR",
              counts.map(() => name),
            ),
            tokens: column("BIGINT", counts),
          }),
        };
      };
    },
  };
}
