import { scaleLinear } from "d3-scale";
import { interpolateCividis } from "d3-scale-chromatic";
import { excerpt, fitText, formatShare } from "./format.ts";
import { html, type Markup } from "./markup.ts";

/** How often two voters agree where both vote. */
export interface Agreement {
  readonly a: string;
  readonly b: string;
  /** null when they never vote on the same document. */
  readonly share: number | null;
  readonly both: number;
}

const CELL = 40;
const LEFT = 170;

/** Voters against voters: agreement where both vote, as number and colour; columns carry the numbers of the rows. */
export function agreementChart(voters: readonly string[], agreements: readonly Agreement[]): Markup {
  const size = voters.length * CELL;
  const known = new Map(
    agreements.flatMap((cell) => [
      [JSON.stringify([cell.a, cell.b]), cell],
      [JSON.stringify([cell.b, cell.a]), cell],
    ]),
  );
  const rows = voters.map(
    (row, i) => html`
    <text x="${LEFT - 10}" y="${i * CELL + 44}" text-anchor="end"><title>${excerpt(row, 300)}</title>${fitText(row, LEFT - 30)}<tspan class="quiet"
      dx="6">${i + 1}</tspan></text>
    <text class="quiet" x="${LEFT + i * CELL + CELL / 2}" y="14" text-anchor="middle">${i + 1}</text>
    ${voters.slice(0, i).map((column, j) => cell(row, column, known.get(JSON.stringify([row, column])), i, j))}`,
  );
  return html`<svg class="chart matrix" style="max-width: ${LEFT + size}px" viewBox="0 0 ${LEFT + size} ${size + 24}"
    role="img" aria-label="Agreement of ${voters.length} voters, two by two">${rows}</svg>`;
}

function cell(row: string, column: string, found: Agreement | undefined, i: number, j: number): Markup {
  const x = LEFT + j * CELL;
  const y = 20 + i * CELL;
  if (found === undefined || found.share === null)
    return html`<g><title>${excerpt(row, 100)} and ${excerpt(column, 100)} never vote on the same document</title><rect x="${x}" y="${y}"
      width="${CELL - 2}" height="${CELL - 2}" fill="var(--raised)" /><text class="quiet" x="${x + 19}" y="${y + 23}"
      text-anchor="middle">·</text></g>`;
  const ink = found.share > 0.55 ? "#1b1b18" : "#ffffff";
  return html`<g><title>${excerpt(row, 100)} and ${excerpt(column, 100)} agree on ${formatShare(found.share)} of ${found.both} documents</title><rect
    x="${x}" y="${y}" width="${CELL - 2}" height="${CELL - 2}" fill="${shade(found.share)}" /><text x="${x + 19}"
    y="${y + 23}" text-anchor="middle" style="fill: ${ink}">${Math.round(found.share * 100)}</text></g>`;
}

function shade(share: number): string {
  return interpolateCividis(scaleLinear([0, 1], [0.05, 1])(share));
}
