import { didYouMean, UserError } from "../../core/errors.ts";
import type { BatchStage } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { textTable } from "./cut-stage.ts";
import { EMPTY, editBatch } from "./edit-batch.ts";
import type { EditRule } from "./rule.ts";
import { Sheet } from "./sheet.ts";

/** Edit rules by name, in the order in which they are applied; `redact()` is one too. */
export type EditMap = Readonly<Record<string, EditRule | { readonly asRule: EditRule }>>;

/**
 * Changes the text of every document by rules in order: `edit({ lines: c4Lines(), pii: redact() })`. Writes the new text, a row
 * of `edits` for each changed span, named `rule.part` (`pii.email`), and a decision for each document that a rule rejects or leaves empty.
 */
export function edit(map: EditMap): BatchStage {
  const named = namedEdits(map);
  return {
    kind: "edit",
    shape: "batch",
    version: 1,
    options: {
      rules: named.map(([name, { kind, version, options }]) => ({ name, kind, version, options })),
    },
    tables: { text: textTable, edits: contract.edits, decisions: contract.decisions },
    reads: [],
    columns: ["text"],
    over: "all",
    rules: named.flatMap(([name, { parts }]) => [name, ...parts.map((part) => `${name}.${part}`)]),
    without: (rule) => edit(withoutRule(map, rule)),
    open: ({ stage }) => {
      const editors = named.map(([name, rule]) => [name, rule.open()] as const);
      const sheet = new Sheet();
      return (batch) => editBatch(batch, stage, editors, sheet);
    },
  };
}

function namedEdits(map: EditMap): [string, EditRule][] {
  return Object.entries(map).map(([name, rule]) => {
    if (!/^[A-Za-z][\w-]*$/.test(name) || name === EMPTY)
      throw new UserError(
        `edit: "${name}" is no name for a rule: letters, digits, _ and - only, a letter first${name === EMPTY ? `, and "${EMPTY}" is taken` : ""}.`,
      );
    const found = ruleIn(rule);
    if (typeof found?.open !== "function" || !Array.isArray(found.parts))
      throw new UserError(
        `edit, "${name}": must be what c4Lines(), whitespace(), redact()… return, got ${typeof rule}.`,
      );
    return [name, found];
  });
}

function withoutRule(map: EditMap, rule: string): EditMap {
  const dot = rule.indexOf(".");
  const name = dot < 0 ? rule : rule.slice(0, dot);
  const { [name]: found, ...others } = map;
  if (found === undefined)
    throw new UserError(`edit: no rule "${rule}".${didYouMean(rule, Object.keys(map))}`);
  if (dot < 0) return others;
  const less = ruleIn(found).without(rule.slice(dot + 1));
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, key === name ? less : value]));
}

function ruleIn(value: EditMap[string]): EditRule {
  return value !== null && typeof value === "object" && "asRule" in value ? value.asRule : value;
}
