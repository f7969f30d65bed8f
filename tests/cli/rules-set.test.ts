import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { millPlace, runMill } from "./corpus.ts";

describe("sluice rules set", () => {
  const place = millPlace();
  const recipe = join(place.folder, "mill.ts");
  let original: string;
  beforeAll(async () => {
    await runMill(place);
    original = readFileSync(recipe, "utf8");
  });
  beforeEach(() => place.write("mill.ts", original));
  const read = () => readFileSync(recipe, "utf8");

  test("writes the predicate, shows the difference and what it comes to, and the next run follows it", async () => {
    const { code, stdout, stderr } = await place.sluice("rules", "set", "too_few_words", "word_count < 40");
    expect([code, stderr]).toEqual([0, "Next: sluice run mill.ts\n"]);
    expect(stdout).toMatch(/^drops {9,}\d documents/m);
    expect(stdout).toContain(
      "- " + '    quality: rules({ too_few_words: "word_count < 10", never: "word_count > 100000" }),',
    );
    expect(stdout).toContain(
      "+ " + '    quality: rules({ too_few_words: "word_count < 40", never: "word_count > 100000" }),',
    );
    expect(read()).toBe(original.replace("word_count < 10", "word_count < 40"));
    const kept = Number(/^kept +(\d+) documents/m.exec(stdout)?.[1]);
    expect((await place.sluice("run", "mill.ts", "--workers", "1", "--no-report")).code).toBe(0);
    const { stdout: after } = await place.sluice(
      "query",
      "SELECT count(*) AS n FROM kept",
      "--format",
      "json",
    );
    expect(JSON.parse(after)).toEqual([{ n: kept }]);
    place.write("mill.ts", original);
    await runMill(place);
  });

  test("--dry-run writes nothing, --json tells it all", async () => {
    const { code, stdout } = await place.sluice(
      "rules",
      "set",
      "too_few_words",
      "--off",
      "--dry-run",
      "--json",
    );
    const told = JSON.parse(stdout);
    expect([code, told.written, told.rule, told.gained.documents, told.drops.documents]).toEqual([
      0,
      false,
      "too_few_words",
      2,
      0,
    ]);
    expect(told.difference.flat().some(({ mark }: { mark: string }) => mark === "-")).toBe(true);
    expect(read()).toBe(original);
  });

  test("a new rule goes to the only stage, --off takes it out again", async () => {
    expect((await place.sluice("rules", "set", "too_loud", "line_count > 90")).code).toBe(0);
    expect(read()).toContain('never: "word_count > 100000", too_loud: "line_count > 90" })');
    expect((await place.sluice("rules", "set", "never", "--off")).code).toBe(0);
    expect(read()).toContain('rules({ too_few_words: "word_count < 10", too_loud: "line_count > 90" })');
  });

  test("saying what stands there already changes nothing and says so", async () => {
    const { code, stdout } = await place.sluice("rules", "set", "too_few_words", "word_count < 10");
    expect([code, stdout]).toEqual([0, expect.stringContaining("mill.ts says so already")]);
    expect(read()).toBe(original);
  });

  test.each([
    [["too_few_words", "wrd_count < 3"], 'Did you mean "word_count"?'],
    [["too_few_words"], "give a predicate"],
    [["too_few_words", "word_count < 3", "--off"], "one of the two"],
    [["to_few_words", "--off"], 'Did you mean "too_few_words"?'],
    [["too_few_words", "word_count < 3", "--stage", "x"], 'no stage of rules "x"'],
    [["too few", "word_count < 3"], "is no name for a rule"],
  ])("%j is the user's mistake: one line, exit code 2, the file as it was", async (words, reason) => {
    const { code, stderr } = await place.sluice("rules", "set", ...words);
    expect([code, stderr.trim().split("\n").length, stderr]).toEqual([2, 1, expect.stringContaining(reason)]);
    expect(read()).toBe(original);
  });

  test("a recipe that cannot be changed safely says why and what to put in", async () => {
    place.write(
      "mill.ts",
      original.replace(/rules\(\{[^}]*\}\)/, "rules(Object.assign({}, { never: 'word_count > 9' }))"),
    );
    const { code, stderr } = await place.sluice("rules", "set", "too_few_words", "word_count < 3");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('Put it into rules({ … }) by hand: too_few_words: "word_count < 3",'),
    ]);
  });

  test("a rule that the guard would stop the run at is let through in the command that comes next", async () => {
    const { stderr } = await place.sluice("rules", "set", "too_few_words", "word_count < 400");
    expect(stderr).toBe("Next: sluice run mill.ts --allow too_few_words\n");
  });

  test("leaves nothing beside the file", () => {
    expect(existsSync(recipe)).toBe(true);
    expect(readdirSync(place.folder).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
