import { useMemo, useRef } from "preact/hooks";
import type { HandleAnswer, HistogramAnswer } from "../../src/server/resources/rules/wire.ts";
import { formatNumbered } from "../shared/format.ts";
import { useWidth } from "../shared/use-width.ts";
import { totalOf } from "./bars.ts";
import { Columns } from "./drawing.tsx";
import { boundAt, clean, dropsBelow, numberText, placeOf, type Scale, scaleOf, stepOf } from "./scale.ts";

const top = 46;
const base = 254;
const full = 280;

/** The bound under the person's hand. */
export interface Moving {
  readonly rule: string;
  readonly handle: HandleAnswer;
  /** `isMoving` while more will follow at once. */
  readonly move: (value: number, isMoving: boolean) => void;
}

/** The distribution of a signal in the colours of the verdicts, with a handle on the bound for pointer and keys. */
export function Histogram({
  histogram,
  moving,
}: {
  readonly histogram: HistogramAnswer;
  readonly moving: Moving | undefined;
}) {
  const { place, width } = useWidth<HTMLElement>();
  const scale = useMemo(() => scaleOf(histogram, Math.max(200, width)), [histogram, width]);
  const { edges, bins, whole } = histogram;
  const cut = moving && { at: scale.x(placeOf(moving.handle, whole)), below: dropsBelow(moving.handle) };
  const tallest = useMemo(() => Math.max(0, ...bins.map(totalOf)), [bins]);
  return (
    <figure class="workbench-plot" ref={place} aria-label={`Distribution of ${histogram.signal}`}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it is named; a title would pop up under the pointer */}
      <svg class="chart" viewBox={`0 0 ${scale.width} ${full}`} width={scale.width} height={full}>
        <text class="quiet" x={0} y={12}>
          {formatNumbered(tallest, "document")} in the tallest column
        </text>
        <g transform={`translate(0 ${top})`}>
          <Columns bins={bins} edges={edges} scale={scale} height={base - top} cut={cut} />
        </g>
        <Ticks scale={scale} />
        {moving && cut && <Handle moving={moving} histogram={histogram} scale={scale} at={cut.at} />}
      </svg>
    </figure>
  );
}

function Ticks({ scale }: { readonly scale: Scale }) {
  return (
    <>
      <line class="axis" x1={0} x2={scale.width} y1={base + 0.5} y2={base + 0.5} />
      {scale.ticks.map(({ at, text }) => (
        <text
          key={text}
          class="quiet"
          x={at}
          y={base + 18}
          text-anchor={at < 16 ? "start" : scale.width - at < 16 ? "end" : "middle"}
        >
          {text}
        </text>
      ))}
    </>
  );
}

interface HandleProps {
  readonly moving: Moving;
  readonly histogram: HistogramAnswer;
  readonly scale: Scale;
  readonly at: number;
}

function Handle({ moving: { rule, handle, move }, histogram, scale, at }: HandleProps) {
  const grabbed = useRef<number>(undefined);
  const inside = Math.min(scale.width, Math.max(0, at));
  const side = dropsBelow(handle) ? "below" : "above";
  const label = `dropped ${side} ${numberText(handle.value)}${at > scale.width + 1 ? " →" : at < -1 ? " ←" : ""}`;
  const moveTo = (x: number, isMoving: boolean) =>
    move(boundAt(scale.value(Math.min(scale.width, Math.max(0, x))), handle, histogram), isMoving);
  const xOf = (event: PointerEvent & { readonly currentTarget: SVGElement }) => {
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    return box ? ((event.clientX - box.left) / box.width) * scale.width : 0;
  };
  const key = (event: KeyboardEvent) => {
    const next = keyed(event, handle.value, histogram, scale, handle);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(next, true);
  };
  return (
    <g
      class="workbench-handle"
      role="slider"
      tabindex={0}
      aria-label={`Bound of ${rule} on ${histogram.signal}`}
      aria-orientation="horizontal"
      aria-valuemin={clean(scale.low)}
      aria-valuemax={clean(scale.high)}
      aria-valuenow={handle.value}
      aria-valuetext={`dropped ${side} ${handle.value} ${histogram.unit ?? ""}`.trim()}
      onKeyDown={key}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grabbed.current = xOf(event) - inside; // the line stays under the finger where it was taken
      }}
      onPointerMove={(event) => {
        if (grabbed.current !== undefined) moveTo(xOf(event) - grabbed.current, true);
      }}
      onPointerUp={(event) => {
        if (grabbed.current === undefined) return;
        moveTo(xOf(event) - grabbed.current, false);
        grabbed.current = undefined;
      }}
      onPointerCancel={() => {
        grabbed.current = undefined;
      }}
    >
      <rect class="workbench-grip-room" x={inside - 22} y={0} width={44} height={base} />
      <line x1={inside} x2={inside} y1={top - 6} y2={base} />
      <rect class="workbench-grip" x={inside - 5} y={base - 26} width={10} height={26} rx={3} />
      <text class="over" x={inside} y={top - 10} text-anchor={inside > scale.width / 2 ? "end" : "start"}>
        {label}
      </text>
    </g>
  );
}

/** The bound after a key: arrows by a step, with Shift by ten, pages by a twentieth of the axis, Home and End to its ends. */
function keyed(
  { key, shiftKey }: KeyboardEvent,
  value: number,
  axis: HistogramAnswer,
  scale: Scale,
  handle: HandleAnswer,
): number | undefined {
  const step = stepOf(value, axis) * (shiftKey ? 10 : 1);
  const page = (share: number) =>
    boundAt(
      scale.value(scale.x(placeOf({ ...handle, value }, axis.whole)) + share * scale.width),
      handle,
      axis,
    );
  const keys: Readonly<Record<string, () => number>> = {
    ArrowRight: () => value + step,
    ArrowUp: () => value + step,
    ArrowLeft: () => value - step,
    ArrowDown: () => value - step,
    PageUp: () => page(0.05),
    PageDown: () => page(-0.05),
    Home: () => boundAt(scale.low, handle, axis),
    End: () => boundAt(scale.high, handle, axis),
  };
  const next = Object.hasOwn(keys, key) ? keys[key]() : undefined;
  return next === undefined ? undefined : clean(next);
}
