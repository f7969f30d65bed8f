import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { extractMainText } from "../../src/clean/extract/main-text.ts";

/** A document with the set that it comes from. */
export interface TestDocument {
  readonly id: string;
  readonly set: string;
  readonly text: string;
}

const packed = (path: string) => gunzipSync(readFileSync(path)).toString("utf8");
const records = (text: string) =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { text: string });

/** `total` real documents: quality judgements, pages and archives of the web, 26 languages, and passages of books for the rest. */
export function realDocuments(folder: string, total: number): TestDocument[] {
  const found: TestDocument[] = [
    ...named("keep-or-drop", texts(join(folder, "quality/keep-or-drop.jsonl.gz"))),
    ...named("archives", archives(join(folder, "web"))),
    ...named("pages", pages(join(folder, "extraction/html"))),
    ...named("languages", spread(texts(join(folder, "languages.jsonl.gz")), 260)),
  ];
  const books = texts(join(folder, "books.jsonl.gz"));
  return [...found, ...named("books", spread(books, total - found.length))].slice(0, total);
}

function named(set: string, all: readonly string[]): TestDocument[] {
  return all.map((text, i) => ({ id: `${set}-${i}`, set, text: text.toWellFormed() }));
}

/** `count` of the items at even distances. */
function spread(items: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]);
}

const texts = (path: string) => records(packed(path)).map(({ text }) => text);

function pages(folder: string): string[] {
  const files = readdirSync(folder).sort();
  return files.map((file) => extractMainText(packed(join(folder, file))).text);
}

/** What our own extraction finds in the archives. */
function archives(folder: string): string[] {
  const scratch = mkdtempSync(join(tmpdir(), "conformance-"));
  const files = readdirSync(folder).filter((file) => file.endsWith(".warc.gz"));
  const found = files.sort().flatMap((file) => {
    const output = join(scratch, `${file}.jsonl`);
    const command = ["apply", "extract", "--input", join(folder, file), "--output", output];
    execFileSync(process.execPath, [join(import.meta.dirname, "../../bin/sluice.js"), ...command], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    return records(readFileSync(output, "utf8")).map(({ text }) => text);
  });
  rmSync(scratch, { recursive: true });
  return found;
}
