import type { CostCurve } from "../../src/server/resources/cost/wire.ts";
import { lineChart } from "../../src/viz/charts/lines.ts";
import { Chart } from "../shared/chart.tsx";
import { useWidth } from "../shared/use-width.ts";

const height = 300;

/** The line on which the answer lies, with the person's point. */
export function Curve({ curve, caveat }: { readonly curve: CostCurve; readonly caveat: string | undefined }) {
  const { place, width } = useWidth<HTMLDivElement>();
  return (
    <figure class="budget-curve">
      <div class="budget-picture" ref={place}>
        {width > 0 && <Chart markup={draw(curve, width)} />}
      </div>
      <figcaption class="tiny quiet">
        {curve.title}
        {curve.you === undefined && (
          <span class="budget-beyond">. Your point is not on it: {caveat ?? "no law holds there."}</span>
        )}
      </figcaption>
    </figure>
  );
}

function draw({ title, x, y, logarithmic, name, points, you }: CostCurve, width: number) {
  return lineChart({
    title,
    x,
    y,
    width,
    height,
    logarithmic: logarithmic.includes("y") ? "both" : logarithmic.includes("x"),
    series: [{ name, points, color: "var(--accent)" }],
    dots: points.flatMap(({ text, ...point }) =>
      text === undefined || point.x === you?.x ? [] : [{ ...point, text }],
    ),
    marks: you && [{ x: you.x, y: you.y, text: you.text === undefined ? "you" : `you: ${you.text}` }],
  });
}
