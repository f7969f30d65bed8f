import { useId, useMemo } from "preact/hooks";
import type { BinAnswer } from "../../src/server/resources/rules/wire.ts";
import { type Bars, barsOf } from "./bars.ts";
import type { Scale } from "./scale.ts";

/** Where the bound stands in pixels, and which side of it is dropped. */
export interface Cut {
  readonly at: number;
  readonly below: boolean;
}

/** The columns of a histogram in the colours of the verdicts. Moving the bound moves two rectangles and nothing else. */
export function Columns({
  bins,
  edges,
  scale,
  height,
  cut,
}: {
  readonly bins: readonly BinAnswer[];
  readonly edges: readonly number[];
  readonly scale: Scale;
  readonly height: number;
  readonly cut: Cut | undefined;
}) {
  const id = useId();
  const bars = useMemo(() => barsOf(bins, edges, scale, height), [bins, edges, scale, height]);
  const left = Math.min(scale.width, Math.max(0, cut?.at ?? 0));
  return (
    <>
      <clipPath id={`${id}l`}>
        <rect x={0} y={0} width={left} height={height} />
      </clipPath>
      <clipPath id={`${id}r`}>
        <rect x={left} y={0} width={Math.max(0, scale.width - left)} height={height} />
      </clipPath>
      <Fates bars={bars} id={id} below={cut?.below} />
    </>
  );
}

function Fates({ bars, id, below }: { readonly bars: Bars; readonly id: string; readonly below?: boolean }) {
  const colour = (isDropped: boolean) => `var(--${isDropped ? "drop" : "keep"})`;
  return (
    <>
      <path d={bars.kept} fill="var(--keep)" />
      {below === undefined ? (
        <path d={bars.movable} fill="var(--keep)" />
      ) : (
        <>
          <path d={bars.movable} fill={colour(below)} clip-path={`url(#${id}l)`} />
          <path d={bars.movable} fill={colour(!below)} clip-path={`url(#${id}r)`} />
        </>
      )}
      <path d={bars.dropped} fill="var(--drop)" />
      <path d={bars.elsewhere} fill="var(--other)" />
    </>
  );
}
