// Sums JSON reports of vitest. A test that ran in any of them counts by its last run; one that ran in none is skipped.
import { readFileSync } from "node:fs";

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const states = new Map<string, string>();
for (const path of process.argv.slice(2)) {
  const { testResults } = JSON.parse(readFileSync(path, "utf8")) as Report;
  for (const { name, status, assertionResults } of testResults) {
    if (assertionResults.length === 0 && status === "failed") states.set(name, "failed"); // did not even load
    assertionResults.forEach(({ fullName, status: state }, i) => {
      const key = `${name} ${i} ${fullName}`;
      if (state === "passed" || state === "failed" || !states.has(key)) states.set(key, state);
    });
  }
}

const count = (wanted: string) => [...states.values()].filter((state) => state === wanted).length;
const [passed, failed] = [count("passed"), count("failed")];
console.log(`${passed} passed, ${failed} failed, ${states.size - passed - failed} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
