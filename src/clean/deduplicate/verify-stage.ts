import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { appendPairs } from "./append-pairs.ts";
import { createCandidates } from "./candidates.ts";
import { createMembers, memberColumns } from "./members.ts";
import type { Settings } from "./options.ts";
import { orderReads } from "./order.ts";
import { createPlaces } from "./places.ts";
import { verify } from "./verify.ts";

/** Columns of the private table `similar`: verified pairs of ranks, the one to keep first. */
export const similarColumns = { a: "BIGINT", b: "BIGINT", similarity: "DOUBLE" } as const satisfies Schema;

/** Groups equal documents, finds candidates by the bands of their sketches and verifies every one on the texts. */
export function verifyStage(settings: Settings): QueryStage {
  const { largestShare: _, ...options } = settings;
  return {
    shape: "query",
    kind: "verify",
    version: 1,
    options,
    tables: { members: memberColumns, similar: similarColumns },
    reads: ["signatures", "survivors", "text", ...orderReads(settings)],
    run: (context) => run(context, settings),
  };
}

async function run(context: QueryContext, settings: Settings): Promise<StageNotes> {
  const [members, candidates, places] = [
    "deduplicate_members",
    "deduplicate_candidates",
    "deduplicate_places",
  ];
  await createMembers(context, settings, members);
  await context.write(
    "members",
    `SELECT id, rank, scope, content, representative FROM ${members} ORDER BY rank`,
  );
  await createCandidates(context, settings, members, candidates);
  await createPlaces(context, candidates, places);
  const [{ count }] = await context.rows(`SELECT count(*) AS count FROM ${candidates}`);
  const pairs = verify(context, settings, { members, places, links: `${places}_links` });
  const verified = await appendPairs(context, "similar", ["a", "b"], pairs);
  for (const table of [candidates, places, `${places}_links`, members])
    await context.execute(`DROP TABLE ${table}`);
  return { candidates: Number(count), "near-duplicate pairs": verified };
}
