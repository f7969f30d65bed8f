import { type Batch, column, makeBatch, textColumn, texts } from "../../core/batch.ts";
import type { BatchStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { HashLists } from "../segments/hashes-stage.ts";
import { charactersBetween } from "../segments/normal-form.ts";
import type { Settings } from "./options.ts";
import { Tokens } from "./tokens.ts";
import { Winnow } from "./winnow.ts";

/** Columns of the private table `fingerprints`: whatever two texts share, `minimum` tokens or more, holds a hash that both have. */
export const fingerprintColumns = {
  id: "VARCHAR",
  /** Of the whole text. */
  characters: "BIGINT",
  tokens: "BIGINT",
  hashes: "UBIGINT[]",
} as const satisfies Schema;

/** Takes the fingerprints of every document once. Runs over all documents, so that thresholds before it can move. */
export function fingerprintsStage({ unit, minimum }: Settings): BatchStage {
  return {
    shape: "batch",
    kind: "fingerprints",
    version: 1,
    options: { unit, minimum },
    tables: { fingerprints: fingerprintColumns },
    reads: [],
    columns: ["text"],
    over: "all",
    open() {
      const tokens = new Tokens();
      const winnow = new Winnow(minimum);
      return (batch) => ({
        fingerprints: fingerprintBatch(batch, (text) => winnow.read(tokens.read(unit, text)), tokens),
      });
    },
  };
}

function fingerprintBatch(batch: Batch, winnow: (text: Uint8Array) => Winnow, tokens: Tokens): Batch {
  const { bytes, offsets, length } = texts(batch);
  const lists = new HashLists(length);
  const characters: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < length; i++) {
    const text = bytes.subarray(offsets[i], offsets[i + 1]);
    characters.push(charactersBetween(text, 0, text.length));
    lists.add(winnow(text).hashes);
    counts.push(tokens.count);
  }
  return makeBatch({
    id: textColumn(texts(batch, "id")),
    characters: column("BIGINT", characters),
    tokens: column("BIGINT", counts),
    hashes: lists.column(),
  });
}
