import type { Size } from "../clean/rules/ledger/amounts.ts";
import type { Ledger } from "../clean/rules/ledger/ledger.ts";
import type { NearDocument, Nearest } from "../clean/rules/ledger/nearest.ts";
import { beginningsOf } from "../clean/rules/ledger/nearest.ts";
import { colours } from "./colour.ts";
import { cell } from "./grid.ts";
import { count, percent, show } from "./show.ts";

/** Characters of a text on a line. */
const shown = 50;

/** Documents, characters and tokens with their shares of all, as one line. */
export function sizeLine(size: Size, all: Size): string {
  const part = (value: number | null, of: number | null, name: string, width: number) =>
    value === null || of === null
      ? ""
      : `${count(value).padStart(width)} ${name} ${percent(value / Math.max(1, of)).padStart(7)}`;
  return (
    part(size.documents, all.documents, "documents", 11) +
    part(size.characters, all.characters, "characters", 16) +
    part(size.tokens, all.tokens, "tokens", 16)
  );
}

/** A document at a bound with the beginning of its text, as `--json` has it. */
export interface Example extends NearDocument {
  readonly verdict: "drop" | "keep";
  readonly excerpt: string;
}

/** The documents at a bound with the beginnings of their texts: dropped ones, then kept ones. */
export async function examplesOf(ledger: Ledger, { inside, outside }: Nearest): Promise<Example[]> {
  const ids = [...inside, ...outside].map(({ id }) => id);
  const texts = await beginningsOf(ledger, ids, 160);
  const of = (verdict: Example["verdict"]) => (one: NearDocument) => ({
    ...one,
    verdict,
    excerpt: texts.get(one.id) ?? "",
  });
  return [...inside.map(of("drop")), ...outside.map(of("keep"))];
}

/** Examples as lines; one that something else drops as well says so. */
export function exampleLines(examples: readonly Example[], signal: string | null): string[] {
  const { drop, keep, muted } = colours(process.stdout);
  if (examples.length === 0) return [];
  const lines = examples.map(({ verdict, id, value, excerpt, elsewhere }) => {
    const mark = verdict === "drop" ? drop("drop") : keep("keep");
    const text = show(excerpt.replace(/\s+/g, " ").trim(), { limit: shown });
    const also = elsewhere ? muted(" (decided elsewhere)") : "";
    return `${mark}  ${cell(value).padStart(10)}  ${muted(show(id, { limit: 24 }).padEnd(20))}  ${text}${also}`;
  });
  const title = signal === null ? "examples" : `nearest to the bound, by ${show(signal)}`;
  return ["", title, ...lines];
}

const blocks = " ▁▂▃▄▅▆▇█";

/** Counts as a line of blocks, the highest one full; what is not empty is at least a sliver. */
export function spark(counts: readonly number[]): string {
  const highest = Math.max(...counts, 1);
  return counts
    .map((value) => blocks[value === 0 ? 0 : Math.max(1, Math.round((value / highest) * 8))])
    .join("");
}

/** A share as a bar of at most `width` characters. */
export function bar(share: number, width: number): string {
  const eighths = Math.max(1, Math.round(share * width * 8));
  const rest = "▏▎▍▌▋▊▉"[(eighths % 8) - 1] ?? "";
  return "█".repeat(Math.floor(eighths / 8)) + rest;
}
