import type { Change } from "../draft.ts";
import { windows1252 } from "./mojibake.ts";

const controls =
  /\x1b\[[0-9;?]{0,40}[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f-\x9f\u206a-\u206f\ufff9-\ufffb]|[\ufdd0-\ufdef\ufffe\uffff]/g;
const zeroWidth = /[\xad\u180e\u200b\u2060\ufeff]/g;
const doubleQuotes = /[\u201c-\u201f]/g;
const singleQuotes = /[\u2018-\u201b\u02bc]/g;
const dashes = /[\u2010-\u2015\u2212]/g;

/**
 * Control characters, which go, and those from U+0080 to U+009F, which were bytes of windows-1252 (ftfy reads them so too). Tabs, line
 * breaks and form feeds stay. Escape sequences of terminals go whole.
 */
export function controlChanges(text: string): Change[] {
  return replaced(text, controls, (found) => {
    const code = found.charCodeAt(0);
    return found.length === 1 && code >= 0x80 && code < 0xa0 ? (windows1252(code) ?? "") : "";
  });
}

/** Byte order marks, zero-width spaces, word joiners and soft hyphens, which go. Joiners that scripts and emoji need stay. */
export function zeroWidthChanges(text: string): Change[] {
  return replaced(text, zeroWidth, () => "");
}

/** Curly quotes to straight ones. */
export function quoteChanges(text: string): Change[] {
  const changes = [...replaced(text, doubleQuotes, () => '"'), ...replaced(text, singleQuotes, () => "'")];
  return changes.sort((a, b) => a.start - b.start);
}

/** Dashes and the minus sign to hyphens. */
export function dashChanges(text: string): Change[] {
  return replaced(text, dashes, () => "-");
}

/** A character outside ASCII with what can compose with it: the letter before it, marks and vowels of Hangul after it. */
const outer = /[\0-\x7f]?[^\0-\x7f]+/g;
const cluster = /\P{M}[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]*|\p{M}+/gu;

/** What differs from the normal form, cluster by cluster. */
export function normalFormChanges(text: string, form: "NFC" | "NFKC"): Change[] {
  if (text.normalize(form) === text) return [];
  const changes: Change[] = [];
  for (const { 0: run, index } of text.matchAll(outer)) {
    const normal = run.normalize(form);
    if (normal === run) continue;
    const clusters = [...run.matchAll(cluster)];
    const parts = clusters.map(([part]) => part.normalize(form));
    if (parts.join("") !== normal) {
      changes.push({ start: index, end: index + run.length, replacement: normal });
      continue;
    }
    for (const [k, { 0: part, index: at }] of clusters.entries()) {
      if (parts[k] === part) continue;
      changes.push({ start: index + at, end: index + at + part.length, replacement: parts[k] });
    }
  }
  return changes;
}

function replaced(text: string, pattern: RegExp, by: (found: string) => string): Change[] {
  const changes: Change[] = [];
  for (const { 0: found, index } of text.matchAll(pattern))
    changes.push({ start: index, end: index + found.length, replacement: by(found) });
  return changes;
}
