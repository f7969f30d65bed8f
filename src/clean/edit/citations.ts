import { z } from "zod";
import type { RuleChange } from "./draft.ts";
import { editRuleMaker } from "./make-rule.ts";

const parts = ["wiki", "numeric", "author_year"] as const;
type Part = (typeof parts)[number];

const schema = z.object({});
const number = String.raw`\p{Nd}{1,4}`;
const patterns: Readonly<Record<Part, RegExp>> = {
  wiki: /\[(?:edit|citation needed|clarification needed|better source needed|when\?|who\?|note \p{Nd}{1,4}|nb \p{Nd}{1,4}|update|dubious|according to whom\?)\]/gu,
  // Not where code reads an element: after the bracket stands an operator, a call, a member or a semicolon.
  numeric: new RegExp(
    String.raw`\[(?:${number}(?:\s?[,;–-]\s?${number}){0,20})?\](?!\s?[=+*/(;{\[]|\.\p{L})`,
    "gu",
  ),
  author_year:
    /\s?\((?:(?:see|e\.g\.,?|cf\.) )?\p{Lu}[\p{L}'’-]{1,40}(?:(?: et al\.?|,? (?:and|&) \p{Lu}[\p{L}'’-]{1,40}|, \p{Lu}[\p{L}'’-]{1,40}){0,5}),? (?:1[5-9]|20)\d\d[a-z]?(?:, pp?\. ?\d{1,5}(?:[–-]\d{1,5})?)?(?:; [^()\n;]{3,80},? (?:1[5-9]|20)\d\d[a-z]?(?:, pp?\. ?\d{1,5}(?:[–-]\d{1,5})?)?){0,20}\)/gu,
};

/** Where an author and a year can stand: 1984). */
const OPEN_BRACKET = 0x5b;
const OPEN_PARENTHESIS = 0x28;

/**
 * Removes citations. Parts: `wiki` (`[edit]`, `[citation needed]`), `numeric` (`[1]`, `[2, 3]`, `[4–6]`, `[]`; not an index in code), and
 * `author_year` (`(Rae et al., 2021)`), which belongs to the text of scholarly writing: leave it out with `off`.
 */
export const citations = editRuleMaker({
  kind: "citations",
  version: 1,
  schema,
  parts,
  open: (_, isOn) => {
    const on = parts.filter(isOn);
    return {
      concerns: (sheet) =>
        on.some((part) => sheet.has(part === "author_year" ? OPEN_PARENTHESIS : OPEN_BRACKET)),
      edit: (sheet) => {
        for (const part of on) sheet.apply(marks(sheet.text, part));
      },
    };
  },
});

function marks(text: string, part: Part): RuleChange[] {
  const changes: RuleChange[] = [];
  for (const { 0: mark, index } of text.matchAll(patterns[part]))
    changes.push({ rule: part, start: index, end: index + mark.length, replacement: "" });
  return changes;
}
