/** What do labels cost and what are they worth? Crowd answers, label models, reward models, active learning. Run: node bench/label.ts [part] */
import { type LoopItems, runLoop } from "../src/label/active/loop.ts";
import { tfidf } from "../src/label/active/tfidf.ts";
import { fitFile } from "../src/label/fit-file.ts";
import { fitModel, type ModelName, modelNames } from "../src/label/models/fit.ts";
import { decide } from "../src/label/models/ties.ts";
import { hash, random } from "../src/label/random.ts";
import { evaluate, prefersLonger } from "../src/label/reward/evaluate.ts";
import { marginOf, measurePairs, rewardDefaults, trainReward } from "../src/label/reward/model.ts";
import { commonBeginning, type PromptedPreference } from "../src/label/reward/preference-file.ts";
import type { VoteMatrix } from "../src/label/votes.ts";
import { dataRecords, dataText, hasData } from "../tests/data.ts";
import { crowd, wrench, wrenchLabels, wrenchVotes } from "../tests/label/data.ts";

const parts: Record<string, () => void | Promise<void>> = { speed, crowds, functions, active, rewards };
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) {
  const runs = wanted.length === 0 || wanted.includes(name);
  if (!runs) continue;
  if (name !== "speed" && !hasData) continue;
  console.log(`\n${name}`);
  await part();
}

/** CPU seconds to fit each model on a million items and a hundred voters that vote on a tenth of them; then on all of them. */
function speed(): void {
  const sparse = planted(1_000_000, 100, 10);
  for (const model of modelNames) report(sparse, model);
  const dense = planted(1_000_000, 100, 100);
  for (const model of ["majority", "matrix-completion"] as const) report(dense, model);
}

function report(votes: VoteMatrix, model: ModelName): void {
  const { seconds, value } = timed(() => fitModel(model, votes));
  const rounds = value.diagnostics.rounds ?? value.diagnostics.epochs ?? 1;
  const size = `${votes.items} x ${votes.voters.length}, ${votes.label.length / 1e6} M votes`;
  console.log(
    `${size}  ${model.padEnd(18)} ${seconds.toFixed(2).padStart(6)} s  ${rounds} rounds  ${value.model}`,
  );
}

function planted(items: number, voters: number, perItem: number): VoteMatrix {
  const uniform = random(1);
  const size = items * perItem;
  const [voter, label] = [new Int32Array(size), new Uint16Array(size)];
  for (let i = 0; i < items; i++) {
    const truth = uniform() < 0.4 ? 1 : 0;
    const first = Math.floor(uniform() * voters);
    for (let v = 0; v < perItem; v++) {
      const e = i * perItem + v;
      voter[e] = (first + v * 37) % voters;
      label[e] = uniform() < 0.55 + (0.4 * voter[e]) / voters ? truth : 1 - truth;
    }
  }
  const names = Array.from({ length: voters }, (_, j) => `voter_${j}`);
  const offsets = Int32Array.from({ length: items + 1 }, (_, i) => i * perItem);
  return { items, voters: names, labels: ["no", "yes"], offsets, voter, label };
}

/** Share of gold tasks that each model gets right on answers of crowds. */
function crowds(): void {
  const models: ModelName[] = ["majority", "weighted-majority", "one-coin", "dawid-skene", "auto"];
  const rows = ["rte", "bluebirds", "product", "dog"].map((set) => {
    const { answers, gold } = crowd(set);
    const rows = answers.map(({ item, voter, label }) => ({ task: item, worker: voter, label }));
    const right = models.map((model) => {
      const known = fitFile(rows, { model }).labels.filter(({ task }) => gold.has(task));
      return [
        model,
        round(known.filter(({ task, label }) => gold.get(task) === label).length / known.length),
      ];
    });
    return { set, ...Object.fromEntries(right) };
  });
  console.table(rows);
}

/** Accuracy on the test split of models fitted on the votes of labeling functions on train, by valid's balance or uniform. */
function functions(): void {
  const rows = ["youtube", "sms", "trec"].map((set) => {
    const [train, valid, test] = (["train", "valid", "test"] as const).map((split) => wrench(set, split));
    const [votes, unseen] = [wrenchVotes(set, train), wrenchVotes(set, test)];
    const balance = votes.labels.map((_, y) => valid.filter(({ gold }) => gold === y).length / valid.length);
    const accuracy = (model: ModelName, options = {}) => {
      const fit = fitModel(model, votes, options);
      const decisions = decide(fit.predict(unseen), votes.labels.length, "random");
      const share = test.filter(({ gold }, i) => gold === decisions[i]).length / test.length;
      return model === "auto" ? `${round(share)} ${fit.model}` : round(share);
    };
    return {
      set,
      majority: accuracy("majority"),
      "completion, uniform": accuracy("matrix-completion"),
      "completion, balance": accuracy("matrix-completion", { balance, epochs: 100 }),
      auto: accuracy("auto"),
    };
  });
  console.table(rows);
}

/** Test accuracy (F1 for sms) after so many labels, mean of three seeds; the last column learns from the whole train split. */
function active(): void {
  for (const set of ["youtube", "sms", "trec"]) {
    const items = loopItems(set);
    const pool = items.heldOut.reduce((n, flag) => n + 1 - flag, 0);
    const metric = set === "sms" ? "f1" : "accuracy";
    const full = runLoop(items, { strategy: "random", batch: pool, rounds: 0, seed: 0 })[0][metric];
    const rows = (["random", "margin", "entropy", "least-confidence"] as const).map((strategy) => {
      const curves = [0, 1, 2].map((seed) => runLoop(items, { strategy, batch: 25, rounds: 20, seed }));
      const at = [25, 100, 200, 300, 525].map((labels) => {
        const points = curves.map(
          (curve) => curve.find((point) => point.labels === labels)?.[metric] ?? Number.NaN,
        );
        return [`@${labels}`, round(points.reduce((sum, value) => sum + value, 0) / points.length)];
      });
      return { set, strategy, ...Object.fromEntries(at), [`all ${pool}`]: round(full) };
    });
    console.table(rows);
  }
}

function loopItems(set: string): LoopItems {
  const [train, test] = [wrench(set, "train"), wrench(set, "test")];
  const all = [...train, ...test];
  return {
    vectors: tfidf(all.map(({ text }) => Buffer.from(text))),
    truth: Int32Array.from(all, ({ gold }) => gold),
    labels: wrenchLabels(set).length,
    heldOut: Uint8Array.from(all, (_, i) => (i < train.length ? 0 : 1)),
  };
}

/** Five-fold accuracy of the reward model beside that of length alone; folds keep a prompt together. */
async function rewards(): Promise<void> {
  const sets: Record<string, PromptedPreference[]> = {
    "harmless-base": dataRecords<PromptedPreference>("preferences/harmless-base.test.jsonl.gz").map(
      (pair) => ({
        ...pair,
        prompt: commonBeginning(pair),
      }),
    ),
    pandalm: pandalm(),
    "onestop, length-matched": onestop(),
  };
  const rows = [];
  for (const [set, preferences] of Object.entries(sets)) {
    const started = process.cpuUsage();
    const pairs = measurePairs(preferences, rewardDefaults.bits);
    const margins = new Float64Array(pairs.length);
    for (let fold = 0; fold < 5; fold++) {
      const inFold = (i: number) => hash(preferences[i].prompt) % 5 === fold;
      const model = await trainReward(
        pairs.filter((_, i) => !inFold(i)),
        rewardDefaults,
      );
      for (const [i, pair] of pairs.entries()) if (inFold(i)) margins[i] = marginOf(model, pair);
    }
    const evaluation = evaluate(pairs, margins, prefersLonger(pairs));
    const figures = Object.entries(evaluation).map(([name, value]) => [
      name,
      value === null ? value : round(value),
    ]);
    rows.push({ set, ...Object.fromEntries(figures), seconds: round(process.cpuUsage(started).user / 1e6) });
  }
  console.table(rows);
}

function pandalm(): PromptedPreference[] {
  type Judged = { instruction: string; input: string; [answer: string]: string | number };
  return (JSON.parse(dataText("preferences/pandalm.json.gz")) as Judged[]).flatMap((row) => {
    const judged = [row.annotator1, row.annotator2, row.annotator3];
    const best = [1, 2].find((answer) => judged.filter((choice) => choice === answer).length >= 2);
    if (best === undefined) return [];
    const prompt = row.instruction + row.input;
    return [{ prompt, chosen: String(row[`response${best}`]), rejected: String(row[`response${3 - best}`]) }];
  });
}

/** Advanced against elementary articles, both cut to the words of the shorter. */
function onestop(): PromptedPreference[] {
  type Article = { title: string; adv: string; ele: string };
  return dataRecords<Article>("preferences/onestop.jsonl.gz").map(({ title, adv, ele }) => {
    const [hard, easy] = [adv.split(/\s+/), ele.split(/\s+/)];
    const words = Math.min(hard.length, easy.length);
    return {
      prompt: title,
      chosen: hard.slice(0, words).join(" "),
      rejected: easy.slice(0, words).join(" "),
    };
  });
}

function timed<T>(run: () => T): { seconds: number; value: T } {
  const started = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(started);
  return { seconds: round((user + system) / 1e6), value };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
