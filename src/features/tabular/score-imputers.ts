import { makeRandom, type Random } from "../vectors/random.ts";
import { type Columns, type ImputeMethod, type ImputeSettings, impute } from "./imputer.ts";

/** How well a method guesses values of one column that were known and hidden from it. */
export interface ImputeScore {
  /** Number of the column. */
  readonly column: number;
  readonly method: ImputeMethod;
  /** Values that were hidden. */
  readonly masked: number;
  /** Root of the mean squared error, and mean absolute error, in units of the column; NaN when nothing was hidden. */
  readonly rmse: number;
  readonly mae: number;
  /** Share of guesses that are right when rounded, for columns of whole numbers; otherwise null. */
  readonly accuracy: number | null;
  /** The method with the least RMSE for this column; ties go to the first tried. */
  readonly best: boolean;
}

/**
 * Hides a share of the known values of every column, at least one and never all, and lets each method guess them. No row loses two values
 * as long as there are rows enough, for what a row knows besides is what the better methods go by.
 */
export function scoreImputers(
  columns: Columns,
  methods: readonly ImputeMethod[],
  { share, ...settings }: ImputeSettings & { readonly share: number },
): ImputeScore[] {
  const masks = drawMasks(columns, share, settings.seed);
  const hidden = columns.map((values, c) => {
    const out = Float64Array.from(values);
    for (const row of masks[c]) out[row] = Number.NaN;
    return out;
  });
  const scores = methods.flatMap((method) => {
    const guesses = impute(hidden, method, settings);
    return columns.map((values, c) => ({ column: c, method, ...errors(values, guesses[c], masks[c]) }));
  });
  return scores.map((score) => ({ ...score, best: isBest(score, scores) }));
}

function isBest(score: Omit<ImputeScore, "best">, scores: readonly Omit<ImputeScore, "best">[]): boolean {
  const rivals = scores.filter(({ column, rmse }) => column === score.column && !Number.isNaN(rmse));
  const least = rivals.reduce<(typeof rivals)[number] | undefined>(
    (a, b) => (a === undefined || b.rmse < a.rmse ? b : a),
    undefined,
  );
  return least?.method === score.method;
}

function drawMasks(columns: Columns, share: number, seed: number): number[][] {
  const random = makeRandom(seed);
  const taken = new Set<number>();
  return columns.map((values) => {
    const known = Array.from(values.keys()).filter((row) => Number.isFinite(values[row]));
    const free = known.filter((row) => !taken.has(row));
    const fair = Math.floor(values.length / columns.length);
    const count = Math.min(known.length - 1, Math.max(1, Math.min(fair, Math.round(share * known.length))));
    const drawn = draw(free.length >= count ? free : known, count, random);
    for (const row of drawn) taken.add(row);
    return drawn;
  });
}

function draw(rows: number[], count: number, random: Random): number[] {
  for (let i = 0; i < count; i++) {
    const other = i + random.below(rows.length - i);
    [rows[i], rows[other]] = [rows[other], rows[i]];
  }
  return rows.slice(0, Math.max(0, count));
}

function errors(values: Float64Array, guesses: Float64Array, mask: readonly number[]) {
  let [squares, distances, right] = [0, 0, 0];
  for (const row of mask) {
    const error = guesses[row] - values[row];
    squares += error * error;
    distances += Math.abs(error);
    if (Math.round(guesses[row]) === values[row]) right++;
  }
  const masked = mask.length;
  const whole = values.every((value) => !Number.isFinite(value) || Number.isInteger(value));
  const of = (sum: number) => (masked === 0 ? Number.NaN : sum / masked);
  return {
    masked,
    rmse: Math.sqrt(of(squares)),
    mae: of(distances),
    accuracy: whole && masked > 0 ? right / masked : null,
  };
}
