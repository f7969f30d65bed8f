const light = `
  --paper: #fcfcfa; --raised: #f5f4ef; --ink: #1b1b18; --muted: #6b6a63; --line: #e4e2da; --accent: #0b6e99;
  --keep: #009e73; --drop: #d55e00; --edit: #e69f00; --unsure: #cc79a7; --other: #a9a79e;
  --keep-text: #00714f; --drop-text: #a84900; --shade: #d9d7ce;
  --c0: #0072b2; --c1: #e69f00; --c2: #009e73; --c3: #cc79a7; --c4: #56b4e9;
  --c5: #d55e00; --c6: #004a78; --c7: #8a5a00; --c8: #00543e; --c9: #8a3f66;`;

const dark = `
  --paper: #161613; --raised: #1f1f1b; --ink: #ecebe4; --muted: #98968c; --line: #2e2d28; --accent: #58b7e0;
  --keep: #1fb88c; --drop: #e8762a; --edit: #e69f00; --unsure: #d98fb8; --other: #85837a;
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
.chart text, .bars text { font: 12px var(--sans); fill: var(--ink); font-variant-numeric: tabular-nums; }
.chart text.quiet, .bars text.quiet { fill: var(--muted); }
.chart text.strong { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
.chart text.keep { fill: var(--keep-text); } .chart text.drop { fill: var(--drop-text); }
.chart .axis { stroke: var(--line); } .chart .bound { stroke: var(--ink); stroke-dasharray: 3 2; }
.bars { display: block; width: 100%; overflow: visible; }`;

/** The colour of category i; beyond the tenth, and for -1, the grey of "other". */
export function categoryColor(i: number): string {
  return i >= 0 && i < CATEGORIES ? `var(--c${i})` : "var(--other)";
}
