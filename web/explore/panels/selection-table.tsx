import { useEffect, useRef, useState } from "preact/hooks";
import type { PointRow } from "../../../src/server/resources/map/wire.ts";
import { excerpt, formatCount, visibleText } from "../../shared/format.ts";
import type { Rows } from "./use-rows.ts";

/** Height of a row in pixels: rows out of sight are room only. */
const rowHeight = 58;
const spare = 8;
/** Browsers have no element taller than some thirty million pixels. */
const mostRows = 250_000;

/** The documents of a selection; only the rows in sight exist. */
export function SelectionTable({
  rows: { count: known, rows, need },
  open,
  onOpen,
  onPoint,
}: {
  readonly rows: Rows;
  /** Id of the open document. */
  readonly open: string;
  readonly onOpen: (row: PointRow) => void;
  /** The row that the pointer or the focus is on. */
  readonly onPoint: (index: number | undefined) => void;
}) {
  const count = known ?? 0;
  const scroller = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, height: 600 });
  const look = () => {
    if (scroller.current === null) return; // observers may call once more than they should
    const { scrollTop, clientHeight } = scroller.current;
    setSight({ top: scrollTop, height: clientHeight });
  };
  useEffect(() => {
    const observer = new ResizeObserver(look);
    observer.observe(scroller.current as HTMLDivElement);
    return () => observer.disconnect();
  }, []);
  const total = Math.min(count, mostRows);
  const from = Math.max(0, Math.min(total, Math.floor(sight.top / rowHeight) - spare));
  const to = Math.min(total, Math.ceil((sight.top + sight.height) / rowHeight) + spare);
  useEffect(() => need(from, to));
  const numbers = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  return (
    <div class="explore-scroll" ref={scroller} onScroll={look}>
      <table
        class="explore-table"
        aria-rowcount={known === undefined ? -1 : count + 1}
        aria-label="Documents of the selection"
      >
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col" class="n">
              Tokens
            </th>
          </tr>
        </thead>
        <tbody onPointerLeave={() => onPoint(undefined)}>
          <Room height={from * rowHeight} />
          {numbers.map((number) => (
            <Row
              key={number}
              number={number}
              row={rows.get(number)}
              isOpen={rows.get(number)?.id === open}
              onOpen={onOpen}
              onPoint={onPoint}
            />
          ))}
          <Room height={(total - to) * rowHeight} />
        </tbody>
      </table>
      {count > mostRows && (
        <p class="quiet small">
          The table ends after {formatCount(mostRows)} documents. Narrow the selection, or export it.
        </p>
      )}
    </div>
  );
}

function Room({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr style={{ height: `${height}px` }}>
      <td colSpan={2} />
    </tr>
  );
}

function Row({
  number,
  row,
  isOpen,
  onOpen,
  onPoint,
}: {
  readonly number: number;
  readonly row: PointRow | undefined;
  readonly isOpen: boolean;
  readonly onOpen: (row: PointRow) => void;
  readonly onPoint: (index: number | undefined) => void;
}) {
  if (row === undefined)
    return (
      <tr aria-rowindex={number + 2} class="waiting">
        <td colSpan={2} class="quiet">
          …
        </td>
      </tr>
    );
  const { index, title, clusterName, verdict, labels, tokens } = row;
  const text = excerpt(visibleText(row.excerpt), 140);
  return (
    <tr
      aria-rowindex={number + 2}
      aria-current={isOpen ? "true" : undefined}
      onPointerEnter={() => onPoint(index)}
    >
      <td>
        <button
          type="button"
          class="explore-open"
          onClick={() => onOpen(row)}
          onFocus={() => onPoint(index)}
          onBlur={() => onPoint(undefined)}
        >
          {title !== null && title !== "" && <strong dir="auto">{excerpt(visibleText(title), 80)}</strong>}
          <span dir="auto">{text === "" ? "(empty)" : text}</span>
        </button>
        <p class="quiet tiny">
          <span class={verdict}>{verdict}</span>
          {labels.map(({ task, label, source }) => (
            <span key={task} title={`${visibleText(task)}, by ${source}`}>
              {" · "}
              <bdi>{excerpt(visibleText(label), 30)}</bdi>
              {source === "person" && " ✓"}
            </span>
          ))}
          {clusterName !== null && (
            <>
              {" · "}
              <bdi>{excerpt(visibleText(clusterName), 60)}</bdi>
            </>
          )}
        </p>
      </td>
      <td class="n">{tokens === null ? "" : formatCount(tokens)}</td>
    </tr>
  );
}
