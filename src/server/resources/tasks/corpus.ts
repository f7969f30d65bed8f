import { resolve } from "node:path";
import { tableFiles } from "../../../core/manifest.ts";
import type { Value } from "../../../core/table.ts";
import type { Finished } from "../../../core/views.ts";
import { finishedStages, readRun, type Workspace } from "../../../core/workspace.ts";
import { RowReader } from "../../../io/parquet/read-rows.ts";
import { DocumentIds } from "../../../label/queue/document-ids.ts";
import { type Asks, eachPacked } from "./packed-column.ts";
import type { ShownDocument } from "./wire.ts";

/** More text than this is no card but a book; the page of the document shows the rest. */
const mostText = 20_000;

/** Documents whose texts stay in memory after they were read. */
const mostKept = 400;

/** All documents of a workspace by number, their ids in memory and their texts within a few milliseconds each. */
export interface Corpus {
  /** Another one for every reading: what is made of one must not meet another. */
  readonly number: number;
  readonly stages: readonly Finished[];
  readonly ids: DocumentIds;
  /** Numbers of the documents that no rule drops, in document order. */
  readonly survivors: Uint32Array;
  /** 1 for those. */
  readonly survives: Uint8Array;
  /** Documents as people read them: the final text, cut. */
  read(numbers: readonly number[]): Promise<ShownDocument[]>;
}

let readings = 0;

/** Reads which documents there are; their texts stay on disk. */
export async function readCorpus(workspace: Workspace, database: Asks): Promise<Corpus> {
  const folder = resolve(workspace.folder);
  const run = await readRun(workspace);
  const stages = run === undefined ? [] : await finishedStages({ ...workspace, folder }, run);
  const documents = await openTable(stages, "documents");
  const edited = await openTable(stages, "text");
  const { ids } = documents;
  const survives = await readSurvivors(ids, database);
  const survivors = Uint32Array.from(
    (function* () {
      for (let number = 0; number < ids.count; number++) if (survives[number] === 1) yield number;
    })(),
  );
  const read = keepingLast((numbers) => readDocuments(documents, edited, numbers));
  return { number: ++readings, stages, ids, survivors, survives, read };
}

/** Keeps the documents that were read last: those that come next are read ahead. */
function keepingLast(read: Corpus["read"]): Corpus["read"] {
  const kept = new Map<number, ShownDocument>();
  return async (numbers) => {
    const found = new Map(numbers.map((number) => [number, kept.get(number)]));
    const missing = [...found.keys()].filter((number) => found.get(number) === undefined);
    const fresh = await read(missing);
    missing.forEach((number, i) => {
      found.set(number, fresh[i]);
      kept.set(number, fresh[i]);
    });
    for (const number of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(number);
    }
    return numbers.map((number) => found.get(number) as ShownDocument);
  };
}

interface Table {
  readonly ids: DocumentIds;
  readonly parts: readonly RowReader[];
}

/** The last stage that writes a table, as `src/core/views.ts` has it. */
async function openTable(stages: readonly Finished[], table: string): Promise<Table> {
  const stage = stages.findLast(({ manifest }) => table in manifest.tables);
  const files = stage === undefined ? [] : tableFiles(stage.folder, stage.manifest, table);
  const parts = files.map((file) => new RowReader(file));
  const ids = await Promise.all(parts.map((part) => part.texts("id")));
  return { parts, ids: new DocumentIds(ids) };
}

async function readSurvivors(ids: DocumentIds, database: Asks): Promise<Uint8Array> {
  const survives = new Uint8Array(ids.count);
  await eachPacked(database, "SELECT id FROM survivors", [], (bytes, start, end) => {
    const number = ids.findBytes(bytes, start, end);
    if (number >= 0) survives[number] = 1;
  });
  return survives;
}

async function readDocuments(
  documents: Table,
  edited: Table,
  numbers: readonly number[],
): Promise<ShownDocument[]> {
  const textAt = numbers.map((number) =>
    edited.ids.count > 0 ? edited.ids.find(documents.ids.at(number)) : -1,
  );
  const isEdited = textAt.every((at) => at >= 0);
  const names = ["title", "url", "source"] as const;
  const rows = await readRows(documents, numbers, isEdited ? names : [...names, "text" as const]);
  const texts = await readRows(
    edited,
    textAt.filter((at) => at >= 0),
    ["text"],
  );
  let next = 0;
  return numbers.map((number, i) => {
    const own = (name: string) => textOrNull((rows[i] as Record<string, Value>)[name]);
    const text = (textAt[i] >= 0 ? textOrNull(texts[next++].text) : own("text")) ?? "";
    const id = documents.ids.at(number);
    return { id, title: own("title"), url: own("url"), source: own("source"), ...cut(text) };
  });
}

/** Values of rows that lie in any parts, in their order; every part is opened once. */
async function readRows<C extends string>(
  { ids, parts }: Table,
  numbers: readonly number[],
  columns: readonly C[],
): Promise<Record<C, Value>[]> {
  const places = numbers.map((number) => ids.placeOf(number));
  const found: Record<C, Value>[] = [];
  await Promise.all(
    [...new Set(places.map(({ part }) => part))].map(async (part) => {
      const wanted = [...places.keys()].filter((i) => places[i].part === part);
      const rows = await parts[part].read(
        columns,
        wanted.map((i) => places[i].row),
      );
      wanted.forEach((i, at) => {
        found[i] = rows[at];
      });
    }),
  );
  return found;
}

/** The beginning of a text, never through a character. */
function cut(text: string): Pick<ShownDocument, "text" | "isCut" | "length"> {
  if (text.length <= mostText) return { text, isCut: false, length: text.length };
  const end = /[\ud800-\udbff]/.test(text[mostText - 1]) ? mostText - 1 : mostText;
  return { text: text.slice(0, end), isCut: true, length: text.length };
}

function textOrNull(value: Value | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
