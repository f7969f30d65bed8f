import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contents, strays } from "./contents.ts";
import { writeInput } from "./corpus.ts";
import { runRoad } from "./road.ts";
import { scratch } from "./scratch.ts";

const cwd = scratch();
writeInput(cwd);
const counted = await runRoad(
  "undisturbed",
  { cwd, environment: { SLUICE_FAULT_AT: "0:count" } },
  "--workers",
  "1",
);
if (counted.code !== 0) throw new Error(counted.stderr);
const calls = Number(/(\d+) file operations/.exec(counted.stderr)?.[1]);
const expected = contents(join(cwd, "undisturbed"));

/** Runs until one comes through. */
async function finish(workspace: string): Promise<void> {
  const { code, stderr } = await runRoad(workspace, { cwd }, "--workers", "1");
  if (code !== 0) throw new Error(`the run after the kill ended with ${code}:\n${stderr}`);
}

/** `SLUICE_SEED=… npx vitest run …` repeats the moments of a run that failed. */
const seed = Number(process.env.SLUICE_SEED ?? 20_260_801);

function random(state: number): () => number {
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("kill -9", () => {
  test("the undisturbed run is what the kills need", () => {
    expect(counted.code).toBe(0);
    expect(calls).toBeGreaterThan(500);
    expect(Object.keys(expected).length).toBeGreaterThan(50);
    expect(strays(join(cwd, "undisturbed"))).toEqual([]);
  });

  test.concurrent.each([0, 1])(
    "at a file operation: the next run gives the same bytes, from call %i on",
    { timeout: 300_000 },
    async (group) => {
      for (let i = group; i < 40; i += 2) {
        const at = 1 + Math.floor((i * calls) / 40);
        const workspace = `call-${at}`;
        const { signal } = await runRoad(
          workspace,
          { cwd, environment: { SLUICE_FAULT_AT: `${at}:kill` } },
          "--workers",
          "1",
        );
        expect(signal, `the run is killed at call ${at}`).toBe("SIGKILL");
        await finish(workspace);
        expect(contents(join(cwd, workspace)), `after a kill at call ${at}`).toEqual(expected);
        expect(strays(join(cwd, workspace)), `after a kill at call ${at}`).toEqual([]);
      }
    },
  );

  test("again and again at random moments: the run that comes through gives the same bytes", {
    timeout: 300_000,
  }, async () => {
    const next = random(seed);
    let kills = 0;
    for (let round = 0; kills < 20; round++) {
      const workspace = `random-${round}`;
      for (let tries = 0; tries < 5 && kills < 20; tries++) {
        const onStart = (kill: (signal: NodeJS.Signals) => void) =>
          setTimeout(() => kill("SIGKILL"), 600 + next() * 2_000);
        const { signal } = await runRoad(workspace, { cwd, onStart });
        if (signal === null) break;
        kills++;
      }
      await finish(workspace);
      expect(contents(join(cwd, workspace)), `SLUICE_SEED=${seed}, round ${round}`).toEqual(expected);
      expect(strays(join(cwd, workspace)), `SLUICE_SEED=${seed}, round ${round}`).toEqual([]);
    }
  });
});
