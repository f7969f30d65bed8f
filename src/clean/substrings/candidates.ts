import { numbers, texts } from "../../core/batch.ts";
import type { QueryContext } from "../../core/stage.ts";
import type { Settings } from "./options.ts";
import { type Stretch, stretchesAround } from "./stretches.ts";
import { Tokens } from "./tokens.ts";
import { Winnow } from "./winnow.ts";

/** Where candidates are found: a table of `createMembers`, and one of `createRepeats` over the fingerprints. */
export interface CandidateTables {
  readonly members: string;
  readonly seeds: string;
}

/** A document that may hold repeated substrings, and where. The tokens are valid until the next one. */
export interface Candidate {
  readonly rank: number;
  readonly scope: number;
  readonly text: Uint8Array;
  readonly tokens: Tokens;
  readonly stretches: readonly Stretch[];
}

/** How many documents hold a fingerprint that occurs twice, and a bound on the tokens around these. */
export async function candidateBounds(
  context: QueryContext,
  { members, seeds }: CandidateTables,
  { minimum }: Settings,
): Promise<{ readonly documents: number; readonly tokens: number }> {
  const [row] = await context.rows(`SELECT count(*) AS documents,
      coalesce(sum(least(f.tokens, s.seeds * ${2 * minimum})), 0) AS tokens
    FROM (SELECT rank, count(*) AS seeds FROM ${seeds} GROUP BY rank) AS s
    JOIN ${members} m ON m.rank = s.rank JOIN ${context.table("fingerprints")} f ON f.id = m.id`);
  return { documents: Number(row.documents), tokens: Number(row.tokens) };
}

/** By scope, then in document order; with `parts`, the stretches around those fingerprints alone that leave the remainder `part`. */
export async function* candidateDocuments(
  context: QueryContext,
  { members, seeds }: CandidateTables,
  { unit, minimum }: Settings,
  part = 0,
  parts = 1,
): AsyncGenerator<Candidate> {
  const tokens = new Tokens();
  const winnow = new Winnow(minimum);
  const sql = `SELECT m.rank, m.scope, t.text, s.items
    FROM (SELECT rank, list(item ORDER BY item) AS items FROM ${seeds} WHERE hash % ${parts} = ${part} GROUP BY rank) AS s
    JOIN ${members} m ON m.rank = s.rank JOIN ${context.table("text")} t ON t.id = m.id ORDER BY m.scope, m.rank`;
  for await (const batch of context.batches(sql)) {
    const [ranks, scopes] = [numbers(batch, "rank"), numbers(batch, "scope")];
    const { bytes, offsets } = texts(batch);
    const items = batch.getChild("items");
    for (let i = 0; i < ranks.length; i++) {
      const text = bytes.subarray(offsets[i], offsets[i + 1]);
      winnow.read(tokens.read(unit, text));
      const repeated = Array.from((items?.get(i) ?? []) as Iterable<bigint>, Number);
      const stretches = stretchesAround(winnow, repeated, tokens.count);
      yield { rank: ranks[i], scope: scopes[i], text, tokens, stretches };
    }
  }
}
