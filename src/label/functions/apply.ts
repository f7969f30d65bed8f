import { type Batch, batchOf, strings } from "../../core/batch.ts";
import type { Tables } from "../../core/stage.ts";
import type { Row, Schema, Value } from "../../core/table.ts";
import { contract } from "../../core/table.ts";
import type { LabelDocument, LabelingFunction } from "./labeling-function.ts";

/** Faults of labeling functions: one row for every document on which a function threw or gave no label. */
export const faultSchema = { id: "VARCHAR", voter: "VARCHAR", error: "VARCHAR" } as const satisfies Schema;

/** Settings of one application. */
export interface Application {
  readonly task: string;
  readonly functions: Readonly<Record<string, LabelingFunction>>;
  /** Labels that count; any string when it is not given. */
  readonly labels?: readonly string[];
}

/** Applies all functions to the documents of a batch: their votes, abstentions left out, and their faults. */
export function applyFunctions(batch: Batch, { task, functions, labels }: Application): Tables {
  const votes: Row[] = [];
  const faults: Row[] = [];
  const known = labels && new Set(labels);
  const entries = Object.entries(functions);
  for (const document of documentsOf(batch, columnsOf(functions))) {
    for (const [name, { vote }] of entries) {
      const answer = attempt(() => vote(document), known);
      if ("error" in answer) faults.push({ id: document.id, voter: name, error: answer.error });
      else if (answer.label !== null)
        votes.push({ id: document.id, task, voter: name, kind: "function", label: answer.label });
    }
  }
  return { votes: batchOf(contract.votes, votes), function_faults: batchOf(faultSchema, faults) };
}

/** Columns that the functions read besides the text. */
export function columnsOf(functions: Readonly<Record<string, LabelingFunction>>): string[] {
  return [...new Set(Object.values(functions).flatMap(({ columns }) => columns))].filter(
    (name) => name !== "text",
  );
}

type Answer = { readonly label: string | null } | { readonly error: string };

function attempt(vote: () => unknown, known: ReadonlySet<string> | undefined): Answer {
  try {
    const label = vote() ?? null;
    if (label === null) return { label };
    if (typeof label !== "string") return { error: `returned a ${typeof label}, not a label or null` };
    return known === undefined || known.has(label)
      ? { label }
      : { error: `returned "${label}", not one of the labels` };
  } catch (error) {
    return { error: (error instanceof Error ? error.message : String(error)).slice(0, 200) };
  }
}

function* documentsOf(batch: Batch, names: readonly string[]): Iterable<LabelDocument> {
  const ids = strings(batch, "id");
  const bodies = strings(batch, "text");
  const columns = names.map((name) => [name, batch.getChild(name)] as const);
  for (let i = 0; i < batch.numRows; i++) {
    const cells = columns.map(([name, vector]) => [name, (vector?.get(i) ?? null) as Value]);
    yield documentOf(ids[i] ?? "", bodies[i] ?? "", Object.fromEntries(cells));
  }
}

/** A document as labeling functions see it. */
export function documentOf(
  id: string,
  text: string,
  columns: Readonly<Record<string, Value>> = {},
): LabelDocument {
  let lower: string | undefined;
  return {
    id,
    text,
    columns,
    get lower() {
      lower ??= text.toLowerCase();
      return lower;
    },
  };
}
