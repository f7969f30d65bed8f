import type { InputFile, SourceRecord, SourceStage } from "../core/stage.ts";
import { contract } from "../core/table.ts";
import { type FoundFile, findFiles } from "./inputs.ts";
import { columnsOf } from "./read/columns.ts";
import { readFile } from "./read/file.ts";
import { contentHash, type Fingerprint, sampleHash } from "./read/fingerprint.ts";
import { mediaTypeOf } from "./read/format.ts";
import { type IngestOptions, type IngestSettings, settingsOf } from "./read/options.ts";
import { emptyTally, type Tally } from "./read/reading.ts";
import { type Grouped, type IngestUnit, sampleLimits, unitsOf } from "./read/units.ts";

/** A source stage that reads files; `read` also counts what it skips when it is given a tally. */
export interface IngestStage extends SourceStage {
  plan(sample: number | undefined, fingerprint?: Fingerprint): Promise<readonly IngestUnit[]>;
  read(unit: IngestUnit, tally?: Tally): AsyncGenerator<readonly SourceRecord[]>;
  readonly options: { readonly input: readonly string[]; readonly settings: IngestSettings };
}

/**
 * Reads files into documents: text, Markdown, source code, HTML, JSONL, CSV, Parquet, Arrow, WARC and WET, plain or
 * compressed. `globs` are paths, globs, folders or addresses. What cannot be read ends in quarantine.
 */
export function ingest(globs: string | readonly string[], options: IngestOptions = {}): IngestStage {
  return stageOf(settingsOf(globs, options));
}

/** The same stage on other input: `--input` on the command line. */
export function withInput(stage: SourceStage, globs: string | readonly string[]): IngestStage {
  if (stage.kind !== "ingest") throw new Error(`withInput: stage "${stage.kind}" is no ingest`);
  const { settings } = (stage as IngestStage).options;
  return stageOf({ ...settingsOf(globs, {}), settings });
}

function stageOf(options: IngestStage["options"]): IngestStage {
  return {
    shape: "source",
    kind: "ingest",
    version: 1,
    options,
    tables: { documents: contract.documents, quarantine: contract.quarantine },
    reads: [],
    plan: (sample, fingerprint) => plan(options, sample, fingerprint),
    read: (unit, tally = emptyTally()) => readUnit(unit, options.settings, tally),
  };
}

async function plan(
  { input, settings }: IngestStage["options"],
  sample: number | undefined,
  fingerprint: Fingerprint = sample === undefined ? contentHash : sampleHash,
): Promise<readonly IngestUnit[]> {
  const groups = unitsOf(await findFiles(input, [settings.exclude].flat()), settings.format);
  const limits = sample === undefined ? undefined : sampleLimits(groups.length, sample);
  const known = new Map<string, Promise<InputFile>>();
  const hashed = (file: FoundFile) => known.get(file.source) ?? remember(known, file, fingerprint);
  const units: IngestUnit[] = [];
  for (const [i, group] of groups.entries()) {
    if (limits?.[i] !== 0) units.push(await unitOf(group, limits?.[i], hashed));
  }
  return units;
}

function remember(
  known: Map<string, Promise<InputFile>>,
  file: FoundFile,
  fingerprint: Fingerprint,
): Promise<InputFile> {
  const { source, bytes } = file;
  const hashed = fingerprint(file).then((hash) => ({ source, bytes, hash }));
  known.set(source, hashed);
  return hashed;
}

async function unitOf(
  { files, range }: Grouped<FoundFile>,
  limit: number | undefined,
  hashed: (file: FoundFile) => Promise<InputFile>,
): Promise<IngestUnit> {
  const few = files.slice(0, limit); // every file has a record or a fault
  const hashes: InputFile[] = [];
  for (const file of few) hashes.push(await hashed(file));
  return {
    files: hashes,
    ...(limit === undefined ? {} : { limit }),
    ...(range === undefined ? {} : { range }),
  };
}

async function* readUnit(
  unit: IngestUnit,
  settings: IngestSettings,
  tally: Tally,
): AsyncGenerator<SourceRecord[]> {
  let left = unit.limit ?? Number.POSITIVE_INFINITY;
  const columns = columnsOf(settings);
  for (const file of unit.files) {
    const { source } = file;
    const { maximumRecordBytes, format } = settings;
    const reading = {
      source,
      path: source,
      columns,
      maximumRecordBytes,
      tally,
      mediaType: mediaTypeOf(source),
      range: unit.range,
    };
    for await (const records of readFile(file, reading, format)) {
      yield records.length <= left ? records : records.slice(0, left);
      left -= records.length;
      if (left <= 0) return;
    }
  }
}
