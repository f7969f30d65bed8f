/**
 * How often is the language right, and how fast, beside the n-grams alone?
 *
 *     node bench/language.ts [FILE.jsonl.gz [ENGLISH.jsonl.gz]]
 *
 * The first file has records with `lang` (folder of tldr-pages) and `text`; the second has longer texts, all in English.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { eld } from "eld/medium";
import { detectLanguage } from "../src/features/language/detect.ts";

interface Gold {
  readonly lang: string;
  readonly text: string;
}

const file = process.argv[2] ?? "../shared/data/languages.jsonl.gz";
const english = process.argv[3] ?? "../shared/data/books.jsonl.gz";

function readRecords(path: string): Gold[] {
  const lines = gunzipSync(readFileSync(path)).toString("utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Gold);
}

const documents = readRecords(file);
const books = readRecords(english).filter((_, i) => i % 4 === 0);
const methods = {
  sluice: (text: string) => detectLanguage(text).language,
  "eld alone": (text: string) => eld.detect(text).language,
};
const parts = {
  "whole documents": (text: string) => text,
  "first lines": (text: string) => text.split("\n")[0],
};

function compare(method: keyof typeof methods, part: keyof typeof parts) {
  const texts = documents.map(({ text }) => parts[part](text));
  texts.slice(0, 500).forEach(methods[method]);
  const before = process.cpuUsage();
  const found = texts.map(methods[method]);
  const { user, system } = process.cpuUsage(before);
  const base = (code: string | null) => (code ?? "").split(/[-_]/)[0];
  const right = documents.filter(({ lang }, i) => base(found[i]) === base(lang)).length;
  const chinese = documents.flatMap(({ lang }, i) =>
    base(lang) === "zh" ? [(lang === "zh_TW") === (found[i] === "zh-Hant")] : [],
  );
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;
  return {
    method,
    of: part,
    right: share(right, documents.length),
    "simplified or traditional": share(chinese.filter(Boolean).length, chinese.length),
    "documents/s of CPU time": Math.round((documents.length / (user + system)) * 1e6),
  };
}

console.table(
  (Object.keys(methods) as (keyof typeof methods)[]).flatMap((method) =>
    (Object.keys(parts) as (keyof typeof parts)[]).map((part) => compare(method, part)),
  ),
);

console.table(
  (Object.keys(methods) as (keyof typeof methods)[]).map((method) => {
    const before = process.cpuUsage();
    const found = books.map(({ text }) => methods[method](text));
    const { user, system } = process.cpuUsage(before);
    return {
      method,
      of: "English books",
      right: `${found.filter((code) => code === "en").length} of ${found.length}`,
      "mean bytes": Math.round(
        books.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / books.length,
      ),
      "documents/s of CPU time": Math.round((found.length / (user + system)) * 1e6),
    };
  }),
);
