import { expect } from "vitest";
import { batchOf, makeBatch, textColumn } from "../../../src/core/batch.ts";
import type { Row } from "../../../src/core/table.ts";
import type { Family } from "../../../src/features/signals/family.ts";
import { measure } from "../../../src/features/signals/measure.ts";

const context = { stage: "signals", file: (name: string) => name };
export const everything = ["basics", "gopher", "c4", "fineweb"] as const;

/** Signals of some texts, through the stage as the runner would call it. */
export async function measured(
  documents: readonly string[],
  families: readonly (string | Family)[] = everything,
): Promise<Row[]> {
  const rows = documents.map((text, i) => ({ id: `d${i}`, text }));
  const kernel = await measure(...families).open(context);
  const { signals } = await kernel(batchOf({ id: "VARCHAR", text: "VARCHAR" }, rows));
  return signals.toArray().map((row) => row.toJSON());
}

/** Signals of raw bytes, valid UTF-8 or not. */
export async function measuredBytes(...documents: readonly Uint8Array[]): Promise<Row[]> {
  const bytes = Buffer.concat(documents);
  const offsets = Int32Array.from([0, ...documents.map((d) => d.length)]).map(sumSoFar());
  const ids = batchOf(
    { id: "VARCHAR" },
    documents.map((_, i) => ({ id: `d${i}` })),
  );
  const text = textColumn({ bytes, offsets, length: documents.length });
  const id = { data: ids.getChild("id")!.data[0] };
  const kernel = await measure(...everything).open(context);
  const { signals } = await kernel(makeBatch({ id, text }));
  return signals.toArray().map((row) => row.toJSON());
}

function sumSoFar(): (length: number) => number {
  let sum = 0;
  return (length) => {
    sum += length;
    return sum;
  };
}

/** Asserts that the measurements equal the expected ones to 1e-12. */
export function expectClose(actual: Record<string, unknown>, expected: Record<string, number>): void {
  for (const [name, value] of Object.entries(expected)) {
    expect(
      Math.abs(Number(actual[name]) - value),
      `${name}: ${actual[name]}, expected ${value}`,
    ).toBeLessThanOrEqual(1e-12);
  }
}
