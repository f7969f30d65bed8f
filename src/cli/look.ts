import { UserError } from "../core/errors.ts";
import type { FieldProfile } from "../io/look/fields.ts";
import type { Problem } from "../io/look/summary.ts";
import { type Look, look as lookAt } from "../io/look.ts";
import type { IngestOptions } from "../io/read/options.ts";
import { colours } from "./colour.ts";
import { grid } from "./grid.ts";
import { next, printJson, shellWord } from "./output.ts";
import { count, percent, plural, show, size } from "./show.ts";

/** Flags of `sluice look`, and those of `sluice init` that say how to read. */
export interface LookFlags {
  readonly format?: IngestOptions["format"];
  readonly text?: string;
  readonly samples?: number;
  readonly json?: boolean;
}

/** Seconds to read for: with the start of the program and a second try, two in all. */
const budget = 0.9;

/** `sluice look`: what is in any input, without configuration. */
export async function look(globs: string[], flags: LookFlags): Promise<void> {
  const found = await lookInto(globs, flags);
  if (flags.json) printJson(found);
  else process.stdout.write(lookText(found));
  if (found.read.documents > 0) next(`sluice init ${globs.map(shellWord).join(" ")}`);
  else next(`sluice look ${globs.map(shellWord).join(" ")} --text FIELD`);
}

/** Looks at input with the flags of the command line. */
export async function lookInto(globs: string[], flags: LookFlags): Promise<Look> {
  const options = {
    ...(flags.format && { format: flags.format }),
    ...(flags.text !== undefined && { text: flags.text }),
  };
  const { detectLanguage } = await import("../features/language/detect.ts");
  const found = await lookAt(globs, options, {
    seconds: budget,
    samples: flags.samples ?? 3,
    language: (text) => detectLanguage(proseOf(text)).language,
  });
  if (found.files === 0) throw new UserError(`look: no file in ${globs.join(", ")}`);
  return found;
}

/** The start of a text, without the tags of a page: markup is no language. */
function proseOf(text: string): string {
  const head = text.slice(0, 60_000);
  if (!/^\s*(?:<!--[^>]*-->\s*)?<(?:!doctype|html|head|body|\?xml)/i.test(head)) return head.slice(0, 10_000);
  return head
    .replace(/<(script|style)\b[^>]*>[^<]*<\/\1>/gi, " ")
    .replace(/<[^>]{0,5000}>/g, " ")
    .replace(/\s+/g, " ");
}

function lookText(found: Look): string {
  const sections = [
    headLines(found),
    fieldLines(found),
    shareLines(found),
    problemLines(found),
    sampleLines(found),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headLines(found: Look): string[] {
  const { strong, muted } = colours(process.stdout);
  const about = found.isExact ? "" : "about ";
  const formats = Object.entries(found.formats).map(([name, n]) =>
    n === found.files ? name : `${name} ${count(n)}`,
  );
  const basis = found.isExact
    ? `all read in ${found.read.seconds.toFixed(1)} s`
    : `estimated from ${plural(found.read.documents, "document")}, ${size(found.read.bytes)}, read in ${found.read.seconds.toFixed(1)} s`;
  return [
    `${plural(found.files, "file")}  ${size(found.bytes)}  ${formats.join(", ")}`,
    `${strong(`${about}${plural(found.documents, "document")}`)}  ${about}${count(found.characters)} characters  ${muted(basis)}`,
    ...(found.faults > 0 ? [`${about}${plural(found.faults, "record")} could not be read`] : []),
    ...skippedLine(found.skipped).map(muted),
  ];
}

/** What is no document on purpose: requests, images, redirections. */
function skippedLine(skipped: Look["skipped"]): string[] {
  const sorted = Object.entries(skipped).sort(([, a], [, b]) => b - a);
  if (sorted.length === 0) return [];
  const total = sorted.reduce((sum, [, n]) => sum + n, 0);
  const parts = sorted.slice(0, 4).map(([reason, n]) => `${show(reason, { limit: 40 })} ${count(n)}`);
  const more = sorted.length > 4 ? `, ${sorted.length - 4} more reasons` : "";
  return [`${plural(total, "record")} skipped: ${parts.join(", ")}${more}`];
}

function fieldLines({ fields, textField }: Look): string[] {
  const rows = fields.slice(0, 30).map((field) => ({
    field: `${field.name}${field.name === textField ? " (text)" : ""}`,
    filled: percent(field.filled),
    type: typeOf(field),
    length: field.length === null ? null : Math.round(field.length),
    example: field.example,
  }));
  if (rows.length === 0) return [];
  const more = fields.length > rows.length ? [`and ${count(fields.length - rows.length)} more fields`] : [];
  return [grid(rows), ...more];
}

function typeOf({ types }: FieldProfile): string {
  const names = Object.entries(types).sort(([, a], [, b]) => b - a);
  return names.map(([name]) => name).join(", ");
}

function shareLines({ languages, mediaTypes, lengths, duplicateShare }: Look): string[] {
  const lines: string[] = [];
  if (lengths)
    lines.push(
      `lengths    ${[`median ${count(lengths.median)}`, `80 % between ${count(lengths.p10)} and ${count(lengths.p90)}`, `longest ${count(lengths.maximum)}`].join(", ")} characters`,
    );
  if (Object.keys(languages).length > 0) lines.push(`languages  ${shares(languages)}`);
  if (Object.keys(mediaTypes).length > 0) lines.push(`types      ${shares(mediaTypes)}`);
  if (duplicateShare > 0)
    lines.push(`copies     ${percent(duplicateShare)} of the texts read are exact copies of another`);
  return lines;
}

/** The most frequent names with their shares: `en 92.0 %, de 5.0 %`. */
function shares(counts: Readonly<Record<string, number>>, most = 6): string {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const total = sorted.reduce((sum, [, n]) => sum + n, 0);
  const parts = sorted
    .slice(0, most)
    .map(([name, n]) => `${show(name, { limit: 30 })} ${percent(n / total)}`);
  return [...parts, ...(sorted.length > most ? [`${sorted.length - most} more`] : [])].join(", ");
}

function problemLines({ problems }: Look): string[] {
  const { drop } = colours(process.stdout);
  return problems
    .slice(0, 8)
    .flatMap(({ error, count: times, first }: Problem) => [
      `${drop("problem")}    ${count(times)} × ${show(error, { limit: 200 })}`,
      `           first at ${show(first.source)}:${first.position}  ${show(first.excerpt, { limit: 50 })}`,
    ]);
}

function sampleLines({ samples }: Look): string[] {
  const { muted } = colours(process.stdout);
  return samples.flatMap(({ id, source, position, text }) => [
    muted(`${show(id ?? `${source}:${position}`, { limit: 90 })}`),
    `  ${show(String(text).replace(/\s+/g, " ").trim(), { limit: 180 })
      .replace(/(.{1,96})(?:\s|$)/g, "$1\n  ")
      .trim()}`,
  ]);
}
