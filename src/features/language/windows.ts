/** UTF-16 units of one window: the n-gram detector reads about 380 bytes of it, the rest is for what cleaning takes out. */
const windowSize = 512;

/** Start, middle and end of a text; the whole text when it is not much longer than one window. */
export function windowsOf(text: string): string[] {
  if (text.length <= windowSize * 1.25) return [text];
  const middle = (text.length - windowSize) >> 1;
  return [0, middle, text.length - windowSize].map((start) => cut(text, start, start + windowSize));
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
  return text
    .replace(/\b(?:https?:\/\/|www\.)[!-~]+|[!-~]+@[!-~]+\.[!-~]+/gi, " ")
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, " ")
    .replace(/[!-~]*(?:[a-z][_/\\=$#{}|~^\d]|[_/\\=$#{}|~^\d][a-z])[!-~]*/gi, " ");
}
