/**
 * How often is the language right, and how fast, beside the n-grams alone?
 *
 *     node bench/language.ts [FILE.jsonl.gz]     records with `lang` (folder of tldr-pages) and `text`
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
const documents = gunzipSync(readFileSync(file))
  .toString("utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Gold);
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
