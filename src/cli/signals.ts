import { piiSignals } from "../clean/edit/redact.ts";
import { perplexitySignals } from "../clean/perplexity/signals.ts";
import { didYouMean, UserError } from "../core/errors.ts";
import { type CatalogueEntry, catalogue } from "../features/signals/catalogue.ts";
import type { Signal } from "../features/signals/family.ts";
import { colours } from "./colour.ts";
import { next, printJson } from "./output.ts";
import { wrap } from "./wrap.ts";

/** `sluice signals`: the catalogue of everything that can be measured, or the part that a filter names. */
export async function signals(filter: string | undefined, flags: { json?: boolean }): Promise<void> {
  const all = [
    ...catalogue(),
    ...ofStage("perplexity()", perplexitySignals),
    ...ofStage("redact()", piiSignals),
  ];
  const found = filter === undefined ? all : all.filter((entry) => matches(entry, filter.toLowerCase()));
  if (found.length === 0) throw nothingFound(filter ?? "", all);
  if (flags.json) printJson(found);
  else process.stdout.write(catalogueText(found));
  const example = (filter && found.find(({ type }) => type !== "VARCHAR")) || undefined;
  next(`sluice rules try "${example?.name ?? "word_count"} < ${example?.type === "DOUBLE" ? 0.1 : 80}"`);
}

/** Signals that a stage of its own measures, not `measure`. */
function ofStage(family: string, signals: Readonly<Record<string, Signal>>): CatalogueEntry[] {
  return Object.entries(signals).map(([name, signal]) => ({
    name,
    ...signal,
    family,
    conformance: null,
  }));
}

function matches({ name, family, definition, unit }: CatalogueEntry, filter: string): boolean {
  return [name, family, definition, unit].some((text) => text.toLowerCase().includes(filter));
}

function nothingFound(filter: string, all: readonly CatalogueEntry[]): UserError {
  const known = [...all.map(({ name }) => name), ...all.flatMap(({ family }) => family.split(", "))];
  return new UserError(
    `signals: nothing is called "${filter}".${didYouMean(filter, known)} All: sluice signals`,
  );
}

function catalogueText(entries: readonly CatalogueEntry[]): string {
  const { strong, muted } = colours(process.stdout);
  const lines: string[] = [];
  let family = "";
  for (const entry of entries) {
    if (entry.family !== family) lines.push(...(family === "" ? [] : [""]), strong(entry.family));
    family = entry.family;
    lines.push(`  ${entry.name.padEnd(32)} ${muted(entry.unit)}`);
    lines.push(...wrap(entry.definition, 92).map((line) => `      ${line}`));
    lines.push(
      ...wrap(`${entry.source}; dialect ${entry.dialect}`, 92).map((line) => muted(`      ${line}`)),
    );
    if (entry.conformance !== null)
      lines.push(...wrap(`Beside it: ${entry.conformance}.`, 92).map((line) => muted(`      ${line}`)));
  }
  return `${lines.join("\n")}\n`;
}
