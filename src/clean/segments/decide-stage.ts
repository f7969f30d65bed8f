import { strings, texts } from "../../core/batch.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { Losses } from "./losses.ts";
import { createMembers, memberReads } from "./members.ts";
import type { Settings } from "./options.ts";
import { rangesOf } from "./ranges.ts";
import { createRepeats } from "./repeats.ts";
import { openUnits } from "./units.ts";

/** File of the cuts that the sibling stage makes. */
export const SEGMENT_CUTS = "repeated-segments.jsonl";

const words = { line: "repeated lines", paragraph: "repeated paragraphs", sentences: "repeated sentences" };

/** Decides over the whole corpus which segments go, and which documents are left too small. */
export function decideStage(settings: Settings): QueryStage {
  return {
    shape: "query",
    kind: "repeats",
    version: 1,
    options: settings,
    tables: { decisions: contract.decisions },
    files: [SEGMENT_CUTS],
    reads: ["segments", "text", ...memberReads(settings.scope)],
    run: (context) => run(context, settings),
  };
}

async function run(context: QueryContext, settings: Settings): Promise<StageNotes> {
  const { unit, scope, afterwards, largestShare } = settings;
  const [members, repeats] = ["segment_members", "segment_repeats"];
  const corpus = await createMembers(context, members, { table: "segments", items: "hashes", scope });
  const first = settings.keep === "none";
  const found = await createRepeats(context, repeats, { table: "segments", members, first });
  const losses = await Losses.open(context, SEGMENT_CUTS, {
    rule: `repeated_${unit}`,
    what: words[unit],
    afterwards,
    largestShare,
  });
  await cutRepeats(context, settings, { members, repeats, losses });
  const notes = await losses.close(corpus);
  for (const table of [repeats, members]) await context.execute(`DROP TABLE ${table}`);
  return { [words[unit]]: found, ...notes };
}

interface Found {
  readonly members: string;
  readonly repeats: string;
  readonly losses: Losses;
}

/** Reads the documents that lose something once more and finds the bytes to cut. */
async function cutRepeats(
  context: QueryContext,
  settings: Settings,
  { members, repeats, losses }: Found,
): Promise<void> {
  const unitsOf = await openUnits(settings);
  const [{ total }] = await context.rows(`SELECT count(DISTINCT rank) AS total FROM ${repeats}`);
  const sql = `SELECT m.id, t.text, r.items
    FROM (SELECT rank, list(item ORDER BY item) AS items FROM ${repeats} GROUP BY rank) AS r
    JOIN ${members} m ON m.rank = r.rank JOIN ${context.table("text")} t ON t.id = m.id ORDER BY m.rank`;
  let done = 0;
  for await (const batch of context.batches(sql)) {
    const ids = strings(batch, "id") as string[];
    const { bytes, offsets } = texts(batch);
    const items = batch.getChild("items");
    for (let i = 0; i < ids.length; i++) {
      const text = bytes.subarray(offsets[i], offsets[i + 1]);
      const { split, first } = unitsOf(text);
      const goes = new Uint8Array(split.count);
      for (const item of items?.get(i) ?? [])
        goes.fill(1, first[Number(item)], first[Number(item)] + settings.window);
      await losses.add(
        ids[i],
        text,
        rangesOf(text, split, (segment) => goes[segment] === 1),
      );
    }
    done += ids.length;
    context.progress(done, Number(total));
  }
}
