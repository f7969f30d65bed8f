import { GuardError } from "../../core/errors.ts";

/** How many documents each rule speaks on. */
export interface RuleCounts {
  readonly documents: number;
  readonly rules: readonly { readonly rule: string; readonly documents: number; readonly share?: number }[];
}

/** Who may pass the guard, and what is unusual. */
export interface GuardOptions {
  /** Name of the stage, for the message. */
  readonly stage: string;
  /** Share of the documents that a rule may drop unasked; a rule's own `share` goes before it. */
  readonly share: number;
  /** Whether the person allowed this rule to drop more: `--allow RULE`. */
  readonly allowed: (rule: string) => boolean;
}

/** Throws when a rule drops more than its share of the documents and nobody allowed it: exit code 3. */
export function guardRules({ documents, rules }: RuleCounts, { stage, share, allowed }: GuardOptions): void {
  const unusual = rules.filter(
    (rule) => rule.documents > (rule.share ?? share) * documents && !allowed(rule.rule),
  );
  if (unusual.length === 0) return;
  const which = unusual.map((rule) => describe(rule, documents, share)).join("; ");
  const flags = unusual.map(({ rule }) => `--allow ${rule}`).join(" ");
  throw new GuardError(
    `stage "${stage}": ${which}. Nothing was dropped. If that is meant, run again with ${flags}; else move the bound.`,
  );
}

function describe(rule: RuleCounts["rules"][number], documents: number, share: number): string {
  const of = `${rule.documents.toLocaleString("en-US")} of ${documents.toLocaleString("en-US")} documents`;
  return `rule "${rule.rule}" drops ${of} (${percent(rule.documents / documents)}, guard at ${percent(rule.share ?? share)})`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
