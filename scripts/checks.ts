/** What a script claims and how it finds out: `run` throws when the claim is false, and may give a figure to print. */
export interface Check {
  readonly claim: string;
  run(): unknown | Promise<unknown>;
}

/** Runs checks in order, prints a line for each and their sum in the last line; the exit code says whether all hold. */
export async function runChecks(checks: readonly Check[]): Promise<void> {
  let failed = 0;
  for (const { claim, run } of checks) {
    try {
      const figure = await run();
      console.log(`ok    ${claim}${figure === undefined ? "" : ` (${figure})`}`);
    } catch (error) {
      failed++;
      console.log(`FAIL  ${claim}: ${error instanceof Error ? error.message : error}`);
    }
  }
  console.log(`${checks.length - failed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Throws unless two values have the same JSON. */
export function expectEqual(found: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`found ${left?.slice(0, 300)}, expected ${right?.slice(0, 300)}`);
}
