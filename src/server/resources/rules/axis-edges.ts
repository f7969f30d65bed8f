import type { Handle } from "../../../clean/rules/handles.ts";
import { type Axis, type Spread, spreadOf } from "../../../clean/rules/ledger/axis.ts";
import { checkedRule } from "../../../clean/rules/ledger/draft.ts";
import { type Binning, binning } from "../../../viz/report/bins.ts";
import { type Bench, knownIn } from "./bench.ts";

/** The spread of an axis and the borders of its bins. */
export interface AxisEdges extends Binning {
  readonly spread: Spread;
}

/**
 * Borders that show every bound in force with both of its sides. They do not follow a bound that is dragged, so that nothing jumps under
 * the hand; only one that was set beyond the end of the axis stretches it.
 */
export async function axisEdges(
  bench: Bench,
  signal: string,
  axis: Axis,
  handle: Handle | undefined,
): Promise<AxisEdges | undefined> {
  const spread = await knownIn(bench, `spread ${signal}`, () => spreadOf(bench.ledger, axis));
  if (spread === undefined) return undefined;
  const bounds = await knownIn(bench, `bounds ${signal}`, () => boundsInForce(bench, signal, axis.whole));
  const usual = binning(spread, bounds);
  const own = handle && drawnAt(handle, axis.whole);
  const isBeyond = own !== undefined && (own < usual.edges[0] || own > (usual.edges.at(-1) ?? own));
  return { spread, ...(isBeyond ? binning(spread, [own, ...bounds]) : usual) };
}

/** Where a bound parts the values: among whole numbers `> 0` stands at 1. */
export function drawnAt({ operator, value }: Handle, whole: boolean): number {
  const equalIsLeft = operator === ">" || operator === "<=";
  return whole && equalIsLeft ? Math.floor(value) + 1 : value;
}

async function boundsInForce({ ledger }: Bench, signal: string, whole: boolean): Promise<number[]> {
  const bounds: number[] = [];
  for (const stage of ledger.stages) {
    for (const { name, when } of stage.rules) {
      const rule = await checkedRule(ledger, stage, name, when).catch(() => undefined);
      for (const handle of rule?.handles ?? [])
        if (handle.expression === signal) bounds.push(drawnAt(handle, whole));
    }
  }
  return bounds;
}
