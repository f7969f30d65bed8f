import type { QueryContext, StageNotes } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { chanceOfFinding } from "../../features/minhash/s-curve.ts";
import { chanceWithin } from "../../features/simhash/simhash.ts";
import type { Settings } from "./options.ts";

/** Columns of the private table `s_curve`: the chance that a pair of this similarity is compared at all, by method. */
export const curveColumns = {
  method: "VARCHAR",
  similarity: "DOUBLE",
  chance: "DOUBLE",
} as const satisfies Schema;

/** Writes the S-curve of the settings in force, from 0 to 1 in steps of 0.01. */
export async function writeCurve(context: QueryContext, settings: Settings): Promise<void> {
  const rows = curves(settings).flatMap(({ method, chance }) =>
    Array.from({ length: 101 }, (_, i) => `('${method}', ${i / 100}::DOUBLE, ${chance(i / 100)}::DOUBLE)`),
  );
  if (rows.length === 0) return;
  await context.write(
    "s_curve",
    `SELECT * FROM (VALUES ${rows.join(", ")}) AS curve (method, similarity, chance) ORDER BY method, similarity`,
  );
}

/** The S-curve on the stage's line: `finds (29 × 8)` = `0.7: 81 %, 0.8: 99.5 %, 0.9: 100 %`. */
export function curveNote(settings: Settings): StageNotes {
  const { threshold } = settings;
  const points = [threshold - 0.1, threshold, threshold + 0.1]
    .map((point) => Math.round(point * 1000) / 1000)
    .filter((point) => point > 0 && point <= 1);
  return Object.fromEntries(
    curves(settings).map(({ name, chance }) => [
      `${name} finds`,
      points.map((point) => `${percent(chance(point))} at ${point}`).join(", "),
    ]),
  );
}

function curves({ methods, banding, distance }: Settings) {
  const { bands, rows } = banding;
  const near = {
    method: "near",
    name: `MinHash ${bands} x ${rows}`,
    chance: (s: number) => chanceOfFinding(s, banding),
  };
  const simhash = {
    method: "simhash",
    name: `SimHash within ${distance}`,
    chance: (s: number) => chanceWithin(s, distance),
  };
  return [near, simhash].filter(({ method }) => (methods as readonly string[]).includes(method));
}

function percent(chance: number): string {
  const rounded = Math.round(chance * 1000) / 10;
  return rounded === 100 && chance < 1 ? "> 99.9 %" : `${rounded} %`;
}
