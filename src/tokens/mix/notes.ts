import type { StageNotes } from "../../core/stage.ts";
import type { Row } from "../../core/table.ts";
import type { MixOptions } from "./options.ts";
import type { PartPlan } from "./parts.ts";

/** Up to four epochs repeats are about as good as new text, beyond sixteen they give little (Muennighoff et al. 2023). */
const EPOCHS_LIKE_NEW = 4;
const EPOCHS_WORTHLESS = 16;

/** What the person should know about a mixture. */
export function mixNotes(
  plans: readonly PartPlan[],
  splits: readonly Row[],
  unweighted: number,
  options: MixOptions,
): StageNotes {
  const notes: Record<string, string | number> = {};
  for (const { split, documents, tokens } of splits) {
    notes[`${split} documents`] = Number(documents);
    notes[`${split} tokens`] = Number(tokens);
  }
  const missing = plans.reduce(
    (sum, { epochs, available, target }) => sum + Math.max(0, target - epochs * available),
    0,
  );
  if (missing >= 1) notes["tokens short of the budget"] = Math.round(missing);
  if (unweighted > 0) notes["documents without a weight"] = unweighted;
  plans.forEach(({ pattern, epochs }) => {
    const name = options.weights === undefined ? "" : ` of ${pattern}`;
    if (epochs > 1) notes[`epochs${name}`] = Math.round(epochs * 100) / 100;
    if (epochs > EPOCHS_LIKE_NEW) notes[`warning${name}`] = warning(epochs);
  });
  return notes;
}

function warning(epochs: number): string {
  const worth = epochs > EPOCHS_WORTHLESS ? "gives almost nothing" : "is worth less than new text";
  return `${epochs.toFixed(1)} epochs: repeating text more than ${epochs > EPOCHS_WORTHLESS ? 16 : 4} times ${worth} (Muennighoff et al. 2023)`;
}
