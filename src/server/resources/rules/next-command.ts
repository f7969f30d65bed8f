import type { Outcome } from "../../../clean/rules/ledger/outcome.ts";
import { shellWord } from "../../../core/shell-word.ts";

/** What a rule may drop unasked, unless its stage says otherwise: see `rules` in `src/clean/rules`. */
const usualShare = 0.5;

/** The command that applies a recipe, with leave for the rules that the guard would stop the run at. */
export function nextCommand(file: string, { rules }: Pick<Outcome, "rules">, documents: number): string {
  const unusual = [...rules].filter(([, rule]) => rule.documents > usualShare * documents);
  const flags = unusual.map(([name]) => ` --allow ${name}`).join("");
  return `sluice run ${shellWord(file)}${flags}`;
}
