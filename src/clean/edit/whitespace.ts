import { z } from "zod";
import type { RuleChange } from "./draft.ts";
import { editRuleMaker } from "./make-rule.ts";
import type { Sheet } from "./sheet.ts";

const parts = ["breaks", "spaces", "trailing", "blank_lines", "edges"] as const;
type Part = (typeof parts)[number];

const schema = z.object({
  /** Blank lines in a row that may stay. */
  blankLines: z.int().min(0).default(1),
  /** Spaces and tabs at the start of a line: `keep` them (code, verse), or `remove` them. */
  indent: z.enum(["keep", "remove"]).default("keep"),
});

const odd = String.raw`\t\v-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
/** Runs of two or more, whatever is neither a space nor a newline, and what stands at an end of the text. */
const runs = new RegExp(`[\\n ${odd}]{2,}|[${odd}]|^[\\n ]|[\\n ]$`, "g");
const breaks = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/g;

/**
 * White space in one form. Parts: `breaks` makes every line break a newline; `spaces` makes each run of spaces inside a line, and each
 * other space (U+00A0, tabs), one space; `trailing` removes spaces at the end of lines; `blank_lines` keeps at most so many blank lines
 * in a row; `edges` trims the text. Spaces at the start of a line stay unless `indent` is `remove`.
 */
export const whitespace = editRuleMaker({
  kind: "whitespace",
  version: 1,
  schema,
  parts,
  open: (options, isOn) => {
    const on = Object.fromEntries(parts.map((part) => [part, isOn(part)])) as Record<Part, boolean>;
    return { concerns: ({ bytes }) => bytes.length > 0, edit: (sheet) => tidy(sheet, options, on) };
  },
});

function tidy(sheet: Sheet, options: z.output<typeof schema>, on: Readonly<Record<Part, boolean>>): void {
  const { text } = sheet;
  const changes: RuleChange[] = [];
  for (const { 0: run, index } of text.matchAll(runs)) {
    const end = index + run.length;
    const place = { isFirst: index === 0, isLast: end === text.length };
    const { replacement, part } = tidied(run, place, options, on);
    if (replacement !== run) changes.push({ rule: part, start: index, end, replacement });
  }
  sheet.apply(changes);
}

/** What a run of white space becomes, and the part that says so: the first that changes it. */
function tidied(
  run: string,
  { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
  { blankLines, indent }: z.output<typeof schema>,
  on: Readonly<Record<Part, boolean>>,
): { replacement: string; part: Part } {
  let now = run;
  let part: Part = "spaces";
  const step = (name: Part, changed: string) => {
    if (!on[name] || changed === now) return;
    if (now === run) part = name;
    now = changed;
  };
  if (isLast) step("edges", "");
  if (isFirst) step("edges", indent === "keep" ? now.slice(now.lastIndexOf("\n") + 1) : "");
  if (now === "") return { replacement: now, part };
  step("breaks", now.replace(breaks, "\n"));
  if (!now.includes("\n")) {
    if (!isFirst || indent === "remove") step("spaces", " ");
    return { replacement: now, part };
  }
  const lines = now.split("\n");
  const last = lines.pop() as string;
  step("trailing", `${"\n".repeat(lines.length)}${last}`);
  const most = blankLines + 1;
  if (lines.length > most && /^\n*$/.test(now.slice(0, lines.length)))
    step("blank_lines", `${"\n".repeat(most)}${last}`);
  if (indent === "remove") step("spaces", now.slice(0, now.length - last.length));
  return { replacement: now, part };
}
