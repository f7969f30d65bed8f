import { type Answer, type VoteMatrix, votesFromRows } from "../../src/label/votes.ts";
import { dataText } from "../data.ts";

/** One document of a WRENCH set: text, gold label and the votes of its labeling functions. */
export interface WrenchItem {
  readonly id: string;
  readonly text: string;
  readonly gold: number;
  readonly votes: readonly number[];
}

/** The documents of one split of a WRENCH set. */
export function wrench(set: string, split: "train" | "valid" | "test"): WrenchItem[] {
  const file = JSON.parse(dataText(`labeling/${set}/${split}.json`)) as Record<
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
  return Object.values(JSON.parse(dataText(`labeling/${set}/label.json`)) as Record<string, string>);
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
    dataText(`crowd/${set}/${name}.csv`)
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(","));
  return {
    answers: rows("answers").map(([item, voter, label]) => ({ item, voter, label })),
    gold: new Map(rows("gold").map(([task, label]) => [task, label])),
  };
}
