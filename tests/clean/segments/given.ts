import type { SourceStage } from "../../../src/core/stage.ts";
import { contract } from "../../../src/core/table.ts";

/** A document of a test; the position is its place in the list. */
export interface Given {
  readonly id: string;
  readonly text: string;
  readonly source?: string;
  readonly position?: number;
}

/** A source of the given documents. */
export function given(documents: readonly Given[]): SourceStage {
  return {
    shape: "source",
    kind: "given",
    version: 1,
    options: {},
    tables: { documents: contract.documents, quarantine: contract.quarantine },
    reads: [],
    plan: async () => [{ files: [{ source: "a", bytes: 3, hash: "1" }] }],
    async *read() {
      for (const [position, row] of documents.entries()) yield [{ source: "a", position, ...row }];
    },
  };
}
