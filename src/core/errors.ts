/** The user's mistake: one clear line, exit code 2, no stack. States rule, value, place and way out. */
export class UserError extends Error {
  override name = "UserError";
  readonly exitCode: number = 2;
}

/** A guard stopped the run on purpose: exit code 3. */
export class GuardError extends UserError {
  override name = "GuardError";
  override readonly exitCode = 3;
}

/** The person pressed Ctrl-C; the workspace stays resumable: exit code 130. */
export class InterruptedError extends UserError {
  override name = "InterruptedError";
  override readonly exitCode = 130;
}

/** The machine refused: disk full, no permission, a failing disk. One clear line, exit code 1; `code` as the system names it. */
export class MachineError extends UserError {
  override name = "MachineError";
  override readonly exitCode = 1;
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** ` Did you mean "word_count"?` for the known name nearest to `name`, or an empty string when none is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearest(name, known);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}

/** The known name within a third of its letters of `name` (Levenshtein), ties by order; undefined when none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best !== undefined && bestDistance <= Math.max(2, best.length / 3) ? best : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    previous = row;
  }
  return previous[b.length];
}
