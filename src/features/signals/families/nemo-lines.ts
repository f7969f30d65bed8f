import type { Document } from "../document.ts";
import { type Measurements, ratio } from "../family.ts";
import { codePointAt } from "../unicode.ts";
import { forEachLine } from "./lines.ts";
import { SpacedWords } from "./spaced-words.ts";

const isEndMark = new Uint8Array(256);
for (const mark of Buffer.from(`.?!"'`)) isEndMark[mark] = 1;
const bullets = new Set([..."•‣⁃⁌⁍∙○●◘◦⦾⦿"].map((bullet) => bullet.codePointAt(0)));
const ellipses = ["...", "[...]", "…", "(...)", "[…]", "-»", "read more..", "read more"].map((text) =>
  Buffer.from(text),
);
/** Last bytes of the ellipses: . ] ) e and those of … and ». */
const mayEnd = new Uint8Array(256);
for (const text of ellipses) {
  mayEnd[text[text.length - 1]] = 1;
  if (text[text.length - 1] === 0x65) mayEnd[0x45] = 1;
}

/** NeMo's signals of lines: those parted at newlines that hold more than white space. */
export function linesOf(document: Document): Measurements {
  const { bytes, newlines } = document;
  const words = document.reading(SpacedWords);
  let [lines, unpunctuated, elliptic, bulleted, repeated] = [0, 0, 0, 0, 0];
  let [characters, repeatedCharacters] = [0, 0];
  forEachLine(document, ({ first, end }, segment) => {
    const from = words.starts[first];
    const to = words.ends[end - 1];
    const length = document.characters(newlines.starts[segment], newlines.ends[segment]);
    lines++;
    characters += length;
    if (newlines.repeats[segment]) {
      repeated++;
      repeatedCharacters += length;
    }
    if (isEndMark[bytes[to - 1]] === 0) unpunctuated++;
    if (mayEnd[bytes[to - 1]] && ellipses.some((text) => endsIn(bytes, from, to, text))) elliptic++;
    if (bytes[from] === 0xe2 && bullets.has(codePointAt(bytes, from))) bulleted++;
  });
  return {
    nemo_unpunctuated_line_ratio: ratio(unpunctuated, lines),
    nemo_ellipsis_line_ratio: ratio(elliptic, lines),
    nemo_bullet_line_ratio: ratio(bulleted, lines),
    nemo_unique_line_ratio: ratio(lines - repeated, lines),
    nemo_unique_line_character_ratio: ratio(characters - repeatedCharacters, characters),
  };
}

function endsIn(bytes: Uint8Array, from: number, to: number, text: Uint8Array): boolean {
  if (to - from < text.length) return false;
  for (let k = 0; k < text.length; k++) {
    const byte = bytes[to - text.length + k];
    if ((byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte) !== text[k]) return false;
  }
  return true;
}
