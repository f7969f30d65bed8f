import { strings } from "../../core/batch.ts";
import { literal } from "../../core/database.ts";
import { UserError } from "../../core/errors.ts";
import type { QueryContext } from "../../core/stage.ts";
import { hash } from "../random.ts";
import { byCodeUnit } from "../votes.ts";
import type { PromptedPreference } from "./preference-file.ts";

/** Which documents make pairs: those labeled `better` against those labeled `worse`. */
export interface LabelPairs {
  readonly task: string;
  readonly better: readonly string[];
  readonly worse: readonly string[];
  readonly count: number;
  readonly seed: number;
}

/** A preference between two documents of the workspace. */
export interface DocumentPair extends PromptedPreference {
  readonly id: string;
  readonly heldOut: boolean;
}

/** Documents whose hash falls into this share are only paired with each other, so that no held-out text was trained on. */
const heldOutShare = 0.2;

/** Draws pairs of surviving documents by their label, the same for the same labels and seed. */
export async function drawPairs(context: QueryContext, pairs: LabelPairs): Promise<DocumentPair[]> {
  const better = await labeled(context, pairs, pairs.better);
  const worse = await labeled(context, pairs, pairs.worse);
  const test = Math.round(pairs.count * heldOutShare);
  const drawn = [
    ...match(better, worse, false, pairs.count - test, pairs.seed),
    ...match(better, worse, true, test, pairs.seed),
  ];
  if (!drawn.some(({ heldOut }) => !heldOut) || !drawn.some(({ heldOut }) => heldOut)) {
    throw new UserError(
      `score: pairs of "${pairs.task}" need more documents: ${better.length} are labeled ${pairs.better.join(" or ")}, ${worse.length} ${pairs.worse.join(" or ")}`,
    );
  }
  const texts = await textsOf(context, new Set(drawn.flatMap(({ chosen, rejected }) => [chosen, rejected])));
  return drawn.map(({ chosen, rejected, heldOut }) => ({
    id: `${chosen}>${rejected}`,
    prompt: "",
    chosen: texts.get(chosen) ?? "",
    rejected: texts.get(rejected) ?? "",
    heldOut,
  }));
}

async function labeled(
  context: QueryContext,
  { task, seed }: LabelPairs,
  labels: readonly string[],
): Promise<string[]> {
  const list = labels.map(literal).join(", ");
  const rows = await context.rows(`SELECT DISTINCT l.id AS id FROM ${context.table("labels")} AS l
    JOIN ${context.table("survivors")} AS s ON s.id = l.id
    WHERE l.task = ${literal(task)} AND l.label IN (${list}) ORDER BY id`);
  const order = new Map(rows.map(({ id }) => [String(id), hash(String(id), seed)]));
  return [...order.keys()].toSorted((a, b) => order.get(a)! - order.get(b)! || byCodeUnit(a, b));
}

/** Every document is used once before one is used again, and no pair comes twice. */
function match(
  better: readonly string[],
  worse: readonly string[],
  heldOut: boolean,
  count: number,
  seed: number,
) {
  const onSide = (id: string) => hash(id, seed ^ 0x5eed) / 2 ** 32 < heldOutShare === heldOut;
  const [good, bad] = [better.filter(onSide), worse.filter(onSide)];
  const most = Math.min(count, good.length * bad.length);
  return Array.from({ length: most }, (_, i) => {
    const lap = Math.floor(i / leastCommonMultiple(good.length, bad.length));
    return { chosen: good[i % good.length], rejected: bad[(i + lap) % bad.length], heldOut };
  });
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

async function textsOf(context: QueryContext, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  await context.execute("CREATE OR REPLACE TEMP TABLE reward_documents (id VARCHAR)");
  const list = [...ids];
  for (let at = 0; at < list.length; at += 1000) {
    const rows = list.slice(at, at + 1000).map((id) => `(${literal(id)})`);
    await context.execute(`INSERT INTO reward_documents VALUES ${rows.join(", ")}`);
  }
  const texts = new Map<string, string>();
  const sql = `SELECT t.id AS id, t.text AS text FROM ${context.table("text")} AS t JOIN reward_documents AS d ON d.id = t.id`;
  for await (const batch of context.batches(sql)) {
    const bodies = strings(batch, "text");
    strings(batch, "id").forEach((id, row) => {
      texts.set(id ?? "", bodies[row] ?? "");
    });
  }
  return texts;
}
