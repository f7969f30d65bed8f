import type { FunnelData } from "../../src/viz/charts/funnel-data.ts";
import { describeFunnel, leftAfter } from "../../src/viz/charts/funnel-data.ts";

const width = 120;
const height = 22;

/** A funnel the size of a word: what is left after each stage, what fell above it. */
export function Spark({ funnel }: { readonly funnel: FunnelData }) {
  const { input, steps } = funnel;
  if (input === 0) return null;
  const column = width / (steps.length + 1);
  const scale = (value: number) => (height * value) / input;
  const left = leftAfter(funnel);
  const columns = [{ lost: 0, rest: input }, ...steps.map(({ lost }, i) => ({ lost, rest: left[i] }))];
  return (
    <svg class="home-spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img">
      <title>{describeFunnel(funnel)}</title>
      {columns.map(({ lost, rest }, i) => {
        const kept = Math.max(1, scale(rest));
        const fell = lost > 0 ? Math.max(1, scale(lost)) : 0;
        const place = { x: i * column, width: Math.max(1, column - 1) };
        return (
          <g key={i}>
            <rect
              {...place}
              y={height - kept}
              height={kept}
              fill={i === 0 ? "var(--other)" : "var(--keep)"}
            />
            <rect {...place} y={height - kept - fell} height={fell} fill="var(--drop)" />
          </g>
        );
      })}
    </svg>
  );
}
