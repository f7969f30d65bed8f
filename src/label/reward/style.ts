/** Names of the style measurements, in their order. */
export const styleNames = [
  "log_bytes",
  "log_words",
  "word_length",
  "sentence_words",
  "capital_share",
  "digit_share",
  "punctuation_share",
  "newline_share",
  "question_share",
  "exclamation_share",
  "quote_share",
  "list_share",
] as const;

/** How a stretch of UTF-8 text is written, whatever it says: lengths, and shares of bytes, words or lines. */
export function styleOf(text: Uint8Array, words: number): Float32Array {
  const counts = countBytes(text);
  const bytes = Math.max(1, text.length);
  const sentences = Math.max(1, counts.stop + counts.question + counts.exclamation);
  return Float32Array.of(
    Math.log1p(text.length),
    Math.log1p(words),
    counts.letter / Math.max(1, words),
    Math.min(100, words / sentences),
    counts.capital / Math.max(1, counts.letter),
    counts.digit / bytes,
    counts.punctuation / bytes,
    counts.newline / bytes,
    counts.question / Math.max(1, words),
    counts.exclamation / Math.max(1, words),
    counts.quote / Math.max(1, words),
    counts.listItem / (counts.newline + 1),
  );
}

function countBytes(text: Uint8Array) {
  const counts = { letter: 0, capital: 0, digit: 0, punctuation: 0, newline: 0 };
  const marks = { stop: 0, question: 0, exclamation: 0, quote: 0, listItem: 0 };
  let lineStart = true;
  for (const byte of text) {
    if (byte >= 65 && byte <= 90) counts.capital++;
    if (byte >= 0x80 || ((byte | 32) - 97) >>> 0 < 26) counts.letter++;
    else if (byte >= 48 && byte <= 57) counts.digit++;
    else if (byte === 10) counts.newline++;
    else if (byte > 32) counts.punctuation++;
    if (byte === 46) marks.stop++;
    else if (byte === 63) marks.question++;
    else if (byte === 33) marks.exclamation++;
    else if (byte === 34) marks.quote++;
    if (lineStart && isBullet(byte)) marks.listItem++;
    lineStart = byte === 10 || (lineStart && byte === 32);
  }
  return { ...counts, ...marks };
}

/** `-`, `*`, or a digit, as list items begin. */
function isBullet(byte: number): boolean {
  return byte === 45 || byte === 42 || (byte >= 48 && byte <= 57);
}
