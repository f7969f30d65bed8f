import { chartStyle, themeStyle } from "../charts/theme.ts";

/** The whole style sheet of a report: tokens, charts, and the quiet frame around them. */
export const reportStyle = `${themeStyle}${chartStyle}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 var(--sans); overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.page { display: grid; grid-template-columns: minmax(0, 1fr); max-width: 1080px; margin: 0 auto; padding: 32px 24px 96px; overflow-x: clip; }
nav { display: none; font-size: 13px; }
nav a { display: block; padding: 4px 0; color: var(--muted); text-decoration: none; }
nav a:hover { color: var(--ink); }
@media (min-width: 1240px) {
  .page { grid-template-columns: 152px minmax(0, 1fr); gap: 48px; max-width: 1280px; }
  nav { display: block; position: sticky; top: 32px; align-self: start; padding-top: 8px; }
}
h1 { margin: 0; font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
h2 { margin: 0 0 4px; font-size: 22px; line-height: 1.25; font-weight: 600; }
h3 { margin: 24px 0 8px; font-size: 15px; font-weight: 600; }
p { margin: 0 0 12px; max-width: 72ch; }
.quiet { color: var(--muted); }
.small { font-size: 13px; }
header { padding-bottom: 24px; }
header .input { margin: 4px 0 0; max-width: none; font: 13px/1.5 var(--mono); color: var(--muted); }
.unfinished { margin: 12px 0 0; color: var(--drop-text); }
.figures { display: flex; flex-wrap: wrap; gap: 16px 48px; margin: 24px 0 0; padding: 0; }
.figures div { min-width: 96px; }
.figures dt { font-size: 13px; color: var(--muted); }
.figures dd { margin: 0; font-size: 30px; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
.figures small { display: block; font-size: 12px; font-weight: 400; line-height: 1.5; letter-spacing: 0; color: var(--muted); }
code, b, td, th, h1, h3, li { unicode-bidi: isolate; }
section { padding: 32px 0; border-top: 1px solid var(--line); scroll-margin-top: 16px; }
.lead { margin-bottom: 16px; color: var(--muted); }
.findings { margin: 12px 0 0; padding: 0; list-style: none; columns: 400px 2; column-gap: 48px; }
.findings li { padding: 6px 0; break-inside: avoid; }
.findings q { display: block; margin: 4px 0; }
.reading, blockquote, q { font: 15px/1.6 var(--serif); quotes: none; unicode-bidi: isolate; }
blockquote { margin: 8px 0; overflow: clip; padding-left: 16px; border-left: 2px solid var(--line); max-width: 72ch; }
q { color: var(--muted); padding-left: 16px; border-left: 2px solid var(--line); }
.keep { color: var(--keep-text); } .drop { color: var(--drop-text); }
.lines { min-width: 340px; }
.scroll { overflow-x: auto; margin: 0 -24px 12px; padding: 0 24px 4px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 1.4; }
th { padding: 4px 16px 6px 0; font-weight: 400; color: var(--muted); text-align: left; vertical-align: bottom; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: 6px 16px 6px 0; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, .mono { font: 13px/1.5 var(--mono); }
td code { font-size: 12px; }
.share { display: inline-block; width: 64px; height: 6px; margin-left: 8px; background: var(--line); border-radius: 1px; vertical-align: 1px; }
.share i { display: block; height: 6px; background: var(--drop); border-radius: 1px; }
.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); gap: 24px 32px; }
.multiples h3 { margin: 0 0 4px; font: 13px/1.4 var(--mono); }
.multiples p { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; margin: 4px 0 0; font-size: 12px; color: var(--muted); }
.legend { max-width: none; display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 16px; font-size: 12px; color: var(--muted); }
.legend i, .key { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 2px; }
.half { max-width: 484px; }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 380px), 1fr)); gap: 24px 48px; align-items: start; }
.parts { columns: 380px 2; column-gap: 48px; } .parts > div { break-inside: avoid; padding-bottom: 16px; } .parts h3 { margin-top: 0; }
.columns > div { min-width: 0; }
.columns + .scroll { margin-top: 24px; }
.columns h3:first-child { margin-top: 0; }
.gaps { padding-top: 24px; border-top: 1px solid var(--line); font-size: 13px; color: var(--muted); }
.gaps p { margin: 0 0 4px; max-width: none; } .gaps code { font-size: 12px; }
.narrow { display: none; max-width: 420px; }
.map { position: relative; width: 100%; background: var(--raised); border-radius: 6px; overflow: hidden; }
.map svg { display: block; width: 100%; height: 100%; }
.map path { fill: none; stroke-width: var(--dot); stroke-linecap: round; stroke-opacity: 0.75; vector-effect: non-scaling-stroke; }
.map path[data-cluster="-1"] { stroke-opacity: 1; stroke-width: max(3px, 0.7 * var(--dot)); }
.map.picked path:not(.on) { stroke-opacity: 0.12; } .map.picked path.on { stroke: var(--accent); stroke-opacity: 1; } .map.picked .names span:not(.on) { opacity: 0.2; }
.map.plain path[data-cluster] { stroke: var(--accent); }
.names i { font-style: normal; } .names .hidden { visibility: hidden; } .picked .names .on { visibility: visible; z-index: 1; }
.names span { position: absolute; transform: translate(-50%, -50%); padding: 0 4px; font-size: 12px; line-height: 16px; font-weight: 600; white-space: nowrap; pointer-events: none;
  text-shadow: 0 0 3px var(--paper), 0 0 3px var(--paper), 0 0 3px var(--paper), 0 0 2px var(--paper); }
.tip { position: absolute; z-index: 1; max-width: min(320px, 80%); padding: 6px 10px; font: 13px/1.4 var(--serif); background: var(--paper); border: 1px solid var(--line); border-radius: 6px;
  box-shadow: 0 2px 8px rgb(0 0 0 / 0.15); pointer-events: none; unicode-bidi: isolate; }
.tip[hidden] { display: none; }
.tip b { display: block; font: 600 12px/1.4 var(--sans); }
.clusters { columns: 280px 3; column-gap: 32px; margin: 16px 0 0; padding: 0; list-style: none; font-size: 13px; }
.clusters li { break-inside: avoid; padding: 4px 0; display: flex; align-items: baseline; gap: 6px; }
.clusters li > span:not(.n) { flex: 1; min-width: 0; }
.clusters .n { color: var(--muted); }
del { color: var(--drop-text); } ins { color: var(--keep-text); text-decoration: underline; text-underline-offset: 3px; }
.cluster { padding: 8px 0; border-top: 1px solid var(--line); } .cluster summary b { color: var(--ink); } .cluster summary q { display: inline; padding: 0; border: 0; }
.cluster > * + p { margin: 12px 0 0; }
details { margin-top: 8px; } details > .multiples { margin-top: 16px; } summary { color: var(--muted); font-size: 13px; cursor: pointer; }
.clusters button { all: unset; cursor: pointer; } .clusters button:hover { text-decoration: underline; }
.clusters button:focus-visible { outline: 2px solid var(--accent); }
.notes { margin: 8px 0; padding: 0 0 0 16px; font-size: 13px; color: var(--muted); }
.big { font-size: 22px; line-height: 1.35; font-weight: 600; }
.next { margin: 0; padding: 0; list-style: none; }
.next li { padding: 8px 0; } .next code { display: block; }
footer { padding-top: 24px; font-size: 12px; color: var(--muted); }
@media (max-width: 960px) { .wide { display: none; } .narrow { display: block; } }
@media (max-width: 720px) {
  #quarantine table { min-width: 640px; } #quarantine td:first-child { min-width: 160px; }
  .page { padding: 24px 16px 64px; }
  .figures { gap: 16px 24px; display: grid; grid-template-columns: 1fr 1fr; } .figures dd { font-size: 22px; }
  .scroll { margin: 0 -16px 12px; padding: 0 16px 4px; }
  .map.plain path[data-cluster] { stroke: var(--accent); }
.names i { display: none; } .map { aspect-ratio: 1 / 1 !important; } .map { --dot: 4px !important; }
  .minor, .share { display: none; } td, th { padding-right: 12px; }
  .clusters li { padding: 10px 0; }
}
@media print { nav { display: none; } .page { display: block; } section { break-inside: avoid-page; } }
`;
