import { describe, expect, test } from "vitest";
import { fleissKappa, krippendorffAlpha } from "../../../src/label/analysis/agreement.ts";
import { votesFromAnswers } from "../../../src/label/votes.ts";
import { dataText, hasData } from "../../data.ts";
import { crowd } from "../data.ts";

describe.skipIf(!hasData)("agreement on crowd answers", () => {
  test.each(["rte", "bluebirds", "dog", "product"])("equals the reference on %s to six digits", (set) => {
    const reference = JSON.parse(dataText("crowd/reference-agreement.json"))[set];
    const { votes } = votesFromAnswers(crowd(set).answers);
    expect(krippendorffAlpha(votes)).toBeCloseTo(reference.alpha_nominal, 6);
    expect(fleissKappa(votes)).toBeCloseTo(reference.fleiss_kappa, 6);
  });
});
