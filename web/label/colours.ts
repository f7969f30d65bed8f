/** Colour and kind of line of a label: two signs, so that colour alone never tells. */
export interface Sign {
  readonly colour: string;
  readonly line: "solid" | "double" | "dashed" | "dotted" | "wavy";
}

const lines = ["solid", "double", "dashed", "dotted", "wavy"] as const;

/** The sign of a label of a task; one that the task does not list is grey. */
export function signOf(label: string, labels: readonly string[]): Sign {
  const at = labels.indexOf(label);
  return at < 0
    ? { colour: "var(--other)", line: "dotted" }
    : { colour: `var(--c${at % 10})`, line: lines[at % lines.length] };
}
