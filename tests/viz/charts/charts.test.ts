import { describe, expect, test } from "vitest";
import { barChart } from "../../../src/viz/charts/bars.ts";
import { textWidth } from "../../../src/viz/charts/format.ts";
import { funnelChart } from "../../../src/viz/charts/funnel.ts";
import { funnelColumn } from "../../../src/viz/charts/funnel-column.ts";
import type { FunnelData } from "../../../src/viz/charts/funnel-data.ts";
import { histogramChart } from "../../../src/viz/charts/histogram.ts";
import { type LinesData, lineChart } from "../../../src/viz/charts/lines.ts";
import type { Markup } from "../../../src/viz/charts/markup.ts";
import { agreementChart } from "../../../src/viz/charts/matrix.ts";
import { scatterChart } from "../../../src/viz/charts/scatter.ts";

const hostile = '<img src=x onerror="alert(1)">';
const bins = [0, 1, 2].map((from) => ({ from, to: from + 1, kept: 4 - from, dropped: from, elsewhere: 1 }));

const funnel = (text: string): FunnelData => ({
  unit: text,
  input: 100,
  steps: [{ stage: text, lost: 40, rules: [{ rule: text, lost: 30 }] }],
});

const charts: Record<string, (text: string) => Markup> = {
  funnel: (text) => funnelChart(funnel(text)),
  "funnel column": (text) => funnelColumn(funnel(text)),
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

test("bars are a list with a name; a label becomes no markup, its middle goes when it is long", () => {
  const { markup } = barChart(hostile, [{ label: `${"folder/".repeat(20)}${hostile}`, value: 3 }]);
  expect(markup).toMatch(/^<ul class="bars" aria-label="&lt;img/);
  expect(markup).not.toContain("<img");
  expect(markup).toMatch(/>folder\/folder\/f…[^<]*alert\(1\)&quot;&gt;<\/span>/);
});

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

test("a logarithmic histogram says so, and marks powers of ten at places that grow with log(1 + value)", () => {
  const wide = [0, 9, 99].map((from, i) => ({
    from,
    to: [9, 99, 999][i],
    kept: 1,
    dropped: 0,
    elsewhere: 0,
  }));
  const { markup } = histogramChart({ signal: "words", logarithmic: true, bins: wide, bounds: [] });
  expect(markup).toContain("on a logarithmic axis");
  expect([...markup.matchAll(/<rect x="([\d.]+)"/g)].map(([, x]) => Math.round(Number(x)))).toEqual([
    1, 107, 214,
  ]);
  expect([...markup.matchAll(/text-anchor="\w+">([\d,]+)</g)].map(([, text]) => text)).toEqual([
    "0",
    "10",
    "100",
  ]);
});

test("a bound beyond the axis stands at its end with an arrow", () => {
  const { markup } = histogramChart({ signal: "s", bins, bounds: [{ rule: "r", value: 9, drops: "above" }] });
  expect(markup).toContain("dropped above 9 →");
});

test("the funnel names the rule that took most of a loss, on wide and on narrow screens", () => {
  for (const draw of [funnelChart, funnelColumn]) {
    const { markup } = draw({
      unit: "tokens",
      input: 100,
      steps: [{ stage: "quality", lost: 40, rules: [{ rule: "too_few_words", lost: 30 }] }],
    });
    const text = markup.replaceAll(/<title>.*?<\/title>/gs, "").replaceAll(/<[^>]+>|\s/g, " ");
    expect(text).toMatch(/−40 +40\.0 % +too_few_words/);
    expect(markup).toContain("too_few_words: 30 (75.0\u00a0%)");
  }
});

test("the width of a flow is proportional to what it carries", () => {
  const { markup } = funnelChart({ unit: "tokens", input: 100, steps: [{ stage: "rules", lost: 25 }] });
  const widths = [...markup.matchAll(/stroke-width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths[0] / widths[1]).toBeCloseTo(3, 1);
});

test("a funnel that loses everything, and a bar of nothing, are drawn", () => {
  const all = funnelChart({ unit: "documents", input: 5, steps: [{ stage: "rules", lost: 5 }] }).markup;
  expect(all).not.toMatch(/NaN|undefined/);
  expect(
    funnelColumn({ unit: "documents", input: 0, steps: [{ stage: "rules", lost: 0 }] }).markup,
  ).not.toMatch(/NaN|Inf/);
  expect(barChart("empty", [{ label: "none", value: 0 }]).markup).toContain("width: 0.00%");
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
  expect(places(markup).every(({ left, top }) => left > 0 && left < 100 && top > 0 && top < 100)).toBe(true);
});

test("noise is grey, and a name at the edge moves inside", () => {
  const points = [-1, 0, 0, 0, 1].map((cluster, i) => ({
    x: cluster === 0 ? 0 : 100,
    y: i,
    cluster,
    title: "",
  }));
  const name = "a long name · of several · terms";
  const { markup } = scatterChart(points, [{ cluster: 0, name, size: 3 }]);
  expect(markup).toContain('data-cluster="-1" stroke="var(--noise)"');
  const half = textWidth(name) / 2 / 10;
  expect(places(markup)[0].left).toBeGreaterThan(half);
});

test("names that would lie on each other are hidden, those of smaller clusters first", () => {
  const clusters = Array.from({ length: 12 }, (_, cluster) => ({
    cluster,
    name: `name ${cluster}`,
    size: 12 - cluster,
  }));
  const points = clusters.map(({ cluster }) => ({ x: cluster / 1000, y: 1, cluster, title: "" }));
  const { markup } = scatterChart([...points, { x: 1, y: 0, cluster: -1, title: "" }], clusters);
  const hidden = [...markup.matchAll(/<span class="(hidden|)" data-cluster="(\d+)"/g)].map(
    ([, kind]) => kind,
  );
  expect(hidden[0]).toBe("");
  expect(hidden.slice(3)).toEqual(Array(9).fill("hidden"));
});

function places(markup: string): { left: number; top: number }[] {
  return [...markup.matchAll(/left: ([\d.]+)%; top: ([\d.]+)%/g)].map(([, left, top]) => ({
    left: Number(left),
    top: Number(top),
  }));
}

describe("charts that the pages show too", () => {
  const points = [1, 10, 100].map((x) => ({ x, y: x * 2, low: x, high: x * 3 }));
  const lines = (options: Partial<LinesData> = {}) =>
    lineChart({ title: "t", x: "x", y: "y", series: [{ name: "s", points }], ...options }).markup;

  test("carry no inline style: the content security policy of the pages forbids it", () => {
    for (const draw of [charts.funnel, charts["funnel column"], charts.histogram, charts.lines])
      expect(draw("text").markup).not.toContain("style=");
  });

  test("a picture is as wide as it is asked to be, and the words keep their size", () => {
    expect(lines({ width: 700, height: 300 })).toContain('viewBox="0 0 700 300"');
    expect(funnelChart(funnel("s"), { width: 640 }).markup).toContain('viewBox="0 0 640 ');
  });

  test("a loss names its stage where a click can find it, and only a loss does", () => {
    for (const { markup } of [funnelChart(funnel('a"b')), funnelColumn(funnel('a"b'))])
      expect(new Set([...markup.matchAll(/data-loss="([^"]*)"/g)].map(([, name]) => name))).toEqual(
        new Set(["a&quot;b"]),
      );
  });

  test("with both axes by powers of ten, a line of a power law is straight", () => {
    const [, path] = /<path\s+d="(M[^"]+)" fill="none"/.exec(lines({ logarithmic: "both" })) ?? [];
    const [a, b, c] = path
      .split(/[ML]/)
      .filter(Boolean)
      .map((point) => point.split(",").map(Number));
    expect((b[1] - a[1]) / (b[0] - a[0])).toBeCloseTo((c[1] - b[1]) / (c[0] - b[0]), 1);
  });

  test("one's point stands above a falling line and below a rising one", () => {
    const mark = (marked: LinesData["series"]) => {
      const markup = lines({ series: marked, marks: [{ x: 10, y: 20, text: "you" }] });
      const dot = Number(/<circle[^>]*cy="([\d.]+)" r="5"/.exec(markup)?.[1]);
      return Number(/class="strong"\s+x="[\d.]+" y="([\d.]+)"/.exec(markup)?.[1]) - dot;
    };
    expect(mark([{ name: "rising", points }])).toBeGreaterThan(0);
    expect(mark([{ name: "falling", points: points.map(({ x }) => ({ x, y: 200 / x })) }])).toBeLessThan(0);
  });

  test("numbers of an axis are all written in one way", () => {
    const huge = points.map(({ x, y }) => ({ x: x * 1e15, y }));
    expect(lines({ logarithmic: true, series: [{ name: "s", points: huge }] })).toMatch(/>10¹⁵<.*>10¹⁷</s);
    expect(lines({ logarithmic: true })).toMatch(/>1<.*>10<.*>100</s);
  });
});
