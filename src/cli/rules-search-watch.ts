import type { Judged } from "../clean/rules/search/front.ts";
import type { Goal } from "../clean/rules/search/goal.ts";
import { count, duration } from "./show.ts";

/** Watches a search: the clock, Ctrl-C, and a line of progress on a terminal. */
export function searchWatch(goal: Goal, trials: number, limit: number | undefined) {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1e3;
  let stopped = false;
  let drawn = 0;
  const stop = () => {
    stopped = true;
  };
  process.on("SIGINT", stop);
  return {
    seconds,
    isStopped: () => stopped,
    isOver: () => stopped || (limit !== undefined && seconds() >= limit),
    onTrial(done: number, best: Judged | undefined) {
      if (!process.stderr.isTTY || performance.now() - drawn < 100) return;
      drawn = performance.now();
      const value = best === undefined ? "none yet" : best.value.toPrecision(5);
      process.stderr.write(
        `\r\u001b[2K${count(done)} of ${count(trials)} trials, ${duration(seconds())}, best ${value} ${goal.unit}`,
      );
    },
    end() {
      process.off("SIGINT", stop);
      if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
      if (stopped) process.stderr.write("stopped: this is the best so far\n");
    },
  };
}
