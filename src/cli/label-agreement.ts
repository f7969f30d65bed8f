import type { Database } from "../core/database.ts";
import { UserError } from "../core/errors.ts";
import { cohenKappa, fleissKappa, krippendorffAlpha } from "../label/analysis/agreement.ts";
import { summarizeVotes } from "../label/analysis/functions.ts";
import { type Answer, type VoteMatrix, votesFromAnswers } from "../label/votes.ts";
import { readAnswers } from "./answers.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { count, percent, plural, show } from "./show.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice label agreement`. */
export interface AgreementFlags {
  readonly votes?: string;
  readonly workspace?: string;
  readonly json?: boolean;
}

/** How far the voters of one task agree. */
interface Agreement {
  readonly task: string | null;
  readonly items: number;
  readonly votes: number;
  readonly voters: number;
  readonly labels: readonly string[];
  /** Share of items with two votes or more, and with two different labels. */
  readonly overlap: number;
  readonly conflict: number;
  /** Null where chance alone explains everything. */
  readonly alpha: number | null;
  readonly fleiss: number | null;
  /** Mean over pairs of voters with items in common. */
  readonly cohen: number | null;
}

/** `sluice label agreement`: of an answer file, or of the people of a workspace, task by task. */
export async function agreement(flags: AgreementFlags): Promise<void> {
  const found = flags.votes === undefined ? await ofWorkspace(flags.workspace) : [await ofFile(flags.votes)];
  if (flags.json) printJson(found);
  else process.stdout.write(`${found.map(agreementText).join("\n")}`);
  next(
    flags.votes === undefined
      ? `sluice label analyze${sameWorkspace(flags.workspace)}`
      : `sluice label fit --votes ${shellWord(flags.votes)} --output labels.csv`,
  );
}

async function ofFile(path: string): Promise<Agreement> {
  const answers = await readAnswers(path);
  return measured(
    null,
    answers.map(({ task, worker, label }) => ({ item: task, voter: worker, label })),
  );
}

function ofWorkspace(workspace: string | undefined): Promise<Agreement[]> {
  return withViews(workspace, async ({ database }) => {
    const tasks = await peoplesVotes(database);
    if (tasks.size > 0) return [...tasks].map(([task, answers]) => measured(task, answers));
    throw new UserError(
      "label agreement: no person voted in this workspace. For a file: --votes answers.csv",
    );
  });
}

async function peoplesVotes(database: Database): Promise<Map<string, Answer[]>> {
  const tasks = new Map<string, Answer[]>();
  const rows = await database.rows(
    `SELECT task, id AS item, voter, arg_max(label, coalesce("at", TIMESTAMP '1970-01-01')) AS label FROM votes
     WHERE kind = 'person' AND label IS NOT NULL GROUP BY ALL ORDER BY task, item, voter`,
  );
  for (const { task, item, voter, label } of rows) {
    const answers = tasks.get(String(task)) ?? [];
    tasks.set(String(task), answers);
    answers.push({ item: String(item), voter: String(voter), label: String(label) });
  }
  return tasks;
}

function measured(task: string | null, answers: readonly Answer[]): Agreement {
  const { votes } = votesFromAnswers(once(answers));
  const { overlap, conflict } = summarizeVotes(votes);
  return {
    task,
    items: votes.items,
    votes: votes.label.length,
    voters: votes.voters.length,
    labels: votes.labels,
    overlap,
    conflict,
    alpha: numberOr(krippendorffAlpha(votes)),
    fleiss: numberOr(fleissKappa(votes)),
    cohen: meanCohen(votes),
  };
}

/** The first answer of each voter on each item. */
function once(answers: readonly Answer[]): Answer[] {
  const first = new Map<string, Answer>();
  for (const answer of answers) {
    const key = JSON.stringify([answer.item, answer.voter]);
    if (answer.label !== "" && !first.has(key)) first.set(key, answer);
  }
  return [...first.values()];
}

/** Pairs of voters that are compared: more of them cost more than they tell. */
const mostPairs = 2000;

function meanCohen(votes: VoteMatrix): number | null {
  const m = votes.voters.length;
  let [sum, pairs] = [0, 0];
  for (let a = 0; a < m && pairs < mostPairs; a++) {
    for (let b = a + 1; b < m && pairs < mostPairs; b++) {
      const kappa = cohenKappa(votes, a, b);
      if (Number.isNaN(kappa)) continue;
      sum += kappa;
      pairs++;
    }
  }
  return pairs === 0 ? null : sum / pairs;
}

function numberOr(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function agreementText(found: Agreement): string {
  const figure = (value: number | null) => (value === null ? "not defined" : value.toFixed(3));
  const labels = found.labels.slice(0, 8).map((label) => show(label, { limit: 20 }));
  return [
    ...(found.task === null ? [] : [show(found.task)]),
    `${plural(found.items, "item")}, ${plural(found.votes, "vote")} of ${plural(found.voters, "voter")}, labels ${labels.join(", ")}${found.labels.length > 8 ? ` and ${count(found.labels.length - 8)} more` : ""}`,
    `${percent(found.overlap)} with two votes or more, ${percent(found.conflict)} with different labels`,
    "",
    `Krippendorff's alpha  ${figure(found.alpha)}   ${verdict(found.alpha)}`,
    `Fleiss' kappa         ${figure(found.fleiss)}`,
    `Cohen's kappa         ${figure(found.cohen)}   mean over pairs of voters`,
    "",
  ].join("\n");
}

/** Krippendorff 2004, p. 241. */
function verdict(alpha: number | null): string {
  if (alpha === null) return "";
  if (alpha >= 0.8) return "reliable (from 0.8)";
  return alpha >= 0.667 ? "tentative (0.667 to 0.8)" : "below 0.667: too low to rely on";
}
