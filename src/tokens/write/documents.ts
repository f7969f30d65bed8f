import { type Batch, batchOf, numbers, strings } from "../../core/batch.ts";
import type { QueryContext } from "../../core/stage.ts";
import {
  type EncodedDocument,
  type Layout,
  openTokenFile,
  type Span,
  type TokenFile,
  type TokenFileRecord,
} from "./token-file.ts";

/** Columns of the table `lineage`: which tokens of which file come from which document; `end` is exclusive. */
export const lineageSchema = { file: "VARCHAR", start: "BIGINT", end: "BIGINT", id: "VARCHAR" } as const;

/** What came of writing the documents; `cut` and `literalSpecials` as in the manifest. */
export interface WrittenDocuments {
  readonly records: Map<string, TokenFileRecord>;
  readonly cut: number;
  readonly literalSpecials: number;
}

interface Placed extends EncodedDocument {
  readonly file: string;
  readonly special: number;
}

/** Writes the documents of `write_order` file by file, and their lineage. Holds one batch in memory. */
export async function writeDocuments(
  context: QueryContext,
  layout: Layout,
  planned: ReadonlyMap<string, number>,
  sequence = Number.POSITIVE_INFINITY,
): Promise<WrittenDocuments> {
  const files = fileSwitch(context, layout, planned);
  const total = [...planned.values()].reduce((a, b) => a + b, 0);
  let done = 0;
  let cut = 0;
  let literalSpecials = 0;
  for await (const batch of context.batches(documentsQuery(context))) {
    const rows = [];
    for (const document of placedDocuments(batch)) {
      const span = await (await files.to(document.file)).add(document);
      rows.push({ file: document.file, ...span, id: document.id });
      done += span.end - span.start;
      if (isCut(span, sequence)) cut++;
      if (document.special > 0) literalSpecials++;
    }
    await context.append("lineage", batchOf(lineageSchema, rows));
    context.progress(done, total);
  }
  return { records: await files.close(), cut, literalSpecials };
}

/** Keeps one token file open at a time: documents come file by file. */
function fileSwitch(context: QueryContext, layout: Layout, planned: ReadonlyMap<string, number>) {
  const records = new Map<string, TokenFileRecord>();
  let open: TokenFile | undefined;

  const close = async () => {
    if (open !== undefined) records.set(open.name, await open.close());
    return records;
  };
  const to = async (name: string): Promise<TokenFile> => {
    if (open?.name === name) return open;
    await close();
    open = await openTokenFile(context, name, planned.get(name) ?? 0, layout);
    return open;
  };
  return { to, close };
}

function documentsQuery(context: QueryContext): string {
  return `SELECT placed.file, placed.id, documents.source, documents.position, ids.special, ids.ids
    FROM write_order AS placed
    JOIN ${context.table("ids")} AS ids ON ids.id = placed.id
    JOIN ${context.table("documents")} AS documents ON documents.id = placed.id
    ORDER BY placed.place`;
}

function* placedDocuments(batch: Batch): Generator<Placed> {
  const files = strings(batch, "file") as string[];
  const ids = strings(batch, "id") as string[];
  const sources = strings(batch, "source") as string[];
  const positions = numbers(batch, "position");
  const special = numbers(batch, "special");
  const blobs = batch.getChild("ids");
  for (let i = 0; i < batch.numRows; i++) {
    const position = Number.isNaN(positions[i]) ? null : positions[i];
    yield {
      file: files[i],
      id: ids[i],
      source: sources[i],
      position,
      special: special[i],
      ids: blobs?.get(i),
    };
  }
}

/** Whether windows of a sequence, laid end to end from the start of the file, cut a document that would fit one. */
function isCut({ start, end }: Span, sequence: number): boolean {
  return end - start <= sequence && Math.floor(start / sequence) !== Math.floor((end - 1) / sequence);
}
