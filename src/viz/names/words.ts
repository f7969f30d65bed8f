const SPACED = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’\-_][\p{L}\p{N}\p{M}]+)*/gu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

let segmenter: Intl.Segmenter | undefined;

/** The words of a text as they are written; scripts without spaces are segmented by the rules of Unicode. */
export function wordsOf(text: string): string[] {
  return UNSPACED.test(text) ? segmented(text) : (text.match(SPACED) ?? []).map(withoutEnding);
}

/** Whether a word can stand in a name: more than one letter (or any character of an unspaced script), and not a number. */
export function isNameable(word: string): boolean {
  return (word.length > 2 && !/^[\p{N}\p{P}_]+$/u.test(word)) || UNSPACED.test(word);
}

function segmented(text: string): string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  return Array.from(segmenter.segment(text)).flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  );
}

/** Drops the English possessive and the underscores of emphasis. */
function withoutEnding(word: string): string {
  return word.replace(/['’]s$/iu, "").replace(/_+$/u, "");
}
