import type { Row } from "../core/table.ts";
import type { Colours } from "./colour.ts";
import { count, plural, show } from "./show.ts";

/** An edit with the text that it was made in, where that is known: offsets in characters. */
interface PlacedEdit {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly removed: string;
  readonly replacement: string;
  readonly before: readonly string[] | undefined;
}

/** Characters of the text shown on either side of an edit. */
const AROUND = 24;
/** Characters shown of what was removed or put in. */
const LONGEST = 120;
/** Edits shown. */
const MOST = 40;

/**
 * The edits of a document as a diff: `-` before what went, `+` before what came, `=` before what was only tagged, and the rule at the end
 * of the line. They come stage by stage, in the order of the run; `text` is the text as it stands.
 */
export function editLines(all: readonly Row[], text: string, paint: Colours): string[] {
  const edits = all.filter(({ start }) => start !== null);
  const values = all.filter(({ start }) => start === null).map((row) => valueLine(row, paint));
  if (edits.length === 0) return [paint.strong("edits of values"), ...values];
  const placed = placeAll(edits, text);
  const gone = placed.reduce((sum, { removed }) => sum + removed.length, 0);
  const come = placed.reduce((sum, { replacement }) => sum + replacement.length, 0);
  const lines = placed.slice(0, MOST).flatMap((edit) => linesOf(edit, paint));
  const more =
    placed.length > MOST ? [paint.muted(`  and ${plural(placed.length - MOST, "more edit")}`)] : [];
  const head = `${paint.strong("edits")}  ${count(placed.length)}: −${count(gone)} +${count(come)} characters`;
  return [head, ...lines, ...more, ...values];
}

/** An imputed or repaired value, which stands nowhere in the text. */
function valueLine({ stage, rule, removed, replacement }: Row, paint: Colours): string {
  const [before, after] = [removed, replacement].map((value) =>
    show(String(value ?? "missing"), { limit: LONGEST }),
  );
  return `  ${paint.drop(before)} → ${paint.keep(after)}  ${paint.muted(show(`${stage}.${rule}`))}`;
}

/** Takes stage after stage back, the last one first, so that each edit stands in the text that its stage received. */
function placeAll(edits: readonly Row[], text: string): PlacedEdit[] {
  const names = [...new Set(edits.map(({ stage }) => String(stage)))];
  const placed: PlacedEdit[] = [];
  let after: readonly string[] | undefined = Array.from(text);
  for (const name of names.reverse()) {
    const own = edits.filter(({ stage }) => stage === name).map((row) => plain(row));
    const before: readonly string[] | undefined = after && takenBack(after, own);
    placed.unshift(...own.map((edit) => ({ ...edit, before })));
    after = before;
  }
  return placed;
}

function plain({ stage, rule, start, end, removed, replacement }: Row): Omit<PlacedEdit, "before"> {
  const name = `${stage}.${rule}`;
  const texts = { removed: String(removed ?? ""), replacement: String(replacement ?? "") };
  return { name, start: Number(start), end: Number(end), ...texts };
}

/** The text before edits, from the text after them; undefined where they do not fit it. */
function takenBack(
  after: readonly string[],
  edits: readonly Omit<PlacedEdit, "before">[],
): string[] | undefined {
  const before: string[] = [];
  let at = 0;
  for (const { start, removed, replacement } of edits) {
    while (before.length < start && at < after.length) before.push(after[at++]);
    const put = Array.from(replacement);
    if (before.length !== start || put.some((character, k) => after[at + k] !== character)) return undefined;
    at += put.length;
    for (const character of removed) before.push(character);
  }
  while (at < after.length) before.push(after[at++]);
  return before;
}

function linesOf({ name, start, end, removed, replacement, before }: PlacedEdit, paint: Colours): string[] {
  const head = before === undefined ? "" : before.slice(Math.max(0, start - AROUND), start).join("");
  const tail = before === undefined ? "" : before.slice(end, end + AROUND).join("");
  const isWhole =
    replacement === "" &&
    (/^$|\n$/.test(head) || removed[0] === "\n") &&
    (/^$|^\n/.test(tail) || removed.endsWith("\n"));
  const [left, right] = isWhole ? ["", ""] : [ofLine(head, "left"), ofLine(tail, "right")];
  const line = (sign: string, part: string, colour: (text: string) => string) =>
    `  ${colour(`${sign} `)}${paint.muted(show(left))}${colour(visible(part, removed, replacement))}${paint.muted(show(right))}`;
  const rule = `  ${paint.muted(name)}`;
  if (removed === replacement) return [`${line("=", removed, paint.strong)}${rule}`];
  if (isWhole) return [`${line("-", removed.replace(/^\n|\n$/g, ""), paint.drop)}${rule}`];
  return [line("-", removed, paint.drop), `${line("+", replacement, paint.keep)}${rule}`];
}

/** The part of the context that stands on the same line. */
function ofLine(context: string, side: "left" | "right"): string {
  if (side === "left") return context.slice(context.lastIndexOf("\n") + 1);
  const newline = context.indexOf("\n");
  return newline < 0 ? context : context.slice(0, newline);
}

/** Safe for a terminal; where an edit is about white space alone, spaces are seen. */
function visible(part: string, removed: string, replacement: string): string {
  const isSpace = !/\S/.test(removed + replacement);
  const cut = part.length > LONGEST ? `${part.slice(0, LONGEST / 2)} … ${part.slice(-LONGEST / 2)}` : part;
  const shown = show(cut);
  return isSpace ? shown.replace(/ /g, "·") : shown;
}
