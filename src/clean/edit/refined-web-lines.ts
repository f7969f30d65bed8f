import { z } from "zod";
import { LineCuts, linesOf } from "./line-cuts.ts";
import { editRuleMaker } from "./make-rule.ts";
import type { Sheet } from "./sheet.ts";

const parts = [
  "mostly_uppercase",
  "only_digits",
  "counter",
  "one_word",
  "call_to_action",
  "too_much_removed",
] as const;
type Part = (typeof parts)[number];

const schema = z.object({
  /** Share of upper-case letters among the characters of a line above which it goes. */
  uppercase: z.number().gt(0).max(1).default(0.5),
  /** Words of the longest line in which calls to action are looked for. */
  shortLine: z.int().min(1).default(10),
  /** Share of the words of a document, removed by these rules, above which it is dropped. */
  removed: z.number().gt(0).max(1).default(0.05),
});

const counterNouns =
  "likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers";
const counter = new RegExp(`^\\W*\\d[,.\\d]*[kmb]?\\s+(?:${counterNouns})\\W*$`, "i");
/** A line can only be a counter when it ends in the `s` of its noun, besides other signs. */
const LONGEST_COUNTER = 60;
const calls = /^sign-in\s?|\s?items in cart|\s?read more\.\.\.$/gi;

/**
 * RefinedWeb's corrections of lines: Penedo et al. 2023, appendix G.2, with the bounds of DCLM. Parts: `mostly_uppercase`, `only_digits`,
 * `counter` (3 likes) and `one_word` remove lines; `call_to_action` removes a leading "sign-in", a trailing "read more..." and "items in
 * cart" from short lines; `too_much_removed` drops the document. Words are parted by white space; blank lines stay.
 */
export const refinedWebLines = editRuleMaker({
  kind: "refinedWebLines",
  version: 1,
  schema,
  parts,
  open: (limits, isOn) => {
    const on = Object.fromEntries(parts.map((part) => [part, isOn(part)])) as Record<Part, boolean>;
    return { concerns: ({ bytes }) => bytes.length > 0, edit: (sheet) => editLines(sheet, limits, on) };
  },
});

function editLines(sheet: Sheet, limits: z.output<typeof schema>, on: Readonly<Record<Part, boolean>>): void {
  const { text } = sheet;
  const cuts = new LineCuts(text);
  let [words, removed] = [0, 0];
  for (const line of linesOf(text)) {
    if (line.start === line.end) continue;
    const read = readLine(text, line.start, line.end);
    words += read.words;
    const fate = read.words === 0 ? undefined : fateOf(text, line, read, limits, on);
    if (fate !== undefined) {
      cuts.remove(fate, line);
      removed += read.words;
    } else if (on.call_to_action && read.words > 0 && read.words <= limits.shortLine) {
      removed += cutCalls(cuts, text, line);
    }
  }
  sheet.apply(cuts.finish(text));
  const share = words === 0 ? 0 : removed / words;
  if (!on.too_much_removed || share <= limits.removed) return;
  const reason = `${removed} of ${words} words removed by rules for lines`;
  sheet.drop({ part: "too_much_removed", value: share, bound: `share <= ${limits.removed}`, reason });
}

/** What the rules ask of a line. */
interface LineFacts {
  readonly words: number;
  readonly characters: number;
  readonly uppercase: number;
  readonly digits: number;
}

const isSpace = /[\s\x1c-\x1f\x85]/;
const isUpper = /\p{Lu}/u;
const isDigit = /\p{Nd}/u;

/** Counts words and, in code points, characters of a line. */
function readLine(text: string, start: number, end: number): LineFacts {
  let [words, characters, uppercase, digits, inWord] = [0, 0, 0, 0, false];
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    characters++;
    if (unit < 0x80) {
      const space = unit <= 0x20 && (unit === 0x20 || (unit >= 9 && unit <= 13) || unit >= 0x1c);
      if (!space && !inWord) words++;
      inWord = !space;
      if (unit >= 0x41 && unit <= 0x5a) uppercase++;
      else if (unit >= 0x30 && unit <= 0x39) digits++;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(i) as number);
    i += character.length - 1;
    const space = isSpace.test(character);
    if (!space && !inWord) words++;
    inWord = !space;
    if (isUpper.test(character)) uppercase++;
    else if (isDigit.test(character)) digits++;
  }
  return { words, characters, uppercase, digits };
}

function fateOf(
  text: string,
  { start, end }: { start: number; end: number },
  { words, characters, uppercase, digits }: LineFacts,
  limits: z.output<typeof schema>,
  on: Readonly<Record<Part, boolean>>,
): Part | undefined {
  if (on.mostly_uppercase && uppercase / characters > limits.uppercase) return "mostly_uppercase";
  if (on.only_digits && digits === characters) return "only_digits";
  if (on.counter && digits > 0 && end - start <= LONGEST_COUNTER && counter.test(text.slice(start, end)))
    return "counter";
  return on.one_word && words === 1 ? "one_word" : undefined;
}

/** Removes calls to action from a line, or the line when nothing else is in it; gives the number of words removed. */
function cutCalls(cuts: LineCuts, text: string, line: { start: number; end: number }): number {
  const content = text.slice(line.start, line.end);
  const found = [...content.matchAll(calls)];
  if (found.length === 0) return 0;
  const words = (part: string) => part.split(/\s+/).filter((word) => word !== "").length;
  if (!/\S/.test(content.replaceAll(calls, ""))) {
    cuts.remove("call_to_action", line);
    return words(content);
  }
  for (const { 0: call, index } of found) {
    const start = line.start + index;
    cuts.change({ rule: "call_to_action", start, end: start + call.length, replacement: "" });
  }
  return found.reduce((sum, [call]) => sum + words(call), 0);
}
