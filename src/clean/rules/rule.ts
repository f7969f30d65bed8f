import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { checkOptions } from "../../core/options.ts";

/** A rule: when it holds, the document is dropped. Plain SQL text, or an object with more to say. */
export type Rule = string | RuleObject;

/** A rule with its extras. */
export interface RuleObject {
  /** SQL predicate over signals and columns of `documents`; where it is null the rule does not speak. */
  readonly when: string;
  readonly verdict?: "drop";
  /** Why such documents go, in words; the measured value follows it in the reason. */
  readonly why?: string;
  /** Share of the documents that this rule may drop before the guard stops the run. */
  readonly share?: number;
}

/** Rules by name; a name says the fault: `too_few_words`. */
export type RuleMap = Readonly<Record<string, Rule>>;

/** A rule in its long form. */
export interface NamedRule {
  readonly name: string;
  readonly when: string;
  readonly why: string | undefined;
  readonly share: number | undefined;
}

const ruleObject = z.strictObject({
  when: z.string().trim().min(1),
  verdict: z.literal("drop").optional(),
  why: z.string().trim().min(1).optional(),
  share: z.number().gt(0).max(1).optional(),
});

/** Checks the form of rules, not yet their SQL. */
export function namedRules(rules: RuleMap): NamedRule[] {
  const named = Object.entries(rules).map(([name, rule]) => namedRule(name, rule));
  if (named.length === 0)
    throw new UserError('rules: name at least one, such as { too_short: "word_count < 50" }.');
  return named;
}

function namedRule(name: string, rule: Rule): NamedRule {
  if (!/^[A-Za-z][\w-]*$/.test(name))
    throw new UserError(
      `rules: "${name}" is no name for a rule: letters, digits, _ and - only, a letter first.`,
    );
  const data = checkOptions(`rules, "${name}"`, ruleObject, typeof rule === "string" ? { when: rule } : rule);
  return { name, when: data.when, why: data.why, share: data.share };
}
