import type { Goal } from "./goal.ts";

/** F1 of keeping: the harmonic mean of precision and recall of the kept documents among those labeled 1 (keep) or 0 (drop); -1 is no label. */
export function labelGoal(labels: Int8Array): Goal {
  return {
    name: "label-f1",
    best: "greatest",
    unit: "F1 of keeping",
    value(kept, count) {
      let [right, wrong, lost] = [0, 0, 0];
      for (let i = 0; i < count; i++) {
        if (labels[i] === 1) {
          if (kept[i] === 1) right++;
          else lost++;
        } else if (labels[i] === 0) wrong += kept[i];
      }
      const all = 2 * right + wrong + lost;
      return all === 0 ? Number.NaN : (2 * right) / all;
    },
  };
}
