import { didYouMean, UserError } from "../../../core/errors.ts";
import type { Ledger } from "./ledger.ts";

/** A task that people or a model labeled. */
export interface LabeledTask {
  readonly task: string;
  /** Its labels, those of most documents first. */
  readonly labels: readonly { readonly label: string; readonly documents: number }[];
}

/** The tasks with labels or people's votes, by name. */
export async function labeledTasks({ database }: Pick<Ledger, "database">): Promise<LabeledTask[]> {
  const rows = await database.rows(
    `WITH answers AS (SELECT DISTINCT id, task, label FROM votes WHERE kind = 'person' AND label IS NOT NULL
        UNION SELECT DISTINCT id, task, label FROM labels WHERE label IS NOT NULL)
      SELECT task, label, count(DISTINCT id) AS documents FROM answers GROUP BY task, label ORDER BY task, documents DESC, label LIMIT 500`,
  );
  return [...Map.groupBy(rows, ({ task }) => String(task))].map(([task, own]) => ({
    task,
    labels: own.map(({ label, documents }) => ({ label: String(label), documents: Number(documents) })),
  }));
}

/** A task by name; one that nobody labeled is the user's mistake. `place` begins the complaint. */
export async function taskNamed(
  ledger: Pick<Ledger, "database">,
  name: string,
  place: string,
): Promise<LabeledTask> {
  const tasks = await labeledTasks(ledger);
  const found = tasks.find(({ task }) => task === name);
  if (found !== undefined) return found;
  const names = tasks.map(({ task }) => task);
  const known =
    names.length === 0
      ? "Nothing is labeled yet: sluice serve, or a stage label(…)"
      : `Labeled: ${names.join(", ")}`;
  throw new UserError(`${place}: no task "${name}" has labels.${didYouMean(name, names)} ${known}`);
}
