import { expect, test } from "vitest";
import { barChart } from "../../../src/viz/charts/bars.ts";
import { funnelChart } from "../../../src/viz/charts/funnel.ts";
import { histogramChart } from "../../../src/viz/charts/histogram.ts";
import { lineChart } from "../../../src/viz/charts/lines.ts";
import type { Markup } from "../../../src/viz/charts/markup.ts";
import { agreementChart } from "../../../src/viz/charts/matrix.ts";
import { scatterChart } from "../../../src/viz/charts/scatter.ts";

const hostile = '<img src=x onerror="alert(1)">';
const bins = [0, 1, 2].map((from) => ({ from, to: from + 1, kept: 4 - from, dropped: from, elsewhere: 1 }));

const charts: Record<string, (text: string) => Markup> = {
  bars: (text) => barChart(text, [{ label: text, value: 3 }]),
  funnel: (text) =>
    funnelChart({ unit: text, input: 100, steps: [{ stage: text, lost: 40, rules: [text] }] }),
  histogram: (text) =>
    histogramChart({ signal: text, bins, bounds: [{ rule: text, value: 1, drops: "below" }] }),
  lines: (text) =>
    lineChart({
      title: text,
      x: text,
      y: text,
      series: [
        {
          name: text,
          points: [
            { x: 1, y: 1 },
            { x: 2, y: 4 },
          ],
        },
      ],
    }),
  matrix: (text) => agreementChart([text, "b"], [{ a: text, b: "b", share: 0.5, both: 4 }]),
  scatter: (text) =>
    scatterChart([{ x: 0, y: 0, cluster: 0, title: text }], [{ cluster: 0, name: text, size: 1 }]),
};

test.each(Object.entries(charts))(
  "%s: has a label for those who do not see, no NaN, and no markup from text",
  (_, draw) => {
    const { markup } = draw(hostile);
    expect(markup).toContain('role="img"');
    expect(markup).toContain("aria-label=");
    expect(markup).not.toMatch(/NaN|undefined|Infinity/);
    expect(markup).not.toContain("<img");
    expect(markup.replaceAll(/\s+/g, " ")).toContain("&lt;img src=x");
  },
);

test("the height of histogram bars is proportional to their documents", () => {
  const heights = [
    ...histogramChart({ signal: "s", bins, bounds: [] }).markup.matchAll(
      /height="([\d.]+)" fill="var\(--keep\)"/g,
    ),
  ];
  const [first, second, third] = heights.map(([, height]) => Number(height));
  expect(first / second).toBeCloseTo(4 / 3, 1);
  expect(first / third).toBeCloseTo(4 / 2, 1);
});

test("the width of a flow is proportional to what it carries", () => {
  const { markup } = funnelChart({ unit: "tokens", input: 100, steps: [{ stage: "rules", lost: 25 }] });
  const widths = [...markup.matchAll(/stroke-width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths[0] / widths[1]).toBeCloseTo(3, 1);
});

test("a funnel that loses everything, and a bar of nothing, are drawn", () => {
  const all = funnelChart({ unit: "documents", input: 5, steps: [{ stage: "rules", lost: 5 }] }).markup;
  expect(all).not.toMatch(/NaN|undefined/);
  expect(barChart("empty", [{ label: "none", value: 0 }]).markup).toContain('width="0.00%"');
});

test("the map has one dot per document, grouped by cluster, and names that fit on it", () => {
  const points = Array.from({ length: 50 }, (_, i) => ({
    x: i % 7,
    y: i % 5,
    cluster: (i % 3) - 1,
    title: "",
  }));
  const { markup } = scatterChart(points, [
    { cluster: 0, name: "sea · ship", size: 17 },
    { cluster: 1, name: "court · law", size: 16 },
  ]);
  expect(markup.match(/h0/g)).toHaveLength(50);
  expect(markup.match(/<path/g)).toHaveLength(3);
  for (const [, left, top] of markup.matchAll(/left: ([\d.]+)%; top: ([\d.]+)%/g)) {
    expect(Number(left)).toBeLessThan(100);
    expect(Number(top)).toBeLessThan(100);
  }
});
