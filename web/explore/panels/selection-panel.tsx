import { useMemo, useState } from "preact/hooks";
import type { MapAnswer, PointRow } from "../../../src/server/resources/map/wire.ts";
import { formatCount, formatNumbered, formatShort } from "../../shared/format.ts";
import { Empty, Failed } from "../../shared/states.tsx";
import type { View } from "../address.ts";
import { isIndexBuilding } from "../index-building.ts";
import { isNarrowed, whereOf } from "../selection.ts";
import { useLate } from "../use-late.ts";
import { Acts } from "./acts.tsx";
import { SelectionTable } from "./selection-table.tsx";
import { type Order, useRows } from "./use-rows.ts";

const restMs = 150;

/** The selected documents and what can be done with them. */
export function SelectionPanel({
  map,
  view,
  selectedCount,
  by,
  acts,
  onActed,
  onOpen,
  onPoint,
}: {
  readonly map: MapAnswer;
  readonly view: View;
  /** As the page itself counts them; undefined while it does not know. */
  readonly selectedCount: number | undefined;
  /** The present colouring, if it is a number: the table can be sorted by it. */
  readonly by: { readonly name: string; readonly label: string } | undefined;
  readonly acts: number;
  readonly onActed: () => void;
  readonly onOpen: (row: PointRow) => void;
  readonly onPoint: (index: number | undefined) => void;
}) {
  const [order, setOrder] = useState("");
  const written = useLate(JSON.stringify(whereOf(view)), restMs);
  const where = useMemo(() => JSON.parse(written), [written]);
  const rows = useRows(where, orderOf(order), map.version, acts);
  const narrowed = isNarrowed(view);
  const hasTokens = map.colourings.some(({ name }) => name === "tokens");
  const sortable = [
    ...(hasTokens ? [{ name: "tokens", label: "tokens" }] : []),
    ...(by && by.name !== "tokens" ? [by] : []),
  ];
  return (
    <section class="explore-selection" aria-label="Selection">
      <header>
        <h2>
          <span class="number">{selectedCount === undefined ? "…" : formatCount(selectedCount)}</span>{" "}
          {selectedCount === 1 ? "document" : "documents"}
          {!narrowed && <span class="quiet">, the whole map</span>}
        </h2>
        <p class="quiet small number">
          {rows.tokens === null ? "\u00a0" : `${formatShort(rows.tokens)} tokens`}
          {narrowed && ` · of ${formatNumbered(map.count, "document")}`}
        </p>
        <Acts
          where={where}
          count={rows.count ?? 0}
          version={map.version}
          isNarrowed={narrowed && written === JSON.stringify(whereOf(view))}
          onActed={onActed}
        />
        {sortable.length > 0 && (
          <label class="explore-order quiet small">
            In{" "}
            <select class="field" value={order} onChange={(event) => setOrder(event.currentTarget.value)}>
              <option value="">the order of the map</option>
              {sortable.flatMap(({ name, label }) => [
                <option key={`${name}-`} value={`-${name}`}>
                  order of {label}, largest first
                </option>,
                <option key={`${name}+`} value={`+${name}`}>
                  order of {label}, smallest first
                </option>,
              ])}
            </select>
          </label>
        )}
      </header>
      {rows.error !== undefined && <Trouble error={rows.error} />}
      {rows.count === 0 ? (
        <Empty title="Nothing is selected by this">
          <p>
            No document is in all parts of the selection. Take one away (above the map), or draw elsewhere.
          </p>
        </Empty>
      ) : (
        <SelectionTable key={written} rows={rows} open={view.document} onOpen={onOpen} onPoint={onPoint} />
      )}
    </section>
  );
}

function Trouble({ error }: { readonly error: Error }) {
  if (!isIndexBuilding(error)) return <Failed error={error} />;
  return (
    <p class="explore-waiting small" role="status">
      <bdi>{error.message}</bdi>
    </p>
  );
}

function orderOf(text: string): Order {
  return text === "" ? undefined : { by: text.slice(1), descending: text.startsWith("-") };
}
