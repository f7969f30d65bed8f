import { expect, test } from "vitest";
import { deduplicate } from "../../../src/clean/deduplicate/deduplicate.ts";
import { settingsOf } from "../../../src/clean/deduplicate/options.ts";
import { UserError } from "../../../src/core/errors.ts";

test("defaults: exact and near copies, similarity 0.8, 5 words, 29 × 8, the longest kept, everywhere", () => {
  expect(settingsOf()).toMatchObject({
    methods: ["exact", "near"],
    threshold: 0.8,
    shingle: 5,
    banding: { bands: 29, rows: 8 },
    keep: "longest",
    scope: "global",
  });
});

test("a threshold in per cent is refused with the fraction that was meant", () => {
  expect(() => deduplicate({ threshold: 80 })).toThrow(
    new UserError("deduplicate: threshold must be in (0, 1], got 80. Did you mean 0.8?"),
  );
});

test.each([
  [{ treshold: 0.8 }, 'unknown option "treshold". Did you mean "threshold"?'],
  [{ threshold: 0 }, "threshold must be in (0, 1], got 0."],
  [{ threshold: "0.8" }, 'threshold must be in (0, 1], got "0.8".'],
  [{ keep: "oldest" }, 'keep must be "longest", "first", "newest"'],
  [{ keep: { score: "" } }, "keep must be"],
  [{ bands: 14 }, "bands and rows go together"],
  [{ shingle: 0 }, "shingle: "],
  [{ methods: [] }, "methods: "],
])("%j is refused: %s", (options, message) => {
  expect(() => deduplicate(options as never)).toThrow(message);
  expect(() => deduplicate(options as never)).toThrow(UserError);
});

test("bands and rows can be given; without near-duplicates no text is sketched", () => {
  expect(settingsOf({ bands: 14, rows: 8 }).banding).toEqual({ bands: 14, rows: 8 });
  expect(settingsOf({ methods: ["exact"] }).banding.bands).toBe(0);
});

test("moving the guard or the choice of the kept copy leaves the signatures as they are", () => {
  const signaturesOf = (options: Parameters<typeof deduplicate>[0]) =>
    JSON.stringify(deduplicate(options)[0].options);
  expect(signaturesOf({ keep: "newest", largestShare: 1, scope: "language" })).toBe(signaturesOf({}));
  expect(signaturesOf({ seed: 2 })).not.toBe(signaturesOf({}));
});
