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
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const inside = i < text.length && isWordUnit(text.charCodeAt(i));
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      words.push(text.slice(start, i));
      start = -1;
    }
  }
  return words;
}
