import type { Polygon } from "../../../src/viz/explore/polygon.ts";
import type { Colours, Points, Transform } from "../render/index.ts";
import { colourAt } from "../theme-colours.ts";

/** What is drawn over the points, in the coordinates of the map. */
export interface OverlayMarks {
  readonly lasso: Polygon | undefined;
  /** The open document and the one that a pointer is on. */
  readonly rings: readonly number[];
  /** Documents like the open one. */
  readonly neighbours: readonly number[];
  /** The open document, from which lines lead to its neighbours. */
  readonly centre: number | undefined;
}

/** Lasso, rings and lines; one transformation of the group follows the camera (`followOverlay`). */
export function Overlay({
  marks,
  points,
  colours,
}: {
  readonly marks: OverlayMarks;
  readonly points: Points;
  readonly colours: Colours;
}) {
  const { lasso, rings, neighbours, centre } = marks;
  const isPlaced = (index: number) => Number.isFinite(points.x[index] + points.y[index]);
  const place = (index: number) => `${points.x[index]} ${points.y[index]}`;
  const lines =
    centre === undefined || !isPlaced(centre)
      ? ""
      : neighbours
          .filter(isPlaced)
          .map((index) => `M${place(centre)}L${place(index)}`)
          .join("");
  return (
    <svg class="explore-overlay" aria-hidden="true">
      <title>Selection</title>
      <g>
        {lasso && <path class="lasso" d={`M${lasso.map(([x, y]) => `${x} ${y}`).join("L")}Z`} />}
        <path class="line" d={lines} />
        {[...neighbours, ...rings].filter(isPlaced).map((index, i) => (
          <g key={i}>
            <path class="ring-out" d={`M${place(index)}h0`} />
            <path class="ring" d={`M${place(index)}h0`} />
            <path class="ring-in" d={`M${place(index)}h0`} style={{ stroke: colourAt(colours, index) }} />
          </g>
        ))}
      </g>
    </svg>
  );
}

/** Moves the overlay to where the map is. */
export function followOverlay(host: HTMLElement, { scale, left, top }: Transform): void {
  const group = host.querySelector(".explore-overlay g");
  group?.setAttribute("transform", `matrix(${scale} 0 0 ${-scale} ${left} ${top})`);
}
