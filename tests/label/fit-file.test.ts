import { expect, test } from "vitest";
import { fitFile } from "../../src/label/fit-file.ts";

const answers = [
  { task: "t1", worker: "ann", label: "yes" },
  { task: "t1", worker: "bob", label: "yes" },
  { task: "t1", worker: "eve", label: "no" },
  { task: "t1", worker: "eve", label: "yes" },
  { task: "t2", worker: "ann", label: "no" },
  { task: "t2", worker: "eve", label: "yes" },
  { task: "t2", worker: "bob", label: "" },
];

test("fitFile gives each task a label and a probability; a worker's first answer counts, an empty one does not", () => {
  const { labels, workers } = fitFile(answers, { model: "majority" });
  expect(labels).toEqual([
    { task: "t1", label: "yes", probability: 1 },
    { task: "t2", label: "yes", probability: 0.5 },
  ]);
  expect(workers).toEqual([
    { worker: "ann", answers: 2, reliability: (1 + 0.5) / 2 },
    { worker: "bob", answers: 1, reliability: 1 },
    { worker: "eve", answers: 2, reliability: (0 + 0.5) / 2 },
  ]);
});

test("fitFile leaves tied tasks out where the policy is to abstain", () => {
  expect(fitFile(answers, { model: "majority", ties: "abstain" }).labels.map(({ task }) => task)).toEqual([
    "t1",
  ]);
});

test("fitFile refuses an unknown option with the nearest name", () => {
  expect(() => fitFile(answers, { modell: "majority" } as object)).toThrow(
    'unknown option "modell". Did you mean "model"?',
  );
});
