import { batchOf } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import { checkOptions } from "../../core/options.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { readItems } from "./items.ts";
import { type CheckedLearnOptions, type LearnOptions, learnOptions } from "./learn-options.ts";
import { type CurvePoint, runLoop } from "./loop.ts";

/** One row per strategy and number of labels. */
export const curveSchema = {
  task: "VARCHAR",
  strategy: "VARCHAR",
  labels: "BIGINT",
  accuracy: "DOUBLE",
  f1: "DOUBLE",
} as const satisfies Schema;

/**
 * Plays active learning against known labels, to show how many labels a task takes and what a strategy saves.
 * Writes private `learning_curve`.
 */
export function learn(options: LearnOptions): QueryStage {
  const checked = checkOptions("learn", learnOptions, options);
  const source = typeof checked.truth === "object" && "task" in checked.truth ? ["labels"] : ["documents"];
  return {
    kind: "learn",
    version: 1,
    shape: "query",
    options: checked,
    tables: { learning_curve: curveSchema },
    reads: [...source, "survivors", checked.features === "tfidf" ? "text" : "vectors"],
    run: (context) => learnCurves(context, checked),
  };
}

async function learnCurves(context: QueryContext, options: CheckedLearnOptions): Promise<StageNotes> {
  const { task, strategies, batch, rounds, seed } = options;
  const items = await readItems(context, options);
  const tested = items.heldOut.reduce((n, flag) => n + flag, 0);
  if (items.labels < 2 || tested === 0 || tested === items.truth.length) {
    throw new UserError(
      `learn("${task}"): truth gives ${items.labels} labels on ${items.truth.length} documents, ${tested} of them held out; it takes two labels and documents on both sides`,
    );
  }
  const notes: Record<string, string | number> = {
    "documents with truth": items.truth.length,
    labels: items.labels,
  };
  for (const [done, strategy] of strategies.entries()) {
    const curve = runLoop(items, { strategy, batch, rounds, seed });
    await context.append(
      "learning_curve",
      batchOf(
        curveSchema,
        curve.map((point) => ({ task, strategy, ...point })),
      ),
    );
    notes[strategy] = summary(curve);
    context.progress(done + 1, strategies.length);
  }
  return notes;
}

function summary(curve: readonly CurvePoint[]): string {
  const last = curve.at(-1)!;
  const near = curve.find(({ accuracy }) => accuracy >= 0.95 * last.accuracy)!;
  return `${(100 * last.accuracy).toFixed(1)} % right with ${last.labels} labels, 95 % of that with ${near.labels}`;
}
