import { batchOf, numbers, strings } from "../core/batch.ts";
import type { QueryContext, StageNotes } from "../core/stage.ts";
import { contract, type Row, type Schema } from "../core/table.ts";
import { analyzeVoters, summarizeVotes } from "./analysis/functions.ts";
import { readVotes, type TaskVotes } from "./label-votes.ts";
import { fitModel, type ModelName } from "./models/fit.ts";
import { majority } from "./models/majority.ts";
import type { Fit } from "./models/model.ts";
import { decide, type TiePolicy } from "./models/ties.ts";
import type { VoteMatrix } from "./votes.ts";

/** One row per labeling function: what it votes, how often, how well. Shares are of all surviving documents. */
export const analysisSchema = {
  task: "VARCHAR",
  voter: "VARCHAR",
  polarity: "VARCHAR[]",
  votes: "BIGINT",
  coverage: "DOUBLE",
  overlap: "DOUBLE",
  conflict: "DOUBLE",
  faults: "BIGINT",
  weight: "DOUBLE",
  agreement: "DOUBLE",
  known: "BIGINT",
  precision: "DOUBLE",
} as const satisfies Schema;

/** What the label stage does once all votes are there. */
export interface Weighing {
  readonly task: string;
  readonly functions: readonly string[];
  readonly labels?: readonly string[];
  readonly model: ModelName;
  readonly balance?: Readonly<Record<string, number>>;
  readonly epochs?: number;
  readonly ties: TiePolicy;
}

/** Fits the label model on the votes of a task; writes `labels` and `analysis`; notes coverage, conflict and accuracy. */
export async function labelDocuments(context: QueryContext, weighing: Weighing): Promise<StageNotes> {
  const read = await readVotes(context, weighing.task, weighing.functions, weighing.labels);
  const { votes } = read;
  if (votes.labels.length < 2 || votes.label.length === 0) return bare(context, weighing, read);
  const plain = majority(votes);
  const fitted = fitModel(weighing.model, votes, modelOptions(weighing, read));
  await writeLabels(context, weighing, read, fitted);
  await writeAnalysis(context, weighing, read, plain, fitted);
  return { ...notesOf(votes, fitted), ...accuracyNotes(read, plain, blindFit(weighing, read, fitted)) };
}

/** With one label or no votes there is nothing to weigh: every covered document gets the only label. */
async function bare(context: QueryContext, weighing: Weighing, read: TaskVotes): Promise<StageNotes> {
  const fitted = majority(read.votes);
  if (read.votes.labels.length > 0) await writeLabels(context, weighing, read, fitted);
  await writeAnalysis(context, weighing, read, fitted, fitted);
  return notesOf(read.votes, fitted);
}

function modelOptions({ balance, epochs }: Weighing, { votes, gold }: TaskVotes) {
  return { balance: balance && votes.labels.map((name) => balance[name]), epochs, gold };
}

async function writeLabels(
  context: QueryContext,
  weighing: Weighing,
  read: TaskVotes,
  fitted: Fit,
): Promise<void> {
  const { votes, gold } = read;
  const k = votes.labels.length;
  const decisions = decide(fitted.posterior, k, weighing.ties);
  const sql = `SELECT i.item AS item, i.id AS id, g.share AS share
    FROM label_items AS i LEFT JOIN label_gold AS g ON g.item = i.item ORDER BY i.item`;
  for await (const batch of context.batches(sql)) {
    const shares = numbers(batch, "share");
    const ids = strings(batch, "id");
    const rows: Row[] = [];
    numbers(batch, "item").forEach((item, row) => {
      const base = { id: ids[row], task: weighing.task };
      if (gold[item] >= 0) {
        rows.push({ ...base, label: votes.labels[gold[item]], probability: shares[row], source: "person" });
      } else if (decisions[item] >= 0 && votes.offsets[item] < votes.offsets[item + 1]) {
        const probability = fitted.posterior[item * k + decisions[item]];
        rows.push({ ...base, label: votes.labels[decisions[item]], probability, source: "label-model" });
      }
    });
    await context.append("labels", batchOf(contract.labels, rows));
  }
}

async function writeAnalysis(
  context: QueryContext,
  { task }: Weighing,
  { votes, gold }: TaskVotes,
  plain: Fit,
  fitted: Fit,
): Promise<void> {
  const sql = `SELECT f.voter AS name, count(*) AS faults FROM ${context.table("function_faults")} AS f GROUP BY name`;
  const faults = new Map((await context.rows(sql)).map((row) => [row.name, Number(row.faults)]));
  const rows = analyzeVoters(votes, plain.posterior, gold).map(({ voter, ...figures }, j) => ({
    ...figures,
    task,
    voter,
    faults: faults.get(voter) ?? 0,
    weight: fitted.reliabilities[j],
  }));
  await context.append("analysis", batchOf(analysisSchema, rows));
}

function notesOf(votes: VoteMatrix, fitted: Fit): Record<string, string | number> {
  const { coverage, conflict } = summarizeVotes(votes);
  const { reason } = fitted.diagnostics;
  return {
    "coverage %": percent(coverage),
    "conflict %": percent(conflict),
    model: fitted.model,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The same model without the known labels, so that its accuracy on them can be told. */
function blindFit(weighing: Weighing, read: TaskVotes, fitted: Fit): Fit {
  if (!["dawid-skene", "one-coin"].includes(fitted.model) || read.gold.every((label) => label < 0))
    return fitted;
  const options = modelOptions(weighing, read);
  return fitModel(fitted.model as ModelName, read.votes, { ...options, gold: undefined });
}

function accuracyNotes({ votes, gold }: TaskVotes, plain: Fit, blind: Fit): Record<string, number> {
  const k = votes.labels.length;
  const known = Array.from(gold.keys()).filter(
    (i) => gold[i] >= 0 && votes.offsets[i] < votes.offsets[i + 1],
  );
  if (known.length === 0) return {};
  const share = ({ posterior }: Fit) => {
    const decisions = decide(posterior, k);
    return percent(known.filter((i) => decisions[i] === gold[i]).length / known.length);
  };
  return { "known documents": known.length, "majority right %": share(plain), "model right %": share(blind) };
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
