import type { InputFile, SourceDocument, SourceRecord } from "../core/stage.ts";
import { type FoundFile, findFiles } from "./inputs.ts";
import { type FieldProfile, guessText } from "./look/fields.ts";
import { type Lengths, lengthsOf } from "./look/lengths.ts";
import { type GuessLanguage, type Problem, Summary } from "./look/summary.ts";
import { visit } from "./look/visit.ts";
import { columnsOf } from "./read/columns.ts";
import { readFile } from "./read/file.ts";
import { compressionByName, formatByName, mediaTypeOf } from "./read/format.ts";
import { type IngestOptions, type IngestSettings, settingsOf } from "./read/options.ts";
import { emptyTally, type Reading, type Tally } from "./read/reading.ts";
import { type Grouped, unitsOf } from "./read/units.ts";

/** What `sluice look` found: plain data. Counts are exact when `isExact`, otherwise estimated from what was read. */
export interface Look {
  readonly input: readonly string[];
  readonly files: number;
  readonly bytes: number;
  /** Files by format and compression, as their names tell it: `jsonl gzip`. */
  readonly formats: Readonly<Record<string, number>>;
  /** True when every record was read within the time. */
  readonly isExact: boolean;
  /** What the numbers below rest on. */
  readonly read: {
    readonly documents: number;
    readonly faults: number;
    readonly bytes: number;
    readonly seconds: number;
  };
  readonly documents: number;
  readonly faults: number;
  readonly characters: number;
  readonly fields: readonly FieldProfile[];
  /** The field that holds the text; another than asked for when that one was nowhere. */
  readonly textField: string;
  readonly lengths: Lengths | null;
  readonly mediaTypes: Readonly<Record<string, number>>;
  readonly languages: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
  readonly skipped: Readonly<Record<string, number>>;
  /** Share of the documents read whose text is an exact copy of another one read. */
  readonly duplicateShare: number;
  readonly samples: readonly SourceDocument[];
}

/** The world of a look: its time, its clock, and who tells languages. */
export interface LookEffects {
  readonly seconds?: number;
  readonly samples?: number;
  readonly language?: GuessLanguage;
  /** Seconds since some moment. */
  readonly clock?: () => number;
}

/** Looks at any input for about a second and a half, spread over all files: what is in it, and what is wrong with it. */
export async function look(
  globs: string | readonly string[],
  options: IngestOptions = {},
  effects: LookEffects = {},
): Promise<Look> {
  const { input, settings } = settingsOf(globs, options, "look");
  const files = await findFiles(input, [settings.exclude].flat());
  const first = await lookOnce(files, settings, effects);
  const guess = first.summary.documents === 0 ? guessText(first.summary.fields.profiles()) : undefined;
  if (guess === undefined || guess === settings.text) return resultOf(input, files, settings, first);
  const guessed = { ...settings, text: guess };
  return resultOf(input, files, guessed, await lookOnce(files, guessed, effects));
}

interface Seen {
  readonly summary: Summary;
  readonly tally: Tally;
  readonly isExact: boolean;
  readonly seconds: number;
}

async function lookOnce(
  files: readonly FoundFile[],
  settings: IngestSettings,
  effects: LookEffects,
): Promise<Seen> {
  const { seconds = 1.5, samples = 5, language, clock = () => performance.now() / 1000 } = effects;
  const summary = await Summary.create(samples, language);
  const tally = emptyTally();
  const start = clock();
  const units = unitsOf(files, settings.format);
  const open = (i: number) => readUnit(units[i], settings, tally, summary);
  const see = (records: readonly SourceRecord[]) => {
    for (const record of records) summary.add(record);
  };
  const isExact = await visit(units.length, open, see, () => clock() - start > seconds);
  return { summary, tally, isExact, seconds: clock() - start };
}

async function* readUnit(
  unit: Grouped<FoundFile>,
  settings: IngestSettings,
  tally: Tally,
  summary: Summary,
): AsyncGenerator<readonly SourceRecord[]> {
  for (const file of unit.files) {
    let hasFields = false; // JSONL and tables have; of pages and texts the columns are shown
    const observe = (fields: Readonly<Record<string, unknown>>) => {
      hasFields = true;
      summary.fields.add(fields);
    };
    const reading = { ...readingOf(file, settings, tally), range: unit.range, observe };
    for await (const records of readFile(
      { ...file, hash: "" } satisfies InputFile,
      reading,
      settings.format,
    )) {
      if (!hasFields)
        for (const record of records) if ("text" in record) summary.fields.add(columnsIn(record));
      yield records;
    }
  }
}

function readingOf({ source }: FoundFile, settings: IngestSettings, tally: Tally): Reading {
  const { maximumRecordBytes } = settings;
  return {
    source,
    path: source,
    columns: columnsOf(settings),
    maximumRecordBytes,
    tally,
    mediaType: mediaTypeOf(source),
  };
}

function columnsIn({
  text,
  url,
  title,
  author,
  created,
  language,
  metadata,
}: SourceDocument): Record<string, unknown> {
  const columns = { text, url, title, author, created: created?.toISOString(), language };
  const filled = Object.entries(columns).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(filled), ...metadata };
}

function resultOf(
  input: readonly string[],
  files: readonly FoundFile[],
  settings: IngestSettings,
  { summary, tally, isExact, seconds }: Seen,
): Look {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const scale = isExact || tally.bytes === 0 ? 1 : Math.max(1, bytes / tally.bytes);
  const characters = summary.lengths.reduce((sum, length) => sum + length, 0);
  return {
    input,
    files: files.length,
    bytes,
    formats: formatsOf(files, settings),
    isExact,
    read: { documents: summary.documents, faults: summary.faults, bytes: Math.round(tally.bytes), seconds },
    documents: Math.round(summary.documents * scale),
    faults: Math.round(summary.faults * scale),
    characters: Math.round(characters * scale),
    fields: summary.fields.profiles(),
    textField: settings.text,
    lengths: lengthsOf(summary.lengths),
    mediaTypes: Object.fromEntries(summary.mediaTypes),
    languages: Object.fromEntries(summary.languages),
    problems: summary.problems,
    skipped: Object.fromEntries(tally.skipped),
    duplicateShare: summary.duplicateShare,
    samples: summary.samples,
  };
}

function formatsOf(files: readonly FoundFile[], settings: IngestSettings): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { source } of files) {
    const compression = compressionByName(source);
    const format = settings.format ?? formatByName(source) ?? "by content";
    const name = compression === "none" ? format : `${format} ${compression}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}
