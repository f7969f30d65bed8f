import { readFileSync } from "node:fs";
import { join } from "node:path";
import { millPlace } from "../../cli/corpus.ts";
import type { Place } from "../../cli/sluice.ts";

/** Runs `mill.ts` of a place as it is now. */
export async function run(place: Place): Promise<void> {
  const { code, stderr } = await place.sluice("run", "mill.ts", "--workers", "1");
  if (code !== 0) throw new Error(`the pipeline of the tests failed: ${stderr}`);
}

/** Changes the pipeline file of a place. */
export function edit(place: Place, before: string, after: string): void {
  const text = readFileSync(join(place.folder, "mill.ts"), "utf8");
  if (!text.includes(before)) throw new Error(`mill.ts does not say ${before}`);
  place.write("mill.ts", text.replace(before, after));
}

/** A workspace with two runs: in the second a rule moved and one came, and copies need be more alike. */
export async function millWithHistory(): Promise<{ readonly place: Place; readonly workspace: string }> {
  const place = millPlace();
  await run(place);
  edit(
    place,
    'too_few_words: "word_count < 10"',
    'too_few_words: "word_count < 4", too_many_words: "word_count > 60"',
  );
  edit(place, "threshold: 0.8", "threshold: 0.9");
  await run(place);
  return { place, workspace: join(place.folder, "mill.sluice") };
}
