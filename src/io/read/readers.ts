import { readCsv, readTsv } from "./csv.ts";
import type { Format } from "./format.ts";
import { readJson } from "./json-file.ts";
import { readJsonl } from "./jsonl.ts";
import type { Reader } from "./reading.ts";
import { readWarc } from "./warc.ts";
import { readHtml, readText } from "./whole.ts";

/** The reader of each format; the heavy ones are loaded when the first file asks for them. */
export const readers: Readonly<Record<Format, Reader>> = {
  jsonl: readJsonl,
  json: readJson,
  csv: readCsv,
  tsv: readTsv,
  warc: readWarc,
  html: readHtml,
  text: readText,
  parquet: async function* (reading) {
    yield* (await import("./parquet.ts")).readParquet(reading);
  },
  arrow: async function* (reading) {
    yield* (await import("./arrow.ts")).readArrow(reading);
  },
};
