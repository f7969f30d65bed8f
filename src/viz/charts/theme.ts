const light = `
  --paper: #fcfcfa; --raised: #f5f4ef; --ink: #1b1b18; --muted: #6b6a63; --line: #e4e2da; --accent: #0b6e99;
  --keep: #009e73; --drop: #d55e00; --edit: #e69f00; --unsure: #cc79a7; --other: #8b897f; --noise: #c6c4ba;
  --keep-text: #00714f; --drop-text: #a84900; --shade: #d9d7ce;
  --c0: #0072b2; --c1: #e69f00; --c2: #009e73; --c3: #cc79a7; --c4: #56b4e9;
  --c5: #d55e00; --c6: #004a78; --c7: #8a5a00; --c8: #00543e; --c9: #8a3f66;`;

const dark = `
  --paper: #161613; --raised: #1f1f1b; --ink: #ecebe4; --muted: #98968c; --line: #2e2d28; --accent: #58b7e0;
  --keep: #1fb88c; --drop: #e8762a; --edit: #e69f00; --unsure: #d98fb8; --other: #8d8b82; --noise: #55534b;
  --keep-text: #3cc79c; --drop-text: #ff9a5c; --shade: #3a3933;
  --c0: #3d9bd6; --c1: #e69f00; --c2: #1fb88c; --c3: #d98fb8; --c4: #7cc8f2;
  --c5: #e8762a; --c6: #a9d4f0; --c7: #f2cf86; --c8: #8fe0c4; --c9: #f0c3dc;`;

/** Number of category colours (Okabe–Ito without its yellow, then lightness steps); what is beyond is "other". */
export const CATEGORIES = 10;

/** CSS of the tokens: colours of both schemes, sizes of type and space. Charts name colours only through these variables. */
export const themeStyle = `
:root { color-scheme: light dark; ${light}
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "DejaVu Serif", serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { ${dark} } }`;

/** CSS that every chart relies on. */
export const chartStyle = `
.chart { display: block; width: 100%; height: auto; overflow: visible; }
.chart text { font: 12px var(--sans); fill: var(--ink); font-variant-numeric: tabular-nums; unicode-bidi: isolate; }
.chart .quiet { fill: var(--muted); } .chart tspan.strong { font-weight: 600; }
.chart text.strong, .chart text.over { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
.chart text.over { font-weight: 400; }
.chart .keep { fill: var(--keep-text); } .chart .drop { fill: var(--drop-text); }
.chart.lines { max-width: 480px; }
.chart .axis { stroke: var(--line); } .chart .bound { stroke: var(--ink); stroke-dasharray: 3 2; }
.bars { margin: 0; padding: 0; list-style: none; font-size: 12px; line-height: 16px; font-variant-numeric: tabular-nums; }
.bars li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; padding-bottom: 8px; }
.bars .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
.bars .n { color: var(--muted); white-space: nowrap; }
.bars i { grid-column: 1 / -1; height: 5px; background: var(--line); border-radius: 1px; }
.bars b { display: block; height: 5px; min-width: 1px; border-radius: 1px; }`;

/** The colour of a cluster: noise is a paler grey than the clusters beyond the tenth. */
export function clusterColor(cluster: number): string {
  return cluster < 0 ? "var(--noise)" : categoryColor(cluster);
}

/** The colour of category i; beyond the tenth, and for -1, the grey of "other". */
export function categoryColor(i: number): string {
  return i >= 0 && i < CATEGORIES ? `var(--c${i})` : "var(--other)";
}
