import { literal } from "../core/database.ts";
import { UserError } from "../core/errors.ts";
import { type Ask, idLike, type Story, tellStory } from "../server/resources/documents/story.ts";
import { storyText } from "./explain-text.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { show } from "./show.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice explain`. */
export interface ExplainFlags {
  readonly workspace?: string;
  readonly json?: boolean;
  /** Characters of text to print. */
  readonly text?: number;
}

/** `sluice explain <id>`: one document's whole story. */
export async function explain(id: string, flags: ExplainFlags): Promise<void> {
  await withViews(flags.workspace, async (views) => {
    const ask: Ask = (sql) => views.database.rows(sql);
    const story = await tellStory(ask, id);
    if (!story) throw new UserError(`explain: no document ${JSON.stringify(id)}.${await nearId(ask, id)}`);
    if (flags.json) printJson(story);
    else process.stdout.write(storyText(story, flags.text ?? 600));
    next(nextOf(story, id, flags.workspace));
  });
}

/** Where a reader goes from here: to the copy that was kept, or to the rule that dropped it. */
function nextOf({ decisions, duplicates }: Story, id: string, workspace: string | undefined): string {
  const own = duplicates.find((row) => row.id === id);
  if (own && own.keeper !== id)
    return `sluice explain ${shellWord(String(own.keeper))}${sameWorkspace(workspace)}`;
  const dropped = decisions.find(({ verdict }) => verdict === "drop");
  if (dropped)
    return `sluice query ${shellWord(`select id, value, reason from decisions where rule = ${literal(String(dropped.rule))}`)}${sameWorkspace(workspace)}`;
  return `sluice rules list${sameWorkspace(workspace)}`;
}

async function nearId(ask: Ask, id: string): Promise<string> {
  const near = await idLike(ask, id);
  return near === undefined
    ? ` Find ids with: sluice query "select id, source from documents"`
    : ` Did you mean "${show(near)}"?`;
}
