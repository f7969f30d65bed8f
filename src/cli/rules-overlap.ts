import { type Dropper, type Overlap, overlapOf, type Pair } from "../clean/rules/ledger/overlap.ts";
import { colours } from "./colour.ts";
import { grid } from "./grid.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { type BenchFlags, withBench } from "./rules-bench.ts";
import { bar } from "./rules-lines.ts";
import { count, percent, plural, show } from "./show.ts";

/** Flags of `sluice rules overlap`. */
export interface OverlapFlags extends BenchFlags {
  readonly top?: number;
}

/** `sluice rules overlap`: which rules fire together, in pairs and in the largest exact combinations. */
export async function ruleOverlap(flags: OverlapFlags): Promise<void> {
  await withBench(flags, async ({ ledger }) => {
    const overlap = await overlapOf(ledger, flags.top ?? 15);
    if (flags.json) printJson(overlap);
    else process.stdout.write(textOf(overlap, ledger.documents, flags.top ?? 15));
    const place = sameWorkspace(flags.workspace);
    const covered = overlap.pairs.filter(({ a, b }) => a.stage && b.stage).find(isCovered);
    const needless = covered && (covered.aInB >= covered.bInA ? covered.a : covered.b);
    next(
      needless
        ? `sluice rules set ${shellWord(needless.rule)} --off --dry-run${place}`
        : `sluice rules losses${place}`,
    );
  });
}

/** One drops nearly nothing that the other does not. */
function isCovered({ aInB, bInA }: Pair): boolean {
  return Math.max(aInB, bInA) >= 0.99;
}

function textOf(overlap: Overlap, documents: number, most: number): string {
  const { strong } = colours(process.stdout);
  if (overlap.droppers.length === 0) return "nothing was dropped, so no rules overlap\n";
  const pairs = overlap.pairs.slice(0, most).map(({ a, b, both, jaccard, aInB, bInA }) => ({
    a: a.rule,
    b: b.rule,
    both: count(both),
    jaccard: jaccard.toFixed(3),
    "a in b": percent(aInB),
    "b in a": percent(bInA),
  }));
  const more = overlap.pairs.length - pairs.length;
  return [
    strong(`pairs that fire together${more > 0 ? `, the closest of ${count(overlap.pairs.length)}` : ""}`),
    pairs.length === 0 ? "no document is dropped twice" : grid(pairs, 120),
    "",
    strong(`the largest of ${plural(overlap.distinct, "exact combination")}`),
    ...upset(overlap, documents),
    "",
  ].join("\n");
}

/**
 * An UpSet plot (Lex et al. 2014) turned on its side: a line is a combination, a column a rule, ● where the rule is in it; the bar is
 * the number of documents.
 */
function upset({ combinations, droppers }: Overlap, documents: number): string[] {
  const isIn = (one: Dropper, list: readonly Dropper[]) =>
    list.some(({ stage, rule }) => stage === one.stage && rule === one.rule);
  const columns = droppers.filter((one) =>
    combinations.some((combination) => isIn(one, combination.droppers)),
  );
  const letter = (i: number) =>
    i < 26 ? String.fromCharCode(97 + i) : i < 52 ? String.fromCharCode(39 + i) : "?";
  const largest = combinations[0]?.documents ?? 1;
  const head = `${"documents".padStart(11)} ${"%".padStart(7)}  ${columns.map((_, i) => letter(i)).join(" ")}`;
  const lines = combinations.map((combination) => {
    const marks = columns.map((one) => (isIn(one, combination.droppers) ? "●" : "·")).join(" ");
    const share = percent(combination.documents / Math.max(1, documents)).padStart(7);
    return `${count(combination.documents).padStart(11)} ${share}  ${marks}  ${bar(combination.documents / largest, 24)}`;
  });
  const legend = columns.map(
    ({ rule, documents: own }, i) => `  ${letter(i)}  ${count(own).padStart(11)}  ${show(rule)}`,
  );
  return [head, ...lines, "", ...legend];
}
