import { useState } from "preact/hooks";
import type { DocumentAnswer } from "../../src/server/resources/documents/wire.ts";
import { formatNumber } from "../shared/format.ts";

type Signal = DocumentAnswer["signals"][number];

const firstShown = 14;

/** What was measured, each beside the corpus: what a rule spoke of first, then what is most unusual. */
export function Measures({ answer }: { readonly answer: DocumentAnswer }) {
  const [isWhole, setWhole] = useState(false);
  const { signals, decisions } = answer;
  if (signals.length === 0) return null;
  const reasons = decisions.map(({ reason }) => reason ?? "").join(" ");
  const sorted = signals.toSorted((a, b) => rank(b, reasons) - rank(a, reasons));
  const shown = isWhole ? sorted : sorted.slice(0, firstShown);
  return (
    <section class="document-measures" aria-label="Measurements">
      <h2>Measurements</h2>
      <p class="tiny quiet">
        The line spans 98 % of the corpus, the bar its middle half, the tick its median; the dot is this
        document.
      </p>
      <dl>
        {shown.map((signal) => (
          <Strip key={signal.name} signal={signal} isReason={reasons.includes(signal.name)} />
        ))}
      </dl>
      {signals.length > firstShown && (
        <button type="button" class="button small" onClick={() => setWhole(!isWhole)}>
          {isWhole ? "The most unusual" : `All ${signals.length}`}
        </button>
      )}
    </section>
  );
}

function rank({ name, percentile, value }: Signal, reasons: string): number {
  if (reasons.includes(name)) return 2;
  return value === null ? -1 : percentile === null ? 0 : Math.abs(percentile - 0.5);
}

function Strip({ signal, isReason }: { readonly signal: Signal; readonly isReason: boolean }) {
  const { name, value, unit, definition, percentile } = signal;
  return (
    <div title={definition}>
      <dt class={`small mono ${isReason ? "drop" : ""}`}>{name}</dt>
      <dd class="small number">
        {valueText(value)} <span class="quiet">{unit === "1" ? "" : unit}</span>
      </dd>
      <dd class="document-strip">
        <Picture signal={signal} />
        {percentile !== null && <span class="tiny quiet number">{placeText(percentile)}</span>}
      </dd>
    </div>
  );
}

function valueText(value: Signal["value"]): string {
  if (value === null) return "not measured";
  return typeof value === "number" ? formatNumber(value) : String(value);
}

/** `above 93 %`. */
function placeText(percentile: number): string {
  if (percentile > 0.995) return "above nearly all";
  if (percentile < 0.005) return "below nearly all";
  const percent = Math.round(100 * percentile);
  return percent >= 50 ? `above ${percent} %` : `below ${100 - percent} %`;
}

const width = 200;
const height = 16;

function Picture({ signal: { value, corpus } }: { readonly signal: Signal }) {
  if (corpus === null || typeof value !== "number") return null;
  const [low, lower, median, upper, high] = corpus;
  if (high <= low) return <span class="tiny quiet">the same in nearly all documents</span>;
  const x = (one: number) => 4 + (width - 8) * Math.min(1, Math.max(0, (one - low) / (high - low)));
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <line x1={4} x2={width - 4} y1={8} y2={8} stroke="var(--line)" stroke-width={2} />
      <rect x={x(lower)} y={5} width={Math.max(1, x(upper) - x(lower))} height={6} fill="var(--shade)" />
      <line x1={x(median)} x2={x(median)} y1={3} y2={13} stroke="var(--muted)" />
      <circle cx={x(value)} cy={8} r={4} fill="var(--accent)" />
    </svg>
  );
}
