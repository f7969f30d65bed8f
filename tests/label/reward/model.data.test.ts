import { describe, expect, test } from "vitest";
import { hash } from "../../../src/label/random.ts";
import {
  evaluateReward,
  measurePairs,
  rewardDefaults,
  trainReward,
} from "../../../src/label/reward/model.ts";
import type { Preference } from "../../../src/label/reward/pairs.ts";
import { commonBeginning } from "../../../src/label/reward/preference-file.ts";
import { dataRecords, hasData } from "../../data.ts";

describe.skipIf(!hasData)("reward model on people's preferences", () => {
  test("beats length and chance on unseen conversations, and no honest bag of words beats 70 %", async () => {
    const preferences = dataRecords<Preference>("preferences/harmless-base.test.jsonl.gz");
    const pairs = measurePairs(preferences, rewardDefaults.bits);
    const isHeldOut = preferences.map((pair) => hash(commonBeginning(pair)) % 3 === 0);
    const trained = pairs.filter((_, i) => !isHeldOut[i]);
    const model = await trainReward(trained, { ...rewardDefaults, members: 1, epochs: 10 });
    const heldOut = pairs.filter((_, i) => isHeldOut[i]);
    const { accuracy, length_baseline } = evaluateReward(model, heldOut, trained);
    expect(accuracy).toBeGreaterThan(length_baseline);
    expect(accuracy).toBeGreaterThan(0.55);
    expect(accuracy).toBeLessThan(0.7);
  });
});
