import { RE2JS } from "re2js";
import { UserError } from "../../core/errors.ts";
import type { LabelDocument, LabelingFunction } from "./labeling-function.ts";

/**
 * Votes `label` where the pattern is found. A RegExp is the user's own code and runs natively. A string may come from
 * outside: it is compiled by RE2, which takes time linear in the text whatever the pattern; case does not matter to it.
 */
export function regex(pattern: RegExp | string, label: string): LabelingFunction {
  const found = typeof pattern === "string" ? linearTime(pattern) : native(pattern);
  return {
    columns: [],
    definition: { regex: pattern, label },
    vote: (document) => (found(document) ? label : null),
  };
}

function native(pattern: RegExp): (document: LabelDocument) => boolean {
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return ({ text }) => stateless.test(text);
}

function linearTime(pattern: string): (document: LabelDocument) => boolean {
  const compiled = compile(pattern);
  return ({ text }) => compiled.test(text);
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`regex "${pattern}": ${why}; look-around and back-references need a RegExp`, {
      cause,
    });
  }
}
