import type { Database } from "./database.ts";
import { UserError } from "./errors.ts";
import type { Pipeline } from "./pipeline.ts";
import { keySteps, knownColumns } from "./plan.ts";

/** Checks a recipe before anything is read: what stages read of each other, signals, SQL. A mistake is told with its stage. */
export async function checkRecipe(
  pipeline: Pipeline,
  file: string,
  open: () => Promise<Database>,
): Promise<void> {
  keySteps(pipeline, []);
  const checked = pipeline.steps.filter(({ stage }) => stage.check);
  if (checked.length === 0) return;
  const database = await open();
  try {
    for (const { name, stage } of checked) {
      const columns = knownColumns(
        pipeline.steps.slice(
          0,
          pipeline.steps.findIndex((step) => step.name === name),
        ),
      );
      await withPlace(`${file}, stage "${name}"`, () =>
        stage.check?.({ columns, rows: (sql) => database.rows(sql) }),
      );
    }
  } finally {
    database.close();
  }
}

async function withPlace(place: string, work: () => Promise<void> | undefined): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${place}: ${error.message}`, { cause: error }) : error;
  }
}
