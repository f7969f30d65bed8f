const letterOrDigit = /[\p{L}\p{M}\p{N}]/u;

/** True for UTF-16 units that are part of a word: letters, digits, marks, and halves of surrogate pairs. */
export function isWordUnit(unit: number): boolean {
  if (unit < 128) {
    return (
      (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95
    );
  }
  return (unit >= 0xd800 && unit <= 0xdfff) || letterOrDigit.test(String.fromCharCode(unit));
}

/** The words of a text in order, without what lies between them. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (start, end) => words.push(text.slice(start, end)));
  return words;
}

/** Visits the words of a text in order, by where they begin and end. */
export function eachWord(text: string, visit: (start: number, end: number) => void): void {
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const inside = i < text.length && isWordUnit(text.charCodeAt(i));
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      visit(start, i);
      start = -1;
    }
  }
}

/** Where a word or phrase next occurs at or after `from`, or -1; `whole` is true when no word may run across its ends. */
export function findPhrase(text: string, phrase: string, whole: boolean, from = 0): number {
  for (let at = text.indexOf(phrase, from); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (!whole || (isEdge(text, at) && isEdge(text, at + phrase.length))) return at;
  }
  return -1;
}

/** True where no word runs across position `at`. */
function isEdge(text: string, at: number): boolean {
  return (
    at === 0 || at === text.length || !isWordUnit(text.charCodeAt(at - 1)) || !isWordUnit(text.charCodeAt(at))
  );
}
