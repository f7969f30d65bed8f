import { basename } from "node:path";
import type { SourceDocument, SourceRecord, SourceStage } from "../core/stage.ts";
import { type IngestStage, ingest } from "../io/ingest.ts";
import { columnsOf } from "../io/read/columns.ts";
import { formatIn } from "../io/read/file.ts";
import { formatByName } from "../io/read/format.ts";
import type { IngestOptions, IngestSettings } from "../io/read/options.ts";
import { emptyTally } from "../io/read/reading.ts";

/** What to make of the input besides reading it. */
export interface NamedInputOptions {
  /** Records without a media type whose text is a page are pages: `extract` then reads them. */
  readonly pages: boolean;
}

/**
 * Reads input whose documents keep the name that the person knows them by in the column `title`: their own id, or for a file
 * that is one document the name of the file without its endings. The id itself is made, for names need not be unique.
 */
export function namedInput(
  globs: readonly string[],
  reading: IngestOptions,
  options: NamedInputOptions,
): SourceStage {
  const stage = ingest(globs, reading);
  return {
    ...stage,
    options: { ...stage.options, named: options },
    read: (unit) => readNamed(stage, unit as Parameters<IngestStage["read"]>[0], options),
  };
}

async function* readNamed(
  stage: IngestStage,
  unit: Parameters<IngestStage["read"]>[0],
  { pages }: NamedInputOptions,
): AsyncGenerator<SourceRecord[]> {
  const whole = new Map<string, boolean>();
  for await (const records of stage.read(unit)) {
    const named: SourceRecord[] = [];
    for (const record of records) {
      if (!whole.has(record.source))
        whole.set(record.source, await isWhole(record.source, stage.options.settings));
      named.push("error" in record ? record : rename(record, whole.get(record.source) === true, pages));
    }
    yield named;
  }
}

function rename(document: SourceDocument, isFile: boolean, pages: boolean): SourceDocument {
  const title = document.id ?? (isFile ? stemOf(document.source) : null);
  const metadata =
    pages && isUnmarkedPage(document) ? { ...document.metadata, media_type: "text/html" } : document.metadata;
  return { ...document, id: undefined, title, metadata };
}

/** `pages/042bb7.html.gz` gives `042bb7`. */
export function stemOf(source: string): string {
  const bare = basename(source).replace(/\.(?:gz|gzip|zst|zstd)$/i, "");
  return formatByName(bare) === undefined ? bare : bare.replace(/\.[^.]+$/, "");
}

/** True when a file is one document. */
async function isWhole(source: string, settings: IngestSettings): Promise<boolean> {
  const { maximumRecordBytes } = settings;
  const reading = {
    source,
    path: source,
    columns: columnsOf(settings),
    maximumRecordBytes,
    tally: emptyTally(),
  };
  const format = settings.format ?? (await formatIn(reading));
  return format === "html" || format === "text";
}

function isUnmarkedPage({ text, metadata }: SourceDocument): boolean {
  if (metadata?.media_type !== undefined) return false;
  const head =
    typeof text === "string" ? text.slice(0, 2000) : Buffer.from(text.subarray(0, 2000)).toString("latin1");
  return /<(?:!doctype\s+html|html|head|body)[\s>]/i.test(head);
}
