import { didYouMean, UserError } from "../../core/errors.ts";
import { language } from "../language/language.ts";
import { languageMixture } from "../language/language-mixture.ts";
import { basics } from "./basics.ts";
import { c4 } from "./c4.ts";
import { conformanceOf } from "./conformance.ts";
import { dialectFamilies } from "./dialects/index.ts";
import { moreFamilies } from "./families/index.ts";
import type { Family, Signal } from "./family.ts";
import { fineweb } from "./fineweb.ts";
import { gopherQuality } from "./gopher-quality.ts";
import { gopherRepetition } from "./gopher-repetition.ts";

/** Families by name; a family of another folder is given to `measure` itself. */
export const families: readonly Family[] = [
  basics,
  gopherQuality,
  gopherRepetition,
  c4,
  fineweb,
  language,
  languageMixture,
  ...dialectFamilies,
  ...moreFamilies,
];

/** Names for several families at once. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  gopher: ["gopher_quality", "gopher_repetition"],
};

/** One row of `sluice signals`. */
export interface CatalogueEntry extends Signal {
  readonly name: string;
  /** Families that measure it, parted by commas. */
  readonly family: string;
  /** Whether it agrees with the original of its dialect, how often not, and why; null where no original was run beside it. */
  readonly conformance: string | null;
}

/** Every signal of the given families, in their order: name, family, unit, definition, source, dialect. */
export function catalogue(known: readonly Family[] = families): CatalogueEntry[] {
  const entries = new Map<string, Omit<CatalogueEntry, "conformance">>();
  for (const { name: family, columns } of known) {
    for (const [name, signal] of Object.entries(columns)) {
      const before = entries.get(name);
      entries.set(name, { name, ...signal, family: before ? `${before.family}, ${family}` : family });
    }
  }
  return [...entries.values()].map((entry) => ({
    ...entry,
    conformance: conformanceOf(entry.name, entry.family),
  }));
}

/** The families behind a name: one, or a group of them. An unknown name is the user's mistake. */
export function familiesNamed(name: string, known: readonly Family[] = families): readonly Family[] {
  const wanted = Object.hasOwn(groups, name) ? groups[name] : [name];
  const found = known.filter((family) => wanted.includes(family.name));
  if (found.length === wanted.length) return found;
  const names = [...known.map((family) => family.name), ...Object.keys(groups)];
  throw new UserError(
    `measure: no family of signals is called "${name}".${didYouMean(name, names)} Known: ${names.join(", ")}.`,
  );
}
