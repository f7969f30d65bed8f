import { openDraft, ruleIn } from "../../../clean/rules/ledger/draft.ts";
import { outcomeOf } from "../../../clean/rules/ledger/outcome.ts";
import type { Bench } from "./bench.ts";
import type { ChangesBody, TryAnswer } from "./wire.ts";

/** What changes of the rules of a stage would keep and drop. */
export async function tryRules(
  { ledger, version }: Bench,
  { stage, changes, rule }: { readonly stage: string; readonly changes: ChangesBody; readonly rule?: string },
): Promise<TryAnswer> {
  const draft = await openDraft(ledger, stage, changes);
  const { rules, ...outcome } = await outcomeOf(ledger, draft, rule === undefined ? [] : [rule]);
  const told: TryAnswer["rules"] = [];
  for (const [name, own] of rules) {
    const found = await ruleIn(ledger, draft, name);
    told.push({ name, ...own, handles: [...(found?.handles ?? [])] });
  }
  return { version, ...outcome, rules: told };
}
