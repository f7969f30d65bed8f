import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type Answer, type VoteMatrix, votesFromRows } from "../../src/label/votes.ts";

const root = new URL("../../../shared/data/", import.meta.url);

/** True where the measured data lie beside the checkout. */
export const hasData = existsSync(root);

/** The text of a file of the measured data, unpacked where its name ends in .gz. */
export function dataFile(name: string): string {
  const bytes = readFileSync(new URL(name, root));
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** One JSON value per line. */
export function jsonLines<T>(text: string): T[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/** One document of a WRENCH set: text, gold label and the votes of its labeling functions. */
export interface WrenchItem {
  readonly id: string;
  readonly text: string;
  readonly gold: number;
  readonly votes: readonly number[];
}

/** The documents of one split of a WRENCH set. */
export function wrench(set: string, split: "train" | "valid" | "test"): WrenchItem[] {
  const file = JSON.parse(dataFile(`labeling/${set}/${split}.json`)) as Record<
    string,
    { label: number; weak_labels: number[]; data: { text: string } }
  >;
  return Object.entries(file).map(([id, item]) => ({
    id,
    text: item.data.text,
    gold: item.label,
    votes: item.weak_labels,
  }));
}

/** Names of the labels of a WRENCH set. */
export function wrenchLabels(set: string): string[] {
  return Object.values(JSON.parse(dataFile(`labeling/${set}/label.json`)) as Record<string, string>);
}

/** The vote matrix of WRENCH documents. */
export function wrenchVotes(set: string, items: readonly WrenchItem[]): VoteMatrix {
  return votesFromRows(
    items.map((item) => item.votes),
    wrenchLabels(set),
  );
}

/** Answers and gold labels of a crowd set. */
export function crowd(set: string): { answers: Answer[]; gold: Map<string, string> } {
  const rows = (name: string) =>
    dataFile(`crowd/${set}/${name}.csv`)
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(","));
  return {
    answers: rows("answers").map(([item, voter, label]) => ({ item, voter, label })),
    gold: new Map(rows("gold").map(([task, label]) => [task, label])),
  };
}
