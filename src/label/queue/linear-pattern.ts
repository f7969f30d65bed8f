import { RE2JS } from "re2js";
import type { Span } from "./span.ts";

/** A pattern as it lies in a manifest: a string that RE2 ran, or the source of a RegExp that ran natively. */
export type StoredPattern = string | { readonly $regexp: string };

/**
 * Finds the matches of a stored pattern in time linear in the text, whatever the pattern: people look at documents that
 * nobody vouches for. What RE2 does not know (look-around, back-references) is found nowhere.
 */
export function linearPattern(stored: StoredPattern): (text: string) => Generator<Span> {
  let compiled: RE2JS | null | undefined;
  return function* (text) {
    compiled ??= compile(stored);
    if (compiled === null) return;
    const matcher = compiled.matcher(text);
    while (matcher.find()) if (matcher.end() > matcher.start()) yield [matcher.start(), matcher.end()];
  };
}

function compile(stored: StoredPattern): RE2JS | null {
  try {
    if (typeof stored === "string") return RE2JS.compile(stored, RE2JS.CASE_INSENSITIVE);
    const [, source, letters] = /^\/(.*)\/([a-z]*)$/s.exec(stored.$regexp) ?? [];
    if (source === undefined) return null;
    return RE2JS.compile(RE2JS.translateRegExp(source), flagsOf(letters));
  } catch {
    return null;
  }
}

/** `g`, `y`, `d`, `u` and `v` change nothing about what is found here. */
function flagsOf(letters: string): number {
  const flags = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL };
  return Object.entries(flags).reduce(
    (sum, [letter, flag]) => (letters.includes(letter) ? sum | flag : sum),
    0,
  );
}
