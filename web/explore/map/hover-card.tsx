import { useEffect, useState } from "preact/hooks";
import type { PointRow } from "../../../src/server/resources/map/wire.ts";
import { get } from "../../shared/api.ts";
import { excerpt, formatNumber, visibleText } from "../../shared/format.ts";
import type { Colouring } from "../selection.ts";
import { noteStale } from "../stale.ts";

/** Pointers pass over many points on their way. */
const restMs = 70;
const mostKept = 500;
const kept = new Map<string, PointRow>();

/** A document under the pointer: what it is, and its value in the colouring. */
export function HoverCard({
  index,
  left,
  top,
  version,
  value,
}: {
  readonly index: number;
  readonly left: number;
  readonly top: number;
  readonly version: string;
  readonly value: string | undefined;
}) {
  const row = usePoint(index, version);
  if (row === undefined) return null;
  const [before, above] = [left > innerWidth / 2, top > innerHeight / 2];
  const place = `${before ? "before" : ""} ${above ? "above" : ""}`;
  return (
    <div class={`explore-hover ${place}`} style={{ left: `${left}px`, top: `${top}px` }}>
      {row.title !== null && <strong dir="auto">{excerpt(visibleText(row.title), 90)}</strong>}
      <p dir="auto">{excerpt(visibleText(row.excerpt), 180)}</p>
      <p class="quiet tiny">
        <bdi>{row.clusterName ?? "in no cluster"}</bdi>
        {value !== undefined && (
          <>
            {" · "}
            <bdi>{value}</bdi>
          </>
        )}
      </p>
    </div>
  );
}

function usePoint(index: number, version: string): PointRow | undefined {
  const key = `${version} ${index}`;
  const [row, setRow] = useState(kept.get(key));
  useEffect(() => {
    const known = kept.get(key);
    setRow(known);
    if (known !== undefined) return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await pointAt(version, index, controller.signal).catch(noteStale);
      if (answer) setRow(answer);
    }, restMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key]);
  return row?.index === index ? row : undefined;
}

/** The document at a point, as it was last told. */
export async function pointAt(version: string, index: number, signal?: AbortSignal): Promise<PointRow> {
  const key = `${version} ${index}`;
  const known = kept.get(key) ?? (await get<PointRow>("/api/map/point", { version, index }, signal));
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string);
  kept.set(key, known);
  return known;
}

/** The value of a point in a colouring, in words. */
export function valueInWords(
  colouring: Colouring | undefined,
  label: string,
  index: number,
): string | undefined {
  if (colouring === undefined) return undefined;
  const { header, values } = colouring;
  if (header.kind === "category") return `${label}: ${header.values[values[index]]?.name ?? "?"}`;
  const value = values[index];
  return `${label}: ${Number.isNaN(value) ? "no value" : formatNumber(value)}`;
}
