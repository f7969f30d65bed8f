import { UserError } from "../core/errors.ts";
import { grid } from "./grid.ts";
import { next, printJson, sameWorkspace } from "./output.ts";
import { percent } from "./show.ts";
import { withViews } from "./workspace.ts";

/** `sluice label analyze`: what each voter of a workspace does, as the stage `label` found it. */
export async function analyzeLabels(flags: { workspace?: string; json?: boolean }): Promise<void> {
  await withViews(flags.workspace, async ({ database }) => {
    const present = await database.rows(
      "SELECT 1 FROM information_schema.tables WHERE table_name = 'analysis'",
    );
    if (present.length === 0)
      throw new UserError(
        'label analyze: no stage of this workspace labels. Add one: label("topic", { functions })',
      );
    const rows = await database.rows("SELECT * FROM analysis ORDER BY task, votes DESC, voter");
    if (flags.json) return printJson(rows);
    const share = (value: unknown) => (value === null ? "" : percent(Number(value)));
    const table = rows.map((row) => ({
      task: row.task,
      voter: row.voter,
      labels: Array.isArray(row.polarity) ? row.polarity.join(", ") : row.polarity,
      votes: row.votes,
      coverage: share(row.coverage),
      overlap: share(row.overlap),
      conflict: share(row.conflict),
      agrees: share(row.agreement),
      weight: row.weight === null ? "" : Number(row.weight).toFixed(2),
      precision: share(row.precision),
      faults: row.faults,
    }));
    process.stdout.write(`${grid(table)}\n`);
    next(
      `sluice query "select label, count(*) as documents from labels group by all order by documents desc"${sameWorkspace(flags.workspace)}`,
    );
  });
}
