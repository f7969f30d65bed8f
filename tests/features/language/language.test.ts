import { expect, it } from "vitest";
import { batchOf, strings } from "../../../src/core/batch.ts";
import { language } from "../../../src/features/language/language.ts";
import { measure } from "../../../src/features/signals/measure.ts";

it("adds language and language_score to the signals, row by row", async () => {
  const rows = [
    "Комитет соберётся в четверг.",
    "",
    "The committee will meet on Thursday, as it always does.",
  ];
  const kernel = await measure(language).open({ stage: "signals", file: (name) => name });
  const { signals } = await kernel(
    batchOf(
      { id: "VARCHAR", text: "VARCHAR" },
      rows.map((text, i) => ({ id: `${i}`, text })),
    ),
  );
  expect(strings(signals, "language")).toEqual(["ru", null, "en"]);
  const scores = [...(signals.getChild("language_score") ?? [])];
  expect(scores[1]).toBe(0);
  for (const score of [scores[0], scores[2]]) expect(score).toBeGreaterThan(0.65);
});
