import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { SourceDocument, SourceFault, SourceRecord } from "../../../src/core/stage.ts";
import { ingest } from "../../../src/io/ingest.ts";
import type { IngestOptions } from "../../../src/io/read/options.ts";
import { emptyTally } from "../../../src/io/read/reading.ts";

/** A folder that is gone when the test is over. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "sluice-read-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a reader makes of one file with this name and content. */
export async function readContent(name: string, content: string | Uint8Array, options: IngestOptions = {}) {
  const path = join(scratch(), name);
  writeFileSync(path, content);
  return readAll(path, options);
}

/** All records of an input by kind, and what was skipped. */
export async function readAll(globs: string | string[], options: IngestOptions = {}) {
  const stage = ingest(globs, options);
  const tally = emptyTally();
  const records: SourceRecord[] = [];
  for (const unit of await stage.plan(undefined)) {
    for await (const batch of stage.read(unit, tally)) records.push(...batch);
  }
  return {
    records,
    documents: records.filter((record): record is SourceDocument => !("error" in record)),
    faults: records.filter((record): record is SourceFault => "error" in record),
    skipped: Object.fromEntries(tally.skipped),
  };
}
