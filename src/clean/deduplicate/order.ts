import { contract } from "../../core/table.ts";
import type { Settings } from "./options.ts";

/**
 * The ORDER BY in which the first document of a group of copies is the one to keep, over the aliases `s` (signatures),
 * `d` (documents) and `g` (signals): the policy, then document order, then the id.
 */
export function keepOrder(keep: Settings["keep"]): string {
  return [...policyOrder(keep), "d.source", "d.position NULLS LAST", "s.id"].join(", ");
}

/** The value within which copies are looked for, as an SQL expression over the same aliases. */
export function scopeValue(scope: string): string {
  return scope === "global" ? "0" : columnReference(scope);
}

/** Tables that the order and the scope need besides signatures and survivors. */
export function orderReads({ keep, scope }: Settings): readonly string[] {
  const columns = [
    scope === "global" ? [] : [scope],
    typeof keep === "object" && "score" in keep ? [keep.score] : [],
  ];
  return columns.flat().some((column) => !(column in contract.documents))
    ? ["documents", "signals"]
    : ["documents"];
}

function policyOrder(keep: Settings["keep"]): string[] {
  if (keep === "first") return [];
  if (keep === "longest") return ["s.bytes DESC"];
  if (keep === "newest") return ["d.created DESC NULLS LAST"];
  if ("score" in keep) return [`${columnReference(keep.score)} DESC NULLS LAST`];
  const cases = keep.sources.map(
    (pattern, i) => `WHEN d.source LIKE ${likePattern(pattern)} ESCAPE '!' THEN ${i}`,
  );
  return [`CASE ${cases.join(" ")} ELSE ${cases.length} END`];
}

function columnReference(column: string): string {
  return `${column in contract.documents ? "d" : "g"}."${column.replaceAll('"', '""')}"`;
}

/** A source name in which `*` stands for anything. */
function likePattern(pattern: string): string {
  const escaped = pattern.replaceAll(/[!%_]/g, "!$&").replaceAll("*", "%");
  return `'${escaped.replaceAll("'", "''")}'`;
}
