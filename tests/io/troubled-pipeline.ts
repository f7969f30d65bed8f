import { existsSync, writeFileSync } from "node:fs";
import { GuardError, MachineError, UserError } from "../../src/core/errors.ts";
import { pipeline } from "../../src/core/pipeline.ts";
import type { SourceStage } from "../../src/core/stage.ts";
import { contract } from "../../src/core/table.ts";

/** Errors that a unit can ask for by the name of its file. */
const errors: Record<string, () => Error> = {
  user: () => new UserError("the user's mistake"),
  guard: () => new GuardError("a guard"),
  machine: () => new MachineError("the disk is full", "ENOSPC"),
  ours: () => new TypeError("a bug"),
};

/** A document after which the thread runs out of memory, but only once: `hash` is a file that tells it was here. */
function* exhaust(mark: string) {
  if (existsSync(mark)) return;
  writeFileSync(mark, "");
  const hoard: number[][] = [];
  for (;;) hoard.push(Array.from({ length: 1 << 20 }, (_, i) => i + 0.5));
}

const troubled: SourceStage = {
  shape: "source",
  kind: "troubled",
  version: 1,
  options: {},
  tables: { documents: contract.documents, quarantine: contract.quarantine },
  reads: [],
  plan: async () => [],
  async *read({ files: [{ source, hash }] }) {
    if (errors[source]) throw errors[source]();
    for (let position = 0; position < 3; position++) {
      yield [{ source, position, text: "x".repeat(100) }];
    }
    if (source === "exhaust") yield* exhaust(hash);
  },
};

export default pipeline({ name: "troubled", stages: { documents: troubled } });
