/** Number of words: runs of letters and digits; in scripts without spaces every character counts as one. */
export function countWords(text: string): number {
  return (
    text.match(
      /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[^\P{L}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}][\p{L}\p{M}\p{N}_'’]*|[\p{N}_]+/gu,
    )?.length ?? 0
  );
}
