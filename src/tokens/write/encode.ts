import { z } from "zod";
import { column, makeBatch, strings, texts } from "../../core/batch.ts";
import type { BatchStage } from "../../core/stage.ts";
import { checkOptions, tokenizerOption } from "../options.ts";
import { encodingOf } from "../tokenizers/encodings.ts";
import { createSink } from "../tokenizers/id-sink.ts";
import { loadTokenizer } from "../tokenizers/tokenizer.ts";
import { packIds, widthOf } from "./id-bytes.ts";

const schema = z.strictObject({ tokenizer: tokenizerOption });

/**
 * Encodes every surviving document into the private table `ids`: little-endian uint16 where the vocabulary fits,
 * else uint32, without the end-of-text token; `special` counts literal special strings, which stay plain text.
 */
export function encode(options: z.input<typeof schema> = {}): BatchStage {
  const { tokenizer: name } = checkOptions("encode", schema, options);
  const encoding = encodingOf(name);
  const width = widthOf(encoding.vocabularySize);
  const literals = Object.keys(encoding.special).map((text) => Buffer.from(text));
  return {
    shape: "batch",
    kind: "encode",
    version: 1,
    options: { tokenizer: name, vocabulary: encoding.sha256 },
    tables: { ids: { id: "VARCHAR", tokens: "BIGINT", special: "BIGINT", ids: "BLOB" } },
    reads: [],
    columns: ["text"],
    over: "survivors",
    open() {
      const tokenizer = loadTokenizer(name);
      const sink = createSink();
      return (batch) => {
        const { bytes, offsets, length } = texts(batch);
        const rows = Array.from({ length }, (_, i) => {
          sink.length = 0;
          tokenizer.encodeBytes(bytes, offsets[i], offsets[i + 1], sink);
          const special = countLiterals(bytes, offsets[i], offsets[i + 1], literals);
          return { tokens: sink.length, special, ids: packIds(sink.ids.subarray(0, sink.length), width) };
        });
        return {
          ids: makeBatch({
            id: column("VARCHAR", strings(batch, "id")),
            tokens: column(
              "BIGINT",
              rows.map(({ tokens }) => tokens),
            ),
            special: column(
              "BIGINT",
              rows.map(({ special }) => special),
            ),
            ids: column(
              "BLOB",
              rows.map(({ ids }) => ids),
            ),
          }),
        };
      };
    },
  };
}

function countLiterals(bytes: Uint8Array, start: number, end: number, literals: readonly Buffer[]): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  let found = 0;
  for (const literal of literals) {
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) found++;
  }
  return found;
}
