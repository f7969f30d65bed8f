import { batchOf } from "../../../../src/core/batch.ts";
import type { Row } from "../../../../src/core/table.ts";
import { moreFamilies } from "../../../../src/features/signals/families/index.ts";
import type { Family } from "../../../../src/features/signals/family.ts";
import { measure } from "../../../../src/features/signals/measure.ts";

/** A document of a test. */
export interface Given {
  readonly text?: string;
  readonly url?: string | null;
  readonly language?: string | null;
}

/** A family of the folder by name. */
export function familyOf(name: string): Family {
  const family = moreFamilies.find((one) => one.name === name);
  if (family === undefined) throw new Error(`no family "${name}"`);
  return family;
}

/** Signals of documents by the families, through the stage as the runner would call it. */
export async function measuredBy(
  families: readonly (string | Family)[],
  documents: readonly (string | Given)[],
): Promise<Row[]> {
  const rows = documents.map((given, i) => {
    const { text = "", url = null, language = null } = typeof given === "string" ? { text: given } : given;
    return { id: `d${i}`, text, url, language };
  });
  const chosen = families.map((family) => (typeof family === "string" ? familyOf(family) : family));
  const kernel = await measure(...chosen).open({ stage: "signals", file: (name) => name });
  const schema = { id: "VARCHAR", text: "VARCHAR", url: "VARCHAR", language: "VARCHAR" } as const;
  const { signals } = await kernel(batchOf(schema, rows));
  return signals.toArray().map((row) => {
    const { id: _, ...values } = row.toJSON();
    return values;
  });
}
