import type { Row } from "../../core/table.ts";
import type { TaskFacts } from "./facts.ts";

/** Groups the rows of labels, voters and agreements by task. */
export function readTasks(
  documents: number,
  labels: readonly Row[],
  voters: readonly Row[],
  agreements: readonly Row[],
): TaskFacts[] {
  const tasks = new Set([...labels, ...voters].map((row) => String(row.task)));
  return [...tasks].sort().map((task) => {
    const own = (rows: readonly Row[]) => rows.filter((row) => row.task === task);
    const share = (count: unknown) => (documents > 0 ? Number(count) / documents : 0);
    const distribution = own(labels).map((row) => ({
      label: String(row.label),
      documents: Number(row.documents),
    }));
    return {
      task,
      documents,
      labeled: distribution.reduce((sum, part) => sum + part.documents, 0),
      distribution,
      voters: own(voters).map((row) => ({
        voter: String(row.voter),
        kind: String(row.kind),
        coverage: share(row.covered),
        overlap: share(row.overlapping),
        conflict: share(row.conflicting),
      })),
      agreements: own(agreements).map((row) => ({
        a: String(row.a),
        b: String(row.b),
        share: Number(row.share),
        both: Number(row.both),
      })),
    };
  });
}
