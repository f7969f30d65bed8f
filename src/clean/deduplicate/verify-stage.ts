import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { appendPairs } from "./append-pairs.ts";
import { createCandidates } from "./candidates.ts";
import { curveColumns, curveNote, writeCurve } from "./curve.ts";
import { corpusColumns, corpusQuery, createMembers, memberColumns, questionedQuery } from "./members.ts";
import type { Settings } from "./options.ts";
import { orderReads } from "./order.ts";
import { createPlaces } from "./places.ts";
import { createTexts } from "./texts.ts";
import { similarColumns, verify } from "./verify.ts";

/** Groups equal documents, finds candidates by the bands of their sketches and verifies every one on the texts. */
export function verifyStage(settings: Settings): QueryStage {
  const { largestShare: _, epsilon: __, model: ___, ...options } = settings;
  return {
    shape: "query",
    kind: "verify",
    version: 2,
    options,
    tables: { members: memberColumns, corpus: corpusColumns, similar: similarColumns, s_curve: curveColumns },
    reads: [
      "signatures",
      "survivors",
      "text",
      ...orderReads(settings),
      ...(settings.against.length > 0 ? ["earlier"] : []),
    ],
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
  await createCandidates(context, settings, members, candidates);
  await context.write("members", questionedQuery(settings, members, candidates));
  await context.write("corpus", corpusQuery(members));
  await createPlaces(context, candidates, places);
  const [{ count }] = await context.rows(`SELECT count(*) AS count FROM ${candidates}`);
  const texts = await createTexts(context, settings, members, places);
  const pairs = verify(context, settings, { texts, places, links: `${places}_links` });
  const verified = await appendPairs(context, "similar", ["a", "b"], pairs);
  await context.execute(`DROP VIEW ${texts}`);
  for (const table of [candidates, places, `${places}_links`, members])
    await context.execute(`DROP TABLE ${table}`);
  await writeCurve(context, settings);
  return { candidates: Number(count), "near-duplicate pairs": verified, ...curveNote(settings) };
}
