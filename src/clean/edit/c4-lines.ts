import { z } from "zod";
import { Citations, type Line, nextOpen, OPEN } from "../../features/signals/citations.ts";
import { Document } from "../../features/signals/document.ts";
import { trimEnd, trimStart } from "../../features/signals/lines.ts";
import { CURLY, findPhrases, JAVASCRIPT, LOREM, POLICY } from "../../features/signals/phrases.ts";
import { countSentences, countSentencesAt } from "../../features/signals/sentences.ts";
import { countWords, hasLongWord } from "../../features/signals/spaced-words.ts";
import { KeptLines } from "./kept-lines.ts";
import { editRuleMaker } from "./make-rule.ts";
import type { Sheet } from "./sheet.ts";

const parts = [
  "long_word",
  "citations",
  "unpunctuated",
  "too_few_words",
  "lorem_ipsum",
  "javascript",
  "curly_bracket",
  "policy",
  "too_few_sentences",
  "space",
] as const;
type Part = (typeof parts)[number];

const schema = z.object({
  /** Lines of fewer words go: 3 in the paper, 5 in the original code. */
  words: z.int().min(0).default(3),
  /** Documents of fewer sentences go: 5 in the paper, 3 in the original code. */
  sentences: z.int().min(0).default(5),
  /** Characters of the longest word that a line may have. */
  wordLength: z.int().min(1).default(1000),
});

const isEndMark = new Uint8Array(256);
for (const mark of Buffer.from(`.?!"'`)) isEndMark[mark] = 1;
const STOP = 0x2e;
const CURLY_BRACKET = 0x7b;

/**
 * The lines that C4 keeps, trimmed and joined by a newline: Raffel et al. 2020, section 2.2, in the steps of datatrove. Parts:
 * `long_word`, `unpunctuated`, `too_few_words`, `javascript` and `policy` remove lines; `citations` removes marks and `space` what
 * stands around lines; `lorem_ipsum`, `curly_bracket` and `too_few_sentences` drop the document. FineWeb's dialect is `off: ["unpunctuated"]`.
 */
export const c4Lines = editRuleMaker({
  kind: "c4Lines",
  version: 1,
  schema,
  parts,
  open: (limits, isOn) => {
    const work = new C4Lines(limits, isOn);
    return { concerns: ({ bytes }) => bytes.length > 0, edit: (sheet) => work.edit(sheet) };
  },
});

class C4Lines {
  readonly #document = new Document();
  readonly #citations = new Citations();
  readonly #limits: z.output<typeof schema>;
  readonly #isOn: Readonly<Record<Part, boolean>>;

  constructor(limits: z.output<typeof schema>, isOn: (part: Part) => boolean) {
    this.#limits = limits;
    this.#isOn = Object.fromEntries(parts.map((part) => [part, isOn(part)])) as Record<Part, boolean>;
  }

  edit(sheet: Sheet): void {
    const { bytes: given } = sheet;
    const offsets = Int32Array.of(0, given.length);
    const document = this.#document.load({ bytes: given, offsets, length: 1 }, 0);
    const { bytes, length, lines, profile, scan } = document;
    const kept = new KeptLines(sheet, this.#isOn.space);
    const phrases = findPhrases(bytes, 0, length, profile.bytes[CURLY_BRACKET] > 0);
    let open = this.#isOn.citations && profile.bytes[OPEN] > 0 ? -1 : length;
    let [mark, sentences, lorem, curly] = [0, 0, 0, 0];
    for (let l = 0; l < lines.count; l++) {
      const next = l + 1 < lines.count ? lines.starts[l + 1] : length;
      const start = trimStart(bytes, lines.starts[l], lines.ends[l]);
      const end = trimEnd(bytes, start, lines.ends[l]);
      if (start === end) {
        kept.blank(next);
        continue;
      }
      if (open < start) open = nextOpen(bytes, start, length);
      const line = open < end ? this.#citations.remove(bytes, start, end) : { bytes, start, end };
      const fate = this.#fateOf(bytes, start, end, line, phrases);
      if (fate === "lorem_ipsum") lorem++;
      else if (fate === "curly_bracket") curly++;
      else if (fate !== undefined) {
        kept.remove(fate, lines.starts[l], next);
        continue;
      }
      kept.keep(start, end, line.bytes !== bytes);
      if (fate !== undefined) continue;
      while (scan.marks[mark] < start) mark++;
      sentences +=
        line.bytes === bytes
          ? countSentencesAt(bytes, start, end, scan.marks, mark)
          : countSentences(line.bytes, line.start, line.end);
    }
    kept.finish();
    this.#judge(sheet, { lorem, curly, sentences });
  }

  /** The first test that a line fails, in the order of datatrove; `line` is the line without citations. */
  #fateOf(bytes: Uint8Array, start: number, end: number, line: Line, inDocument: number): Part | undefined {
    const on = this.#isOn;
    const { words, wordLength } = this.#limits;
    if (on.long_word && hasLongWord(bytes, start, end, wordLength)) return "long_word";
    if (on.unpunctuated && !isPunctuated(line)) return "unpunctuated";
    if (on.too_few_words && countWords(bytes, start, end, words) < words) return "too_few_words";
    if (inDocument === 0 && line.bytes === bytes) return undefined;
    const phrases = findPhrases(line.bytes, line.start, line.end, true);
    if (on.lorem_ipsum && phrases & LOREM) return "lorem_ipsum";
    if (on.javascript && phrases & JAVASCRIPT) return "javascript";
    if (on.curly_bracket && phrases & CURLY) return "curly_bracket";
    return on.policy && phrases & POLICY ? "policy" : undefined;
  }

  #judge(sheet: Sheet, found: { lorem: number; curly: number; sentences: number }): void {
    const { sentences: bound } = this.#limits;
    const drop = (part: Part, value: number, wanted: string, reason: string) =>
      sheet.drop({ part, value, bound: wanted, reason });
    if (found.lorem > 0) drop("lorem_ipsum", found.lorem, "lines = 0", `lorem ipsum in ${found.lorem} lines`);
    if (found.curly > 0)
      drop("curly_bracket", found.curly, "lines = 0", `a curly bracket in ${found.curly} lines`);
    if (this.#isOn.too_few_sentences && found.sentences < bound) {
      const reason = `${found.sentences} sentences in the lines that C4 keeps, at least ${bound} are asked for`;
      drop("too_few_sentences", found.sentences, `sentences >= ${bound}`, reason);
    }
  }
}

function isPunctuated({ bytes, start, end }: Line): boolean {
  if (end === start || isEndMark[bytes[end - 1]] === 0) return false;
  return end - start < 3 || bytes[end - 1] !== STOP || bytes[end - 2] !== STOP || bytes[end - 3] !== STOP;
}
