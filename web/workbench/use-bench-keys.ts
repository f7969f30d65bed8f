import { useKeys } from "../shared/keys.tsx";
import type { RuleNow } from "./rules-now.ts";
import type { Draft } from "./use-draft.ts";

/** Keys of the workbench: from rule to rule, to the bound, off and on, a new rule. */
export function useBenchKeys(page: {
  readonly rules: readonly RuleNow[];
  readonly chosen: string;
  readonly choose: (name: string) => void;
  readonly draft: Draft;
  readonly add: () => void;
}) {
  const { rules, chosen, choose, draft, add } = page;
  const at = rules.findIndex(({ name }) => name === chosen);
  const rule = rules[at];
  const step = (by: number) => choose(rules[(at + by + rules.length) % rules.length].name);
  const turn = () => {
    const next = rule.when === null ? (rule.saved ?? rule.run?.when) : null;
    draft.change(rule.name, next === rule.saved ? undefined : next);
  };
  useKeys({
    j: { does: "next rule", run: () => step(1) },
    k: { does: "rule before", run: () => step(-1) },
    b: {
      does: "to the bound: then arrows move it, with Shift by more",
      run: () => document.querySelector<SVGElement>(".workbench-handle")?.focus(),
    },
    o: { does: "turn the rule off or on", run: turn },
    n: { does: "new rule", run: add },
  });
}
