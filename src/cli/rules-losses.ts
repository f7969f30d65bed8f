import type { Size } from "../clean/rules/ledger/amounts.ts";
import {
  type Grouping,
  type GroupLosses,
  lossesOf,
  type RuleLoss,
  topGroups,
} from "../clean/rules/ledger/losses.ts";
import type { Row } from "../core/table.ts";
import { colours } from "./colour.ts";
import { grid } from "./grid.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { type BenchFlags, charactersOf, withBench } from "./rules-bench.ts";
import { sizeLine } from "./rules-lines.ts";
import { count, percent, plural, show } from "./show.ts";

/** Flags of `sluice rules losses`. */
export interface LossesFlags extends BenchFlags {
  readonly by?: Grouping;
}

/** Groups that are told one by one. */
const most = 8;

/** `sluice rules losses`: what each rule takes with others and alone, in documents, characters and tokens; `--by` in every source or language. */
export async function ruleLosses(flags: LossesFlags): Promise<void> {
  await withBench(flags, async ({ ledger }) => {
    const characters = await charactersOf(ledger);
    const [whole] = await lossesOf(ledger, characters);
    const groups = flags.by && topGroups(await lossesOf(ledger, characters, flags.by), most);
    if (flags.json) printJson({ ...(whole ?? {}), groups: groups ?? null });
    else process.stdout.write(whole === undefined ? "no documents\n" : textOf(whole, flags.by, groups ?? []));
    const first = byTokens(whole?.rules ?? [])[0];
    const place = sameWorkspace(flags.workspace);
    next(
      first
        ? `sluice rules examples ${shellWord(first.rule)}${place}`
        : `sluice rules try "word_count < 80"${place}`,
    );
  });
}

/** Rules that take most tokens first. */
export function byTokens(rules: readonly RuleLoss[]): RuleLoss[] {
  return rules.toSorted(
    (a, b) =>
      b.joint.tokens - a.joint.tokens || b.joint.documents - a.joint.documents || (a.rule < b.rule ? -1 : 1),
  );
}

function textOf(whole: GroupLosses, by: Grouping | undefined, groups: readonly GroupLosses[]): string {
  const { strong, drop, muted } = colours(process.stdout);
  const spoken = byTokens(whole.rules).filter(({ joint }) => joint.documents > 0);
  const silent = whole.rules.filter(({ joint }) => joint.documents === 0).map(({ rule }) => show(rule));
  const rows = spoken.map(({ rule, when, joint, alone }) => ({
    rule,
    ...columnsOf("", joint, whole.all),
    ...columnsOf("alone ", alone, whole.all),
    when,
  }));
  return [
    `${strong(plural(whole.all.documents, "document"))}${whole.all.characters === null ? "" : `, ${plural(whole.all.characters, "character")}`}, ${plural(whole.all.tokens, "token")}`,
    `${drop("dropped")}${sizeLine(whole.dropped, whole.all)}`,
    "",
    rows.length === 0 ? "no rule dropped anything" : grid(rows, 160),
    ...(silent.length === 0 ? [] : [muted(`dropped nothing: ${silent.join(", ")}`)]),
    ...(by === undefined ? [] : matrices(whole, by, groups)),
    "",
  ].join("\n");
}

function columnsOf(prefix: string, size: Size, all: Size): Row {
  return {
    [`${prefix}documents`]: count(size.documents),
    [`${prefix}%`]: percent(size.documents / Math.max(1, all.documents)),
    ...(size.characters === null ? {} : { [`${prefix}characters`]: count(size.characters) }),
    [`${prefix}tokens`]: count(size.tokens),
  };
}

/** Two tables, rules by groups: the share of the tokens of a group that a rule takes, and that it alone takes. */
function matrices(whole: GroupLosses, by: Grouping, groups: readonly GroupLosses[]): string[] {
  const table = (kind: "joint" | "alone") => {
    const sizes = (unit: "documents" | "tokens") =>
      Object.fromEntries(groups.map(({ group, all }, i) => [keyOf(group, i), count(all[unit])]));
    const spoken = byTokens(whole.rules).filter(({ joint }) => joint.documents > 0);
    const shares = spoken.map((loss) => ({
      rule: loss.rule,
      ...Object.fromEntries(groups.map((one, i) => [keyOf(one.group, i), shareIn(one, loss, kind)])),
    }));
    return grid(
      [{ rule: "documents", ...sizes("documents") }, { rule: "tokens", ...sizes("tokens") }, ...shares],
      160,
    );
  };
  return [
    "",
    `share of the tokens of each ${by} that a rule takes`,
    table("joint"),
    "",
    "… and that it alone takes",
    table("alone"),
  ];
}

function keyOf(group: string | null, place: number): string {
  return group ?? (place < most ? "not known" : "other");
}

function shareIn({ rules, all }: GroupLosses, { stage, rule }: RuleLoss, kind: "joint" | "alone"): string {
  const own = rules.find((one) => one.stage === stage && one.rule === rule);
  return percent((own?.[kind].tokens ?? 0) / Math.max(1, all.tokens));
}
