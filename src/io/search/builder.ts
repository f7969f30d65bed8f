import { setPriority } from "node:os";
import { buildIndex, type IndexPlan } from "./build.ts";
import type { BuilderMessage } from "./building.ts";
import { problemOf } from "./problem.ts";

/** Progress is told at most so often. */
const toldEveryMs = 100;

const say = (message: BuilderMessage) => process.send?.(message);

// Whoever wanted the index is gone; what is half written goes with the next build.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

process.once("message", async (plan: IndexPlan) => {
  try {
    setPriority(10); // searching and drawing go first
  } catch {
    // a system that does not allow it
  }
  let toldAt = 0;
  try {
    await buildIndex(plan, (documents, of) => {
      if (performance.now() - toldAt < toldEveryMs) return;
      toldAt = performance.now();
      say({ type: "progress", share: Math.min(1, documents / Math.max(1, of)) });
    });
    say({ type: "built" });
  } catch (error) {
    say({ type: "failed", problem: problemOf(error) });
  }
});
