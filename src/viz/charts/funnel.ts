import { type SankeyGraph, sankey, sankeyLeft, sankeyLinkHorizontal } from "d3-sankey";
import { round } from "./axis.ts";
import { formatShare, formatShort } from "./format.ts";
import { html, type Markup } from "./markup.ts";

/** One stage that dropped something, in the order of the road. */
export interface FunnelStep {
  readonly stage: string;
  /** What it lost, in the unit of the funnel. */
  readonly lost: number;
  /** The rules that cost most, for the hover text. */
  readonly rules?: readonly string[];
}

/** What went in, what each stage lost; the rest is what came out. */
export interface FunnelData {
  /** `tokens` or `documents`. */
  readonly unit: string;
  /** True when what was dropped was not counted but estimated. */
  readonly estimated?: boolean;
  readonly input: number;
  readonly steps: readonly FunnelStep[];
}

interface Node {
  readonly name: string;
  readonly verdict: "in" | "keep" | "drop";
  readonly hover: string;
  readonly order: number;
}

interface Flow {
  readonly verdict: "keep" | "drop";
}

const WIDTH = 1000;
const HEIGHT = 320;
const LABEL = 26;
const PADDING = 44;

/** The road as a Sankey: width is the unit, what is kept runs along the top, every loss falls off below its stage. */
export function funnelChart(data: FunnelData): Markup {
  const { nodes, links } = laidOut(data);
  const path = sankeyLinkHorizontal<Node, Flow>();
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT + 2 * LABEL}" role="img" aria-label="${describe(data)}">
    <g fill="none">${links.map(
      (link) => html`<path d="${path(link) ?? ""}" stroke="var(--${link.verdict})" stroke-opacity="0.28"
        stroke-width="${round(Math.max(1, link.width ?? 0))}" />`,
    )}</g>
    ${nodes.map((node) => nodeMark(node, data.input))}
  </svg>`;
}

function laidOut({ unit, input, steps }: FunnelData): SankeyGraph<Node, Flow> {
  const nodes: Node[] = [
    { name: "read", verdict: "in", hover: `${formatShort(input)} ${unit} read`, order: 0 },
  ];
  const links: { source: number; target: number; value: number; verdict: Flow["verdict"] }[] = [];
  let left = input;
  let from = 0;
  for (const { stage, lost, rules = [] } of steps) {
    left -= lost;
    nodes.push({
      name: stage,
      verdict: "keep",
      hover: `${formatShort(left)} ${unit} after ${stage}`,
      order: 0,
    });
    links.push({ source: from, target: nodes.length - 1, value: left, verdict: "keep" });
    nodes.push({
      name: stage,
      verdict: "drop",
      hover: [`dropped by ${stage}`, ...rules].join("\n"),
      order: 1,
    });
    links.push({ source: from, target: nodes.length - 1, value: lost, verdict: "drop" });
    from = nodes.length - 2;
  }
  const layout = sankey<Node, Flow>()
    .nodeAlign(sankeyLeft)
    .nodeSort((a, b) => a.order - b.order)
    .linkSort((a, b) => (a.verdict === b.verdict ? 0 : a.verdict === "keep" ? -1 : 1))
    .nodeWidth(6)
    .nodePadding(PADDING)
    .extent([
      [1, LABEL + 12],
      [WIDTH - 130, HEIGHT + LABEL],
    ]);
  return layout.update(aligned(layout({ nodes, links })));
}

/** Puts what is kept along the top and every loss below it: the flow reads like a waterline. */
function aligned(graph: SankeyGraph<Node, Flow>): SankeyGraph<Node, Flow> {
  const keptHeight = new Map<number, number>();
  const move = (node: SankeyGraph<Node, Flow>["nodes"][number], top: number) => {
    node.y1 = top + (node.y1 ?? 0) - (node.y0 ?? 0);
    node.y0 = top;
  };
  for (const node of graph.nodes) {
    if (node.verdict === "drop") move(node, LABEL + 12 + keptHeight.get(node.depth ?? 0)! + PADDING);
    else {
      keptHeight.set(node.depth ?? 0, (node.y1 ?? 0) - (node.y0 ?? 0));
      move(node, LABEL + 12);
    }
  }
  return graph;
}

function nodeMark(node: SankeyGraph<Node, Flow>["nodes"][number], input: number): Markup {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0, name, verdict, hover } = node;
  const color = verdict === "drop" ? "var(--drop)" : verdict === "keep" ? "var(--keep)" : "var(--muted)";
  const label =
    verdict === "drop"
      ? html`<text class="drop" x="${round(x1 + 6)}" y="${round((y0 + y1) / 2 - 2)}">−${formatShort(value)}</text><text
          class="quiet" x="${round(x1 + 6)}" y="${round((y0 + y1) / 2 + 12)}">${formatShare(value / input)}</text>`
      : html`<text class="strong" x="${round(x0)}" y="${round(y0 - 19)}">${name}</text><text class="quiet"
          x="${round(x0)}" y="${round(y0 - 5)}">${formatShort(value)}</text>`;
  return html`<g><title>${hover}</title><rect x="${round(x0)}" y="${round(y0)}" width="${round(x1 - x0)}"
    height="${round(Math.max(1, y1 - y0))}" fill="${color}" />${label}</g>`;
}

function describe({ unit, input, steps }: FunnelData): string {
  const kept = input - steps.reduce((sum, { lost }) => sum + lost, 0);
  const losses = steps.map(({ stage, lost }) => `${stage} loses ${formatShort(lost)}`).join(", ");
  return `${formatShort(input)} ${unit} read, ${formatShort(kept)} kept: ${losses || "nothing lost"}`;
}
