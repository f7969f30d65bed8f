import { z } from "zod";
import { type Batch, batchOf, strings } from "../../core/batch.ts";
import { didYouMean, UserError } from "../../core/errors.ts";
import { checkOptions } from "../../core/options.ts";
import type { BatchStage, Tables } from "../../core/stage.ts";
import { contract, type Row, type Schema } from "../../core/table.ts";
import type { Signal } from "../../features/signals/family.ts";
import { textTable } from "./cut-stage.ts";
import { editBatch } from "./edit-batch.ts";
import { type PiiKind, piiKinds, piiRegions } from "./pii/found.ts";
import { redactor } from "./pii/redactor.ts";
import type { Editor, EditRule } from "./rule.ts";
import { Sheet } from "./sheet.ts";

const schema = z.strictObject({
  /** What to look for. */
  kinds: z.array(z.enum(piiKinds)).default([...piiKinds]),
  /** Countries whose national phone numbers and identity numbers are looked for; international phone numbers always are. */
  regions: z.array(z.enum(piiRegions)).default([...piiRegions]),
  /** `placeholder` replaces, `numbered` replaces and numbers the values of a document, `tag` leaves the text as it is. */
  mask: z.enum(["placeholder", "numbered", "tag"]).default("placeholder"),
  /** What stands in the place of a value: {kind} is its kind, numbered `email-2`. */
  placeholder: z
    .string()
    .refine((text) => text.includes("{kind}"), { message: "must hold {kind}" })
    .default("<{kind}>"),
  /** Leave IP addresses of private, reserved and documentation networks alone. */
  globalAddresses: z.boolean().default(true),
});

/** Options of `redact`. */
export type RedactOptions = z.input<typeof schema>;

/** A stage that is also a rule for `edit`. */
export interface RedactStage extends BatchStage {
  readonly asRule: EditRule;
}

const counts = Object.fromEntries(piiKinds.map((kind) => [`pii_${kind}_count`, "INTEGER" as const]));
/** What is known of the counts that `redact` measures as a stage of its own. */
export const piiSignals: Readonly<Record<string, Signal>> = Object.fromEntries(
  ["", ...piiKinds].map((kind) => [
    kind === "" ? "pii_count" : `pii_${kind}_count`,
    {
      type: "INTEGER",
      unit: "findings",
      definition: `How many ${kind === "" ? "values of all kinds" : `values of the kind "${kind}"`} redact() found in the document; null where it does not look for the kind.`,
      source: "Sluice, docs/edit.md",
      dialect: "sluice",
    } satisfies Signal,
  ]),
);
const signals = { id: "VARCHAR", ...counts, pii_count: "INTEGER" } as const satisfies Schema;

/**
 * Finds personal data and secrets and masks them, or tags them: then the text stays, and each row of `edits` has as its replacement what
 * it points at. As a stage of its own, `pii: redact()`, it also measures `pii_count` and a count per kind, for rules; inside
 * `edit({ pii: redact() })` it is one rule among others. Rows are named by kind. Numbers of `numbered` never cross documents.
 */
export function redact(options: RedactOptions = {}): RedactStage {
  const checked = checkOptions("redact", schema, options, unknownName);
  const kinds = piiKinds.filter((kind) => checked.kinds.includes(kind));
  const regions = piiRegions.filter((region) => checked.regions.includes(region));
  const settings = { ...checked, kinds, regions };
  const without = (kind: string) => {
    if (!kinds.includes(kind as PiiKind))
      throw new UserError(`redact: no kind "${kind}".${didYouMean(kind, kinds)} Kinds: ${kinds.join(", ")}`);
    return redact({ ...options, kinds: kinds.filter((other) => other !== kind) });
  };
  const common = { kind: "redact", version: 1, options: settings };
  return {
    ...common,
    shape: "batch",
    tables: { text: textTable, edits: contract.edits, decisions: contract.decisions, signals },
    reads: [],
    columns: ["text"],
    over: "all",
    rules: kinds,
    without,
    open: ({ stage }) => {
      const editors = [["", redactor(settings)]] as const;
      const sheet = new Sheet();
      return (batch) => redactBatch(batch, stage, editors, sheet, kinds);
    },
    asRule: {
      ...common,
      parts: kinds,
      without: (kind) => without(kind).asRule,
      open: () => redactor(settings),
    },
  };
}

/** Names that are none, with the nearest one that is. */
function unknownName(option: string, value: unknown): string | undefined {
  const known: readonly string[] = option === "kinds" ? piiKinds : option === "regions" ? piiRegions : [];
  const wrong = Array.isArray(value) ? value.find((name) => !known.includes(String(name))) : undefined;
  if (known.length === 0 || wrong === undefined) return undefined;
  return `no ${option.slice(0, -1)} "${wrong}".${didYouMean(String(wrong), known)} Known: ${known.join(", ")}`;
}

function redactBatch(
  batch: Batch,
  stage: string,
  editors: readonly (readonly [name: string, editor: Editor])[],
  sheet: Sheet,
  kinds: readonly PiiKind[],
): Tables {
  const ids = strings(batch, "id") as string[];
  const rows: Row[] = ids.map((id) => ({ id, pii_count: 0, ...zeros(kinds) }));
  const tables = editBatch(batch, stage, editors, sheet, (i, edits) => {
    for (const { rule } of edits) (rows[i][`pii_${rule}_count`] as number)++;
    rows[i].pii_count = edits.length;
  });
  return { ...tables, signals: batchOf(signals, rows) };
}

/** A kind that is not looked for has no count. */
function zeros(kinds: readonly PiiKind[]): Row {
  return Object.fromEntries(kinds.map((kind) => [`pii_${kind}_count`, 0]));
}
