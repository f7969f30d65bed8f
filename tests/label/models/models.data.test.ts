import { describe, expect, test } from "vitest";
import { fitFile } from "../../../src/label/fit-file.ts";
import type { ModelName } from "../../../src/label/models/fit.ts";
import { majority } from "../../../src/label/models/majority.ts";
import { matrixCompletion } from "../../../src/label/models/matrix-completion.ts";
import { decide } from "../../../src/label/models/ties.ts";
import { dataText, hasData } from "../../data.ts";
import { crowd, wrench, wrenchVotes } from "../data.ts";

function crowdAccuracy(set: string, model: ModelName): number {
  const { answers, gold } = crowd(set);
  const rows = answers.map(({ item, voter, label }) => ({ task: item, worker: voter, label }));
  const known = fitFile(rows, { model }).labels.filter(({ task }) => gold.has(task));
  return known.filter(({ task, label }) => gold.get(task) === label).length / known.length;
}

describe.skipIf(!hasData)("label models on real answers", () => {
  test.each([
    ["rte", 0.9275],
    ["bluebirds", 0.889],
    ["product", 0.94],
    ["dog", 0.843],
  ])("dawid-skene on %s is right on %f of the tasks or more, and auto takes it", (set, accuracy) => {
    expect(Number(crowdAccuracy(set, "dawid-skene").toFixed(3))).toBeGreaterThanOrEqual(
      Number(accuracy.toFixed(3)),
    );
    expect(crowdAccuracy(set, "auto")).toBe(crowdAccuracy(set, "dawid-skene"));
  });

  test.each([
    ["youtube", "uniform500"],
    ["youtube", "validbal500"],
    ["youtube", "uniform100"],
    ["sms", "validbal100"],
    ["trec", "validbal100"],
  ])("matrix completion equals the original library on %s, %s", (set, run) => {
    const reference = JSON.parse(dataText("labeling/reference-label-model.json"))[set][run];
    const labeled = new Set<string>(JSON.parse(dataText(`labeling/${set}/labeled_ids.json`)).labeled_ids);
    const train = wrench(set, "train").filter((item) => set !== "youtube" || !labeled.has(item.id));
    const test = wrench(set, "test");
    const { class_balance: balance, n_epochs: epochs, init_factor: start } = reference;
    const model = matrixCompletion(wrenchVotes(set, train), { balance, epochs, start });
    expect(farthest(model.mu, reference.mu.flat())).toBeLessThan(1e-5);
    expect(farthest(model.reliabilities, reference.weights)).toBeLessThan(1e-5);
    const posterior = model.predict(wrenchVotes(set, test));
    const first = reference.test_proba_first30.flat();
    expect(farthest(posterior.subarray(0, first.length), first)).toBeLessThan(1e-5);
    const decisions = decide(posterior, balance.length, "random");
    const right = test.filter((item, i) => decisions[i] === item.gold).length;
    if (reference.test_acc_random_tiebreak !== undefined) {
      expect(right / test.length).toBeCloseTo(reference.test_acc_random_tiebreak, 6);
    }
  });

  test.each(["youtube", "sms", "trec"])(
    "majority equals the published accuracy on %s under random ties",
    (set) => {
      const items = wrench(set, "test");
      const votes = wrenchVotes(set, items);
      const decisions = decide(majority(votes).posterior, votes.labels.length, "random");
      const right = items.filter((item, i) => decisions[i] === item.gold).length;
      const reference = JSON.parse(dataText("labeling/reference-label-model.json"))[set].mv_test_acc;
      expect(right / items.length).toBeCloseTo(reference, 12);
    },
  );
});

function farthest(ours: Float64Array, theirs: readonly number[]): number {
  expect(ours.length).toBe(theirs.length);
  return theirs.reduce((max, value, i) => Math.max(max, Math.abs(value - ours[i])), 0);
}
