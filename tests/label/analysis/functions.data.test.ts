import { describe, expect, test } from "vitest";
import { analyzeVoters, summarizeVotes } from "../../../src/label/analysis/functions.ts";
import { majority } from "../../../src/label/models/majority.ts";
import { dataText, hasData } from "../../data.ts";
import { wrench, wrenchVotes } from "../data.ts";

describe.skipIf(!hasData)("analysis of labeling functions", () => {
  test.each(["youtube", "sms", "trec"])("equals the summary of the original library on %s", (set) => {
    const reference = JSON.parse(dataText("labeling/reference-label-model.json"))[set].lf_summary_train;
    const kept = new Set<string>(
      set === "youtube" ? JSON.parse(dataText("labeling/youtube/labeled_ids.json")).labeled_ids : [],
    );
    const items = wrench(set, "train").filter((item) => !kept.has(item.id));
    const votes = wrenchVotes(set, items);
    const gold = Int32Array.from(items, (item) => item.gold);
    const rows = analyzeVoters(votes, majority(votes).posterior, gold);
    rows.forEach((row, j) => {
      expect(row.coverage).toBeCloseTo(reference.coverage[j], 6);
      expect(row.overlap).toBeCloseTo(reference.overlaps[j], 6);
      expect(row.conflict).toBeCloseTo(reference.conflicts[j], 6);
      expect(row.precision ?? 0).toBeCloseTo(reference.emp_acc[j], 5);
      expect(row.polarity).toEqual(reference.polarity[j].map((y: number) => votes.labels[y]));
    });
    expect(summarizeVotes(votes).coverage).toBeCloseTo(reference.label_coverage, 12);
    expect(summarizeVotes(votes).conflict).toBeCloseTo(reference.label_conflict, 12);
  });
});
