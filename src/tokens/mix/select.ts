import { literal } from "../../core/database.ts";
import { chance, shuffleKey } from "./chance.ts";
import type { MixOptions } from "./options.ts";
import type { PartPlan } from "./parts.ts";
import { splitCase } from "./split.ts";

/**
 * Makes the temporary table `mix_selected` (id, tokens, part, copies). Documents of a part come by score / temperature
 * + Gumbel noise; each gets the full copies, and one more until the rest of the part's tokens is reached.
 */
export function selectQuery(plans: readonly PartPlan[], options: MixOptions): string {
  const noise = `-ln(-ln(${chance(options.seed, "gumbel", "id")}))`;
  const key = options.temperature === 0 ? "z" : `z / ${options.temperature} + ${noise}`;
  return `CREATE OR REPLACE TEMP TABLE mix_selected AS
    WITH ordered AS (
      SELECT id, tokens, part,
        sum(tokens) OVER (PARTITION BY part ORDER BY ${key} DESC, id ROWS UNBOUNDED PRECEDING) - tokens AS before
      FROM mix_candidates WHERE part IS NOT NULL
    ), copied AS (
      SELECT id, tokens, part, ${byPart(plans, ({ fullCopies }) => fullCopies)}
        + CASE WHEN before < ${byPart(plans, ({ restTokens }) => restTokens)} THEN 1 ELSE 0 END AS copies
      FROM ordered
    )
    SELECT * FROM copied WHERE copies > 0`;
}

/** The rows of `mixture`: copies of the selected documents in shuffled order, held-out ones once. */
export function mixtureQuery(plans: readonly PartPlan[], options: MixOptions): string {
  const most = Math.max(1, ...plans.map(({ fullCopies }) => fullCopies + 1));
  const copies = Array.from({ length: most }, (_, i) => `(${i})`).join(", ");
  return `WITH rooted AS (
      SELECT mix_selected.*, ${chance(options.seed, "split", "coalesce(roots.root, mix_selected.id)")} AS draw
      FROM mix_selected LEFT JOIN mix_roots AS roots ON roots.id = mix_selected.id
    ), parted AS (
      SELECT *, ${splitCase(options.validation)} AS split FROM rooted
    ), copied AS (
      SELECT id, split, copy, part, tokens FROM parted JOIN (VALUES ${copies}) AS numbers(copy)
        ON copy < CASE WHEN split = 'validation' THEN 1 ELSE copies END
    )
    SELECT id, split,
      row_number() OVER (PARTITION BY split ORDER BY ${shuffleKey(options.seed, "id || '|' || copy")}, id) - 1 AS rank,
      copy, ${byPart(plans, ({ pattern }) => literal(pattern))} AS part, ${byPart(plans, ({ share }) => share)}::DOUBLE AS weight,
      tokens - 1 AS tokens
    FROM copied ORDER BY split, rank`;
}

function byPart(plans: readonly PartPlan[], value: (plan: PartPlan) => string | number): string {
  return `CASE part ${plans.map((plan, i) => `WHEN ${i} THEN ${value(plan)}`).join(" ")} END`;
}
