import { detectLanguage } from "./detect.ts";
import { countScripts } from "./scripts.ts";
import { cleanWindow } from "./windows.ts";

/** Which languages a text is written in. */
export interface LanguageMixture {
  /** Share of its letters by language, the largest first; empty where none is recognised. Sums to 1. */
  readonly shares: readonly (readonly [language: string, share: number])[];
}

/** UTF-16 units of a passage: enough prose for n-grams to be certain. */
const passageSize = 240;
/** Passages that are read of a text, evenly spread from its start to its end. */
const mostPassages = 16;
/** A passage that speaks less clearly goes to the main language: names, code and lists look like many. */
const clear = 0.6;
/** A language below this share of the letters is left out: a quotation, a name. */
const leastShare = 0.03;

/**
 * The languages of a text by share, from up to 16 passages spread over all of it. Letters weigh by how much they carry (a
 * Chinese character three times a letter of an alphabet), so that a translation of equal content has an equal share.
 */
export function mixtureOf(text: string): LanguageMixture {
  const sums = new Map<string, number>();
  let unclear = 0;
  for (const passage of passagesOf(text)) {
    const clean = cleanWindow(passage);
    const weight = weightOf(clean);
    if (weight === 0) continue;
    const { language, score } = detectLanguage(clean);
    if (language === null || score < clear) unclear += weight;
    else sums.set(language, (sums.get(language) ?? 0) + weight);
  }
  if (sums.size === 0) return fallback(text);
  const ranked = [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  ranked[0][1] += unclear;
  return { shares: normalised(ranked) };
}

function fallback(text: string): LanguageMixture {
  const { language } = detectLanguage(text);
  return { shares: language === null ? [] : [[language, 1]] };
}

function normalised(ranked: readonly (readonly [string, number])[]): [string, number][] {
  const all = ranked.reduce((sum, [, weight]) => sum + weight, 0);
  const left = ranked.filter(([, weight], i) => i === 0 || weight >= leastShare * all);
  const rest = left.reduce((sum, [, weight]) => sum + weight, 0);
  return left.map(([language, weight]) => [language, weight / rest]);
}

function weightOf(text: string): number {
  let sum = 0;
  for (const weight of countScripts(text).values()) sum += weight;
  return sum;
}

/** Passages that begin and end at lines or words where the text has any. A short text is cut at its lines. */
function passagesOf(text: string): string[] {
  if (text.length <= passageSize * mostPassages) return wholePassages(text);
  const step = (text.length - passageSize) / (mostPassages - 1);
  return Array.from({ length: mostPassages }, (_, k) => passageAt(text, Math.round(k * step)));
}

/** All of a text: lines joined to passages of at least a third of the size, long lines cut at words. */
function wholePassages(text: string): string[] {
  const passages: string[] = [];
  let open = "";
  for (const line of text.split("\n")) {
    for (let at = 0; at < line.length || at === 0; ) {
      const part = line.length - at <= passageSize ? line.slice(at) : passageAt(line, at);
      at += Math.max(1, part.length);
      open = open === "" ? part : `${open}\n${part}`;
      if (open.length < passageSize / 3) continue;
      passages.push(open);
      open = "";
    }
  }
  return open.trim() === "" ? passages : [...passages, open];
}

/** A passage from about here, without half a character, up to the last space of it where there is one. */
function passageAt(text: string, start: number): string {
  const part = text.slice(start, start + passageSize);
  if (start + passageSize >= text.length) return part.toWellFormed();
  const space = part.lastIndexOf(" ");
  return (space > passageSize / 2 ? part.slice(0, space) : part).toWellFormed();
}
