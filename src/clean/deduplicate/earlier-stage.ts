import { column, makeBatch, numbers, strings, textColumn, texts } from "../../core/batch.ts";
import type { QueryContext, QueryStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { openSigner } from "../../features/minhash/signature.ts";
import type { Settings } from "./options.ts";
import { releaseRows, unreadable } from "./release-rows.ts";
import { signatureCells, signatureColumns, signatureOptions } from "./signatures.ts";

/** Columns of the private table `earlier`: the documents of earlier releases, signed as those of this run. */
export const earlierColumns = {
  /** Which of the releases, from 0, and which of its documents, from 1. */
  release: "BIGINT",
  number: "BIGINT",
  scope: "VARCHAR",
  ...signatureColumns,
} as const satisfies Schema;

/** Signs the documents of earlier releases: their texts stream by once; memory does not grow with them. */
export function earlierStage(settings: Settings): QueryStage {
  const { against, scope } = settings;
  return {
    shape: "query",
    kind: "earlier",
    version: 1,
    options: { ...signatureOptions(settings), urls: settings.methods.includes("url"), scope, against },
    tables: { earlier: earlierColumns },
    reads: [],
    async check({ rows }) {
      for (const release of against) await releaseRows(release, settings, rows);
    },
    async run(context) {
      let documents = 0;
      for (const release of against.keys()) documents += await signRelease(context, settings, release);
      return { "earlier documents": documents };
    },
  };
}

async function signRelease(context: QueryContext, settings: Settings, place: number): Promise<number> {
  const release = settings.against[place];
  const sign = await openSigner(signatureOptions(settings));
  const query = await releaseRows(release, settings, context.rows);
  let documents = 0;
  try {
    for await (const batch of context.batches(query)) {
      await context.append(
        "earlier",
        makeBatch({
          release: column("BIGINT", Array<number>(batch.numRows).fill(place)),
          number: column("BIGINT", [...numbers(batch, "number")]),
          scope: column("VARCHAR", strings(batch, "scope")),
          id: textColumn(texts(batch, "id")),
          ...signatureCells(sign(texts(batch)), strings(batch, "url")),
        }),
      );
      documents += batch.numRows;
    }
  } catch (cause) {
    throw unreadable(release, cause);
  }
  return documents;
}
