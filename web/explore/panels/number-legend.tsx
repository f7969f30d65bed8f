import { useMemo } from "preact/hooks";
import type { ColoursHeader } from "../../../src/server/resources/map/wire.ts";
import { formatCount, formatNumber } from "../../shared/format.ts";
import type { Bounds } from "../address.ts";
import { type NumberScale, numberScale } from "../number-scale.ts";
import { numberColour } from "../theme-colours.ts";

type NumberHeader = Extract<ColoursHeader, { readonly kind: "number" }>;

const bins = 48;
const steps = 240;

/** A colour bar under a histogram of the values, with two handles: what is between them stays in colour. */
export function NumberLegend({
  label,
  header,
  values,
  bounds,
  isDark,
  onBounds,
}: {
  readonly label: string;
  readonly header: NumberHeader;
  readonly values: Float32Array;
  readonly bounds: Bounds;
  readonly isDark: boolean;
  readonly onBounds: (bounds: Bounds | undefined) => void;
}) {
  const { low, high, missing, unit, whole } = header;
  const scale = useMemo(() => numberScale(values, low, high), [values, low, high]);
  const counts = useMemo(() => histogram(values, scale), [values, scale]);
  const tallest = Math.max(1, ...counts);
  const [from, to] = [bounds[0] ?? low, bounds[1] ?? high];
  const place = (value: number) => Math.round(scale.share(value) * steps);
  const value = (step: number) => rounded(scale.value(step / steps), whole);
  const set = (first: number, last: number) => {
    const next: Bounds = [first <= 0 ? null : value(first), last >= steps ? null : value(last)];
    onBounds(next[0] === null && next[1] === null ? undefined : next);
  };
  if (high <= low) return <p class="quiet small">All documents have the value {formatNumber(low)}.</p>;
  return (
    <div class="explore-numbers">
      <svg viewBox={`0 0 ${bins} 40`} preserveAspectRatio="none" aria-hidden="true">
        <title>Histogram</title>
        {counts.map((count, bin) => {
          const share = (bin + 0.5) / bins;
          const at = scale.value(share);
          const isIn = at >= from && at <= to;
          const height = count === 0 ? 0 : Math.max(1, (40 * count) / tallest);
          return (
            <rect
              key={bin}
              x={bin + 0.06}
              y={40 - height}
              width={0.88}
              height={height}
              fill={isIn ? numberColour(share, isDark) : "var(--noise)"}
            />
          );
        })}
      </svg>
      <div class="explore-range">
        <input
          type="range"
          min={0}
          max={steps}
          value={place(from)}
          aria-label={`${label}, from`}
          aria-valuetext={formatNumber(from)}
          onInput={(event) => set(Math.min(Number(event.currentTarget.value), place(to)), place(to))}
        />
        <input
          type="range"
          min={0}
          max={steps}
          value={place(to)}
          aria-label={`${label}, to`}
          aria-valuetext={formatNumber(to)}
          onInput={(event) => set(place(from), Math.max(Number(event.currentTarget.value), place(from)))}
        />
      </div>
      <p class="explore-ticks number tiny quiet" aria-hidden="true">
        {[0, 0.5, 1].map((share) => (
          <span key={share}>{formatNumber(rounded(scale.value(share), whole))}</span>
        ))}
      </p>
      <p class="number small">
        {formatNumber(from)} to {formatNumber(to)} {unit}
        {bounds[0] !== null || bounds[1] !== null ? (
          <button type="button" class="button bare small" onClick={() => onBounds(undefined)}>
            All values
          </button>
        ) : (
          <span class="quiet">drag the ends to narrow</span>
        )}
      </p>
      {missing > 0 && <p class="quiet tiny">{formatCount(missing)} without a value, in grey</p>}
      {!scale.isEven && <p class="quiet tiny">The scale is stretched where most documents lie.</p>}
    </div>
  );
}

/** How many values lie in each of equal parts of the scale; what is beyond the ends counts for the last part there. */
function histogram(values: Float32Array, scale: NumberScale): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    if (!Number.isNaN(value)) counts[Math.min(bins - 1, Math.floor(scale.share(value) * bins))]++;
  }
  return counts;
}

function rounded(value: number, whole: boolean): number {
  return whole ? Math.round(value) : Number(value.toPrecision(5));
}
