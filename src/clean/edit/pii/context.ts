/** Characters before a number in which a word is looked for that says what it is. */
const REACH = 32;

/** Whether one of the words stands shortly before a place, on the same line. */
export function isAnnounced(text: string, start: number, words: RegExp): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  return words.test(before.slice(before.lastIndexOf("\n") + 1));
}
