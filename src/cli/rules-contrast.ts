import {
  type Contrast,
  contrastOf,
  type Ranking,
  type SignalContrast,
} from "../clean/rules/contrast/contrast.ts";
import { openSubsets } from "../clean/rules/contrast/subsets.ts";
import { UserError } from "../core/errors.ts";
import { colours } from "./colour.ts";
import { cell } from "./grid.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { type BenchFlags, withBench } from "./rules-bench.ts";
import { spark } from "./rules-lines.ts";
import { nameOf } from "./rules-try.ts";
import { count, percent, show } from "./show.ts";

/** Flags of `sluice rules contrast`. */
export interface ContrastFlags extends BenchFlags {
  readonly task?: string;
  readonly by?: Ranking;
  readonly top?: number;
}

/** `sluice rules contrast`: every numeric signal in two subsets, ranked by how far they lie apart. */
export async function contrastSubsets(a: string, b: string | undefined, flags: ContrastFlags): Promise<void> {
  await withBench(flags, async ({ ledger }) => {
    const subsets = await openSubsets(ledger, a, b, flags.task);
    const contrast = await contrastOf(ledger, subsets, flags.by);
    const names = [a, b ?? "everything else"] as const;
    refuseEmpty(contrast, names);
    if (flags.json) printJson({ a, b: b ?? null, ...contrast });
    else process.stdout.write(textOf(contrast, names, flags.top ?? 10));
    const [first] = contrast.signals;
    const place = sameWorkspace(flags.workspace);
    next(
      first
        ? `sluice rules set ${shellWord(nameOf([first.signal]))} ${shellWord(first.when)} --dry-run${place}`
        : "sluice signals",
    );
  });
}

function refuseEmpty({ documents }: Contrast, names: readonly [string, string]): void {
  documents.forEach((size, i) => {
    if (size === 0)
      throw new UserError(
        `rules contrast: no document is in ${"AB"[i]} (${names[i]}) and not in ${"BA"[i]} as well. Values: sluice query "SELECT source, language, count(*) FROM documents GROUP BY ALL"`,
      );
  });
}

function textOf(
  { documents, sampled, signals }: Contrast,
  names: readonly [string, string],
  most: number,
): string {
  const { keep, drop, muted } = colours(process.stdout);
  const paint = [keep, drop];
  const head = names.map((name, i) => {
    const part = sampled[i] < documents[i] ? `, distributions from ${count(sampled[i])} of them` : "";
    return `${paint[i]("AB"[i])}  ${show(name)}: ${count(documents[i])} documents${part}`;
  });
  const shown = signals.slice(0, most);
  const rest = signals.length - shown.length;
  return [
    ...head,
    ...(shown.length === 0 ? ["", "no signal has values in both"] : []),
    ...shown.flatMap((signal) => signalLines(signal, paint)),
    ...(rest > 0 ? ["", muted(`${rest} more signals lie closer together: --top ${signals.length}`)] : []),
    "",
  ].join("\n");
}

function signalLines(one: SignalContrast, [keep, drop]: ReturnType<typeof colours>["keep"][]): string[] {
  const { strong, muted } = colours(process.stdout);
  const ends = `${cell(one.edges[0] + (one.whole ? 1 : 0))} … ${cell(one.edges[one.edges.length - 1])}`;
  return [
    "",
    `${strong(show(one.signal))}  KS ${one.ks.toFixed(3)}  AUC ${one.auc.toFixed(3)}  JS ${one.js.toFixed(3)}`,
    `${keep("A")} ${spark(one.a)}  ${muted(ends)}`,
    `${drop("B")} ${spark(one.b)}  ${show(one.when)} takes ${percent(one.takesB)} of B and ${percent(one.takesA)} of A`,
  ];
}
