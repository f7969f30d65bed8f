/** UTF-16 units of one window: n-grams of so much prose are certain, and reading costs by the length. */
const windowSize = 256;
/** A text of so many UTF-16 units or fewer is one window; the n-gram detector reads its first 380 bytes. */
const wholeSize = 640;

/** UTF-16 units of the words that stand for a window. */
const wordsSize = 96;

/** Start, middle and end of a text; a short text whole. */
export function windowsOf(text: string): string[] {
  if (text.length <= wholeSize) return [text];
  const middle = (text.length - windowSize) >> 1;
  return [0, middle, text.length - windowSize].map((start) => cut(text, start, start + windowSize));
}

/** The start of a window, between words where it has any. */
export function firstWords(window: string): string {
  return cut(window, 0, Math.min(wordsSize, window.length));
}

/** The part between two places, without the halves of words and characters at its ends. */
function cut(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  const first = start === 0 ? 0 : part.slice(0, 60).search(/\s/) + 1;
  const space = end >= text.length ? -1 : part.slice(-60).search(/\s\S*$/);
  const last = space < 0 ? part.length : part.length - 60 + space;
  return part.slice(first, last).toWellFormed();
}

/**
 * Leaves out what is no language: addresses, paths, names with digits or underscores, markup. Only ASCII goes: a sentence
 * in a script without spaces must not be taken for one name.
 */
export function cleanWindow(text: string): string {
  let clean = text;
  // Few windows have any of it, and to see that is cheaper than to look for the whole pattern.
  if (/@|:\/\/|www\./i.test(clean))
    clean = clean.replace(/\b(?:https?:\/\/|www\.)[!-~]+|[!-~]+@[!-~]+\.[!-~]+/gi, " ");
  if (clean.includes("<")) clean = clean.replace(/<\/?[a-z][^<>]{0,200}>/gi, " ");
  if (/[_/\\=$#{}|~^\d]/.test(clean))
    clean = clean.replace(/[!-~]*(?:[a-z][_/\\=$#{}|~^\d]|[_/\\=$#{}|~^\d][a-z])[!-~]*/gi, " ");
  return clean;
}
