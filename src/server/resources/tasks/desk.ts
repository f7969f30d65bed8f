import { identifier } from "../../../core/database.ts";
import type { Value } from "../../../core/table.ts";
import {
  disagreementOrder,
  type QueueOrder,
  randomOrder,
  sortedBy,
  uncertaintyOrder,
} from "../../../label/queue/order.ts";
import { PairWalk } from "../../../label/queue/pair-walk.ts";
import { Walk } from "../../../label/queue/walk.ts";
import { type Witness, witnessOf } from "../../../label/queue/witness.ts";
import { hash } from "../../../label/random.ts";
import type { Corpus } from "./corpus.ts";
import { type Asks, eachPacked } from "./packed-column.ts";
import { disagreement, readTaskVotes, type TaskVotes } from "./task-votes.ts";
import type { Task } from "./tasks-of.ts";

/** One task over one state of the workspace: everything that its cards and queues are made of, in memory. */
export interface Desk {
  readonly corpus: Corpus;
  readonly votes: TaskVotes;
  readonly witnesses: ReadonlyMap<string, Witness>;
  /** Measurements that functions of the task look at. */
  measured(document: number): Readonly<Record<string, Value>>;
  walk(order: QueueOrder): Walk;
}

/** Reads what a task needs; the dear parts of it are made when they are first asked for. */
export async function openDesk(database: Asks, corpus: Corpus, task: Task): Promise<Desk> {
  const votes = await readTaskVotes(database, corpus.ids, task.task);
  const witnesses = new Map(Object.entries(task.functions).map(([name, one]) => [name, witnessOf(one)]));
  const signals = await readSignals(
    database,
    corpus,
    [...witnesses.values()].flatMap(({ columns }) => columns),
  );
  const walks = new Map<QueueOrder, Walk>();
  let random: Uint32Array | undefined;
  const randomly = () => {
    random ??= randomOrder(corpus.ids, corpus.survivors, hash(task.task));
    return random;
  };
  const orders: Readonly<Record<QueueOrder, () => Uint32Array>> = {
    random: randomly,
    uncertainty: () => uncertaintyOrder(randomly(), votes),
    disagreement: () => disagreementOrder(randomly(), disagreement(votes)),
  };
  return {
    corpus,
    votes,
    witnesses,
    measured: (document) =>
      Object.fromEntries([...signals].map(([name, values]) => [name, numberOrNull(values[document])])),
    walk: (order) => {
      const known = walks.get(order) ?? new Walk(orders[order]());
      walks.set(order, known);
      return known;
    },
  };
}

async function readSignals(
  database: Asks,
  { ids }: Corpus,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, Float64Array>> {
  const there = new Set(
    (await database.rows("SELECT column_name AS name FROM (DESCRIBE signals)")).map(({ name }) => name),
  );
  const names = [...new Set(wanted)].filter((name) => there.has(name) && name !== "id");
  const columns = new Map(names.map((name) => [name, new Float64Array(ids.count).fill(Number.NaN)]));
  if (names.length === 0) return columns;
  const list = names.map((name, i) => `TRY_CAST(${identifier(name)} AS DOUBLE) AS s${i}`);
  const short = names.map((_, i) => `s${i}`);
  await eachPacked(
    database,
    `SELECT id, ${list.join(", ")} FROM signals`,
    short,
    (bytes, start, end, values) => {
      const document = ids.findBytes(bytes, start, end);
      if (document >= 0)
        names.forEach((name, i) => {
          columns.get(name)![document] = values[i];
        });
    },
  );
  return columns;
}

/** Pairs of the documents of a task. */
export async function openPairs(database: Asks, corpus: Corpus, task: string): Promise<PairWalk> {
  const seed = hash(task);
  const random = randomOrder(corpus.ids, corpus.survivors, seed);
  return new PairWalk(await byScore(database, corpus, random), seed);
}

/** Documents by the score of the first model, close ones side by side; at random where nothing is scored. */
async function byScore(database: Asks, { ids }: Corpus, random: Uint32Array): Promise<Uint32Array> {
  const scores = new Float32Array(ids.count).fill(Number.NaN);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const relation =
    "SELECT id, score AS s FROM scores WHERE model = (SELECT min(model) FROM scores) AND isfinite(score)";
  await eachPacked(database, relation, ["s"], (bytes, start, end, [score]) => {
    const document = ids.findBytes(bytes, start, end);
    if (document < 0) return;
    scores[document] = score;
    least = Math.min(least, score);
    most = Math.max(most, score);
  });
  if (!(most > least)) return random;
  const scored = random.filter((document) => !Number.isNaN(scores[document]));
  return sortedBy(scored, (document) =>
    Math.round(((scores[document] - least) / (most - least)) * 0xfffffffe),
  );
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
