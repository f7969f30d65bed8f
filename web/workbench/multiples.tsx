import { useMemo } from "preact/hooks";
import type { HistogramAnswer } from "../../src/server/resources/rules/wire.ts";
import { formatNumbered, formatShare, shorten } from "../shared/format.ts";
import { droppedBy } from "./bars.ts";
import { Columns } from "./drawing.tsx";
import type { Moving } from "./histogram.tsx";
import { dropsBelow, placeOf, scaleOf } from "./scale.ts";

const width = 200;
const height = 56;

/** The same axis for each of the largest sources: every one as tall as its own tallest column, so that shapes can be compared. */
export function Multiples({
  histogram,
  moving,
}: {
  readonly histogram: HistogramAnswer;
  readonly moving: Moving | undefined;
}) {
  const { groups, edges } = histogram;
  const scale = useMemo(() => scaleOf(histogram, width), [histogram]);
  const place = moving && placeOf(moving.handle, histogram.whole);
  const below = moving !== undefined && dropsBelow(moving.handle);
  return (
    <ul class="workbench-multiples">
      {groups.map(({ name, documents, bins }) => {
        const drops = place === undefined ? undefined : droppedBy(bins, edges, scale, place, below);
        return (
          <li key={name}>
            <h4 title={name}>
              <bdi>{shorten(name, 30)}</bdi>
            </h4>
            <svg class="chart" viewBox={`0 0 ${width} ${height + 1}`} aria-hidden="true">
              <Columns
                bins={bins}
                edges={edges}
                scale={scale}
                height={height}
                cut={place === undefined ? undefined : { at: scale.x(place), below }}
              />
              <line class="axis" x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} />
              {place !== undefined && (
                <line class="bound" x1={scale.x(place)} x2={scale.x(place)} y1={0} y2={height} />
              )}
            </svg>
            <p class="tiny quiet number">
              {formatNumbered(documents, "document")}
              {drops !== undefined && (
                <>
                  <br />≈ {formatShare(drops / Math.max(1, documents))} dropped
                </>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
