import { closestRelative, languageByLetters } from "./confusable.ts";
import { countHanMarks, countRegionalWords } from "./han.ts";
import { byNgrams, type NgramVerdict } from "./ngrams.ts";
import { countScripts, type Script, wordsIn } from "./scripts.ts";
import { cleanWindow, firstWords, windowsOf } from "./windows.ts";

/** A language and how certain it is. */
export interface DetectedLanguage {
  /** ISO 639-1, `zh-Hans` or `zh-Hant`; null when the text holds no language that is known. */
  readonly language: string | null;
  /** 0 to 1. */
  readonly score: number;
}

/** Scripts that one language of the web writes in. */
const ownScript: Partial<Record<Script, string>> = {
  greek: "el",
  hebrew: "he",
  armenian: "hy",
  georgian: "ka",
  bengali: "bn",
  gurmukhi: "pa",
  gujarati: "gu",
  oriya: "or",
  tamil: "ta",
  telugu: "te",
  kannada: "kn",
  malayalam: "ml",
  sinhala: "si",
  thai: "th",
  lao: "lo",
  tibetan: "bo",
  myanmar: "my",
  ethiopic: "am",
  khmer: "km",
  hangul: "ko",
};

/** Confidence in one window at which a window that agrees with it is enough. */
const certain = 0.9;
/** Confidence in words of all windows at which the windows are not read one by one: words of two languages mostly stay below. */
const undivided = 0.97;

/** Japanese prose is at least a third kana; a foreign name in Chinese stays far below this share. */
const japaneseKana = 0.04;

/**
 * The language of a text. Scripts that one language writes in decide at once; Chinese characters are told apart by
 * national standards; the rest goes by n-grams at the start, in the middle and at the end, with a second look at
 * languages that are close to each other.
 */
export function detectLanguage(text: string): DetectedLanguage {
  const windows = windowsOf(text).map(cleanWindow);
  const joined = windows.join("\n");
  const counts = countScripts(joined);
  const [script, share] = leading(counts);
  if (script === null || script === "other") return { language: null, score: 0 };
  if (script === "han") return { language: hanLanguage(joined, counts), score: share };
  const own = ownScript[script];
  if (own !== undefined) return { language: own, score: share };
  const { language, confidence } = byWindows(windows.map((window) => wordsIn(script, window)));
  if (language === "") return { language: null, score: 0 };
  const relative = languageByLetters(script, joined) ?? closestRelative(language, joined);
  return { language: relative, score: share * confidence };
}

/** Below this weight of letters a text is a line: a few names in Latin letters easily outnumber its own words. */
const line = 80;
/** What Latin letters count in such a line, against half of others in a longer text. */
const latinInLine = 0.4;

/** The script with the most weight and its share; kana counts with Chinese characters. */
function leading(counts: ReadonlyMap<Script, number>): [Script | null, number] {
  const merged = new Map(counts);
  const latin = merged.get("latin");
  if (latin !== undefined && isAlphabetic(merged) && sum(merged.values()) < line)
    merged.set("latin", latin * latinInLine);
  const kana = merged.get("kana") ?? 0;
  merged.delete("kana");
  if (kana > 0) merged.set("han", (merged.get("han") ?? 0) + kana);
  let best: Script | null = null;
  let all = 0;
  for (const [script, count] of merged) {
    all += count;
    if (best === null || count > (merged.get(best) ?? 0)) best = script;
  }
  return best === null ? [null, 0] : [best, (merged.get(best) ?? 0) / all];
}

/** Whether another script than Latin and Chinese characters is there: a few of the latter carry much as they are. */
function isAlphabetic(counts: ReadonlyMap<Script, number>): boolean {
  return counts.size > 1 && !counts.has("han") && !counts.has("kana");
}

function sum(values: Iterable<number>): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}

function hanLanguage(text: string, counts: ReadonlyMap<Script, number>): string {
  const kana = counts.get("kana") ?? 0;
  const { simplified, traditional, japanese } = countHanMarks(text);
  if (kana > japaneseKana * (kana + (counts.get("han") ?? 0))) return "ja";
  if (japanese > Math.max(simplified, traditional)) return "ja";
  if (traditional !== simplified) return traditional > simplified ? "zh-Hant" : "zh-Hans";
  const words = countRegionalWords(text);
  return words.traditional > words.simplified ? "zh-Hant" : "zh-Hans";
}

/** Some words of each window at once; each window by itself where these do not speak clearly for one language. */
function byWindows(windows: readonly string[]): NgramVerdict {
  if (windows.length > 1) {
    const verdict = byNgrams(windows.map(firstWords).join(" "));
    if (verdict.confidence > undivided) return verdict;
  }
  return vote(windows);
}

/** The language with the most confidence over the windows; the third is not read where two agree. */
function vote(windows: readonly string[]): NgramVerdict {
  const sums = new Map<string, number>();
  let read = 0;
  for (const window of windows) {
    const { language, confidence } = byNgrams(window);
    read++;
    if (language !== "") sums.set(language, (sums.get(language) ?? 0) + confidence);
    if (sums.size === 1 && read === 2 && confidence > certain) break;
  }
  let best = "";
  for (const [language, sum] of sums) if (best === "" || sum > (sums.get(best) ?? 0)) best = language;
  return { language: best, confidence: best === "" ? 0 : (sums.get(best) ?? 0) / read };
}
