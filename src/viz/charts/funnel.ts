import { type SankeyGraph, type SankeyNode, sankey, sankeyLeft, sankeyLinkHorizontal } from "d3-sankey";
import { round } from "./axis.ts";
import { fitText, formatShare, formatShort } from "./format.ts";
import { describeFunnel, describeLoss, type FunnelData } from "./funnel-data.ts";
import { html, type Markup, nothing } from "./markup.ts";

interface Node {
  readonly name: string;
  readonly verdict: "in" | "keep" | "drop";
  readonly hover: string;
  readonly rule?: string;
  readonly order: number;
}

interface Flow {
  readonly verdict: "keep" | "drop";
}

const WIDTH = 1000;

/** How a funnel is shown. */
export interface FunnelOptions {
  /** Pixels of the place it is shown in; text keeps its size. */
  readonly width?: number;
}

const HEIGHT = 280;
const LABEL = 26;
const PADDING = 44;
/** Room for the words of the last loss. */
const RIGHT = 170;

/** The road as a Sankey: width is the unit, what is kept runs along the top, every loss falls off below its stage. */
export function funnelChart(data: FunnelData, { width = WIDTH }: FunnelOptions = {}): Markup {
  const { nodes, links } = laidOut(data, width);
  const path = sankeyLinkHorizontal<Node, Flow>();
  const room = Math.min(RIGHT - 14, (width - RIGHT) / data.steps.length - 16);
  const bottom = Math.max(...nodes.map(({ y0 = 0, y1 = 0 }) => Math.max(y1, y0 + 30)));
  return html`<svg class="chart" viewBox="0 0 ${width} ${Math.ceil(bottom + 4)}" role="img" aria-label="${describeFunnel(data)}">
    <g fill="none">${links.map(
      (
        link,
      ) => html`<path${lossOf(link.target as SankeyNode<Node, Flow>)} d="${path(link) ?? ""}" stroke="var(--${link.verdict})" stroke-opacity="0.28"
        stroke-width="${round(Math.max(1, link.width ?? 0))}" />`,
    )}</g>
    ${nodes.map((node) => nodeMark(node, data.input, room))}
  </svg>`;
}

/** Names the stage of a loss, so that a page knows which one was clicked. */
function lossOf({ verdict, name }: Node): Markup {
  return verdict === "drop" ? html` data-loss="${name}"` : nothing;
}

function laidOut({ unit, input, steps }: FunnelData, width: number): SankeyGraph<Node, Flow> {
  const nodes: Node[] = [
    { name: "read", verdict: "in", hover: `${formatShort(input)} ${unit} read`, order: 0 },
  ];
  const links: { source: number; target: number; value: number; verdict: Flow["verdict"] }[] = [];
  let left = input;
  let from = 0;
  for (const step of steps) {
    const { stage: name, lost, rules } = step;
    left -= lost;
    nodes.push({ name, verdict: "keep", hover: `${formatShort(left)} ${unit} after ${name}`, order: 0 });
    links.push({ source: from, target: nodes.length - 1, value: left, verdict: "keep" });
    nodes.push({ name, verdict: "drop", hover: describeLoss(step, unit), rule: rules?.[0]?.rule, order: 1 });
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
      [width - RIGHT, HEIGHT + LABEL],
    ]);
  return layout.update(aligned(layout({ nodes, links })));
}

/** Puts what is kept along the top and every loss below it: the flow reads like a waterline. */
function aligned(graph: SankeyGraph<Node, Flow>): SankeyGraph<Node, Flow> {
  const keptHeight = new Map<number, number>();
  const move = (node: SankeyNode<Node, Flow>, top: number) => {
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

function nodeMark(node: SankeyNode<Node, Flow>, input: number, room: number): Markup {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0, verdict, hover } = node;
  const color = verdict === "drop" ? "var(--drop)" : verdict === "keep" ? "var(--keep)" : "var(--muted)";
  return html`<g${lossOf(node)}><title>${hover}</title><rect x="${round(x0)}" y="${round(y0)}" width="${round(x1 - x0)}"
    height="${round(Math.max(1, y1 - y0))}" fill="${color}" />${
      verdict === "drop" ? lossLabel(node, input, room) : stageLabel(node, room)
    }</g>`;
}

/** Beside the top of a loss, where no later flow passes: how much, and the rule that took most. */
function lossLabel(
  { x1 = 0, y0 = 0, value = 0, rule }: SankeyNode<Node, Flow>,
  input: number,
  room: number,
): Markup {
  const x = round(x1 + 8);
  return html`<text x="${x}" y="${round(y0 + 10)}"><tspan class="drop">−${formatShort(value)}</tspan> <tspan
    class="quiet">${formatShare(value / input)}</tspan></text>${
      rule !== undefined &&
      html`<text class="quiet" x="${x}" y="${round(y0 + 26)}">${fitText(rule, room)}</text>`
    }`;
}

function stageLabel({ x0 = 0, y0 = 0, value = 0, name }: SankeyNode<Node, Flow>, room: number): Markup {
  return html`<text class="strong" x="${round(x0)}" y="${round(y0 - 19)}">${fitText(name, room)}</text><text class="quiet"
    x="${round(x0)}" y="${round(y0 - 5)}">${formatShort(value)}</text>`;
}
