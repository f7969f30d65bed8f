import { strings, texts } from "../../core/batch.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { Losses } from "../segments/losses.ts";
import { rangesOfTokens } from "./borders.ts";
import type { Settings } from "./options.ts";
import { addStretch, type Stretch } from "./stretches.ts";
import { Tokens } from "./tokens.ts";
import { withWholeParagraphs } from "./whole-paragraphs.ts";

/** File of the cuts that the sibling stage makes. */
export const SUBSTRING_CUTS = "repeated-substrings.jsonl";

/** Decides where the cuts lie, and which documents are left too small. */
export function decideStage({ memory: _, ...settings }: Settings): QueryStage {
  return {
    shape: "query",
    kind: "repeats",
    version: 1,
    options: settings,
    tables: { decisions: contract.decisions },
    files: [SUBSTRING_CUTS],
    reads: ["members", "found", "text"],
    run: (context) => run(context, settings),
  };
}

type Decision = Omit<Settings, "memory">;

async function run(context: QueryContext, settings: Decision): Promise<StageNotes> {
  const { afterwards, largestShare } = settings;
  const [totals] = await context.rows(
    `SELECT count(*) AS documents, coalesce(sum(characters), 0) AS characters FROM ${context.table("members")}`,
  );
  const options = { rule: "repeated_substring", what: "repeated substrings", afterwards, largestShare };
  const losses = await Losses.open(context, SUBSTRING_CUTS, options);
  const tokens = new Tokens();
  for await (const { id, text, stretches } of cutDocuments(context)) {
    const ranges = rangesOfTokens(text, tokens.read(settings.unit, text), stretches, settings);
    await losses.add(id, text, withWholeParagraphs(text, ranges, settings.wholeParagraphs));
  }
  return losses.close({ documents: Number(totals.documents), characters: Number(totals.characters) });
}

interface CutDocument {
  readonly id: string;
  readonly text: Uint8Array;
  /** Sorted, disjoint. */
  readonly stretches: readonly Stretch[];
}

async function* cutDocuments(context: QueryContext): AsyncGenerator<CutDocument> {
  const [members, found] = [context.table("members"), context.table("found")];
  const sql = `SELECT m.id, t.text, f.firsts, f.ends
    FROM (SELECT rank, list(first ORDER BY first, "end") AS firsts, list("end" ORDER BY first, "end") AS ends
      FROM ${found} GROUP BY rank) AS f
    JOIN ${members} m ON m.rank = f.rank JOIN ${context.table("text")} t ON t.id = m.id ORDER BY m.rank`;
  for await (const batch of context.batches(sql)) {
    const ids = strings(batch, "id") as string[];
    const { bytes, offsets } = texts(batch);
    const [firsts, ends] = [batch.getChild("firsts"), batch.getChild("ends")];
    for (let i = 0; i < ids.length; i++) {
      const [starts, stops] = [firsts, ends].map((list) => Array.from(list?.get(i) ?? [], Number));
      const stretches: Stretch[] = [];
      for (let k = 0; k < starts.length; k++) addStretch(stretches, { first: starts[k], end: stops[k] });
      yield { id: ids[i], text: bytes.subarray(offsets[i], offsets[i + 1]), stretches };
    }
  }
}
