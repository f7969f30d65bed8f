import { GuardError } from "../../core/errors.ts";

/** How many documents each rule speaks on. */
export interface RuleCounts {
  readonly documents: number;
  /** Documents that at least one rule speaks on; without it all together are not guarded. */
  readonly together?: number;
  readonly rules: readonly RuleCount[];
}

interface RuleCount {
  readonly rule: string;
  readonly documents: number;
  readonly share?: number;
}

/** Who may pass the guard, and what is unusual. */
export interface GuardOptions {
  /** Name of the stage, for the message. */
  readonly stage: string;
  /** Share of the documents that a rule may drop unasked; a rule's own `share` goes before it. */
  readonly share: number;
  /** Share of the documents that all rules together may drop unasked; all of them, when not given. */
  readonly together?: number;
  /** Whether the person allowed this rule to drop more: `--allow RULE`. */
  readonly allowed: (rule: string) => boolean;
}

/** What `--allow` names for all rules together. */
export const allTogether = "together";

/** Fewer documents than this make a share of little worth: the message says so. */
const few = 100;

/** Throws when a rule, or all of them together, drop more than their share of the documents and nobody allowed it: exit code 3. */
export function guardRules(counts: RuleCounts, options: GuardOptions): void {
  const { documents, rules } = counts;
  const { stage, share, allowed } = options;
  const unusual = rules.filter(
    (rule) => rule.documents > (rule.share ?? share) * documents && !allowed(rule.rule),
  );
  const which = unusual.map((rule) => describe(rule, documents, share));
  const flags = unusual.map(({ rule }) => `--allow ${rule}`);
  const { together = 0 } = counts;
  if (unusual.length === 0 && together > togetherShare(counts, options) * documents) {
    which.push(`all rules together drop ${ratio(together, documents, options.together ?? 1)}`);
    flags.push(`--allow ${allTogether}`);
  }
  if (which.length === 0) return;
  const size = documents < few ? ` ${documents} documents are few for a share: try a larger --sample.` : "";
  throw new GuardError(
    `stage "${stage}": ${which.join("; ")}. Nothing was dropped. If that is meant, run again with ${flags.join(" ")}; else move the bound.${size}`,
  );
}

/** What one rule was allowed to drop is allowed to all of them. */
function togetherShare({ documents, rules }: RuleCounts, options: GuardOptions): number {
  if (options.allowed(allTogether)) return 1;
  const own = rules.map((rule) =>
    options.allowed(rule.rule) ? rule.documents / Math.max(1, documents) : (rule.share ?? options.share),
  );
  return Math.max(options.together ?? 1, ...own);
}

function describe(rule: RuleCount, documents: number, share: number): string {
  return `rule "${rule.rule}" drops ${ratio(rule.documents, documents, rule.share ?? share)}`;
}

function ratio(dropped: number, documents: number, guard: number): string {
  const of = `${dropped.toLocaleString("en-US")} of ${documents.toLocaleString("en-US")} documents`;
  return `${of} (${percent(dropped / documents)}, guard at ${percent(guard)})`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
