import { mediaTypes } from "./media-types.ts";

/** How the records lie in a file. `text` is one document per file: prose, Markdown or source code. */
export const formats = ["jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc", "html", "text"] as const;

/** One of the formats that Sluice reads. */
export type Format = (typeof formats)[number];

/** How a whole file is compressed. */
export type Compression = "none" | "gzip" | "zstd";

const byEnding: Readonly<Record<string, Format>> = {
  jsonl: "jsonl",
  ndjson: "jsonl",
  json: "json",
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  parquet: "parquet",
  pq: "parquet",
  arrow: "arrow",
  arrows: "arrow",
  feather: "arrow",
  ipc: "arrow",
  warc: "warc",
  wet: "warc",
  html: "html",
  htm: "html",
  xhtml: "html",
};

/** Compression by the ending of the name: `.gz` or `.zst`. */
export function compressionByName(name: string): Compression {
  if (/\.(gz|gzip)$/i.test(name)) return "gzip";
  return /\.(zst|zstd)$/i.test(name) ? "zstd" : "none";
}

/** Compression by the first bytes. */
export function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd && head[0] === 0x28) return "zstd";
  const skippable = (head[0] & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
  return skippable ? "zstd" : "none";
}

/** Format by the ending of the name, below the ending of its compression; undefined when the ending says nothing. */
export function formatByName(name: string): Format | undefined {
  const ending = endingOf(name);
  return byEnding[ending] ?? (Object.hasOwn(mediaTypes, ending) ? "text" : undefined);
}

/** Media type by the ending of the name; undefined when the ending says nothing. */
export function mediaTypeOf(name: string): string | undefined {
  const ending = endingOf(name);
  return Object.hasOwn(mediaTypes, ending) ? mediaTypes[ending] : undefined;
}

/** Format by the first decompressed bytes of a file; `text` when nothing else is recognized. */
export function formatOf(head: Buffer): Format {
  const start = head.toString("latin1", 0, 512).replace(/^\u00ef\u00bb\u00bf/, "");
  return signatures.find(([, pattern]) => pattern.test(start))?.[0] ?? "text";
}

const signatures: readonly (readonly [Format, RegExp])[] = [
  ["parquet", /^PAR1/],
  ["arrow", /^(ARROW1|\xff\xff\xff\xff)/],
  ["warc", /^WARC\/\d/],
  ["jsonl", /^\s*\{\s*"/],
  ["json", /^\s*\[\s*\{/],
  ["html", /^\s*(<!--[^>]*-->\s*)?<(!doctype\s+html|html[\s>])/i],
];

function endingOf(name: string): string {
  const bare = name.replace(/\.(gz|gzip|zst|zstd)$/i, "");
  return /\.([^./\\]+)$/.exec(bare)?.[1].toLowerCase() ?? "";
}
