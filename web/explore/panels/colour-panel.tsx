import { useState } from "preact/hooks";
import type { MapAnswer } from "../../../src/server/resources/map/wire.ts";
import type { Bounds, View } from "../address.ts";
import type { Colouring } from "../selection.ts";
import { categoryVariable } from "../theme-colours.ts";
import { ColouringMenu } from "./colouring-menu.tsx";
import { chosenAfter, Legend, type LegendLine } from "./legend.tsx";
import { NumberLegend } from "./number-legend.tsx";

/** What the colours are and mean; pressing a value selects it. */
export function ColourPanel({
  map,
  view,
  by,
  colouring,
  error,
  isDark,
  change,
}: {
  readonly map: MapAnswer;
  readonly view: View;
  readonly by: string;
  readonly colouring: Colouring | undefined;
  readonly error: Error | undefined;
  readonly isDark: boolean;
  readonly change: (part: Partial<View>) => void;
}) {
  const { colourings } = map;
  const label = colourings.find(({ name }) => name === by)?.label ?? by;
  return (
    <section class="explore-colours" aria-label="Colours">
      <ColouringMenu colourings={colourings} by={by} onChoose={(name) => change({ by: name })} />
      {colourings.length === 0 && (
        <p class="quiet small">There is nothing to colour by: the pipeline only made a map.</p>
      )}
      {colouring === undefined && error !== undefined && (
        <p class="drop small" role="alert">
          <bdi>{error.message}</bdi>
        </p>
      )}
      {colouring === undefined && error === undefined && <p class="quiet small">Loading colours…</p>}
      {colouring !== undefined && <Values {...{ map, view, by, label, colouring, isDark, change }} />}
      {by !== "cluster" && map.clusters.length > 0 && (
        <details class="explore-clusters">
          <summary>Clusters ({map.clusters.length})</summary>
          <Clusters map={map} view={view} colouring={undefined} change={change} />
        </details>
      )}
    </section>
  );
}

interface ValuesProps {
  readonly map: MapAnswer;
  readonly view: View;
  readonly by: string;
  readonly label: string;
  readonly colouring: Colouring;
  readonly isDark: boolean;
  readonly change: (part: Partial<View>) => void;
}

function Values({ map, view, by, label, colouring, isDark, change }: ValuesProps) {
  const { header, values } = colouring;
  if (by === "cluster") return <Clusters map={map} view={view} colouring={colouring} change={change} />;
  if (header.kind === "number") {
    const setBounds = (bounds: Bounds | undefined) => {
      const { [by]: _, ...others } = view.ranges;
      change({ ranges: bounds === undefined ? others : { ...others, [by]: bounds } });
    };
    return (
      <NumberLegend
        label={label}
        header={header}
        values={values as Float32Array}
        bounds={view.ranges[by] ?? [null, null]}
        isDark={isDark}
        onBounds={setBounds}
      />
    );
  }
  const chosen = view.categories[by] ?? [];
  const lines = header.values.map((value, place) => ({
    key: value.name,
    name: value.name,
    count: value.count,
    colour: categoryVariable(by, value, place),
    isChosen: chosen.includes(value.name),
  }));
  const choose = (name: string, add: boolean) => {
    const { [by]: _, ...others } = view.categories;
    const next = chosenAfter(chosen, name, add);
    change({ categories: next.length === 0 ? others : { ...others, [by]: next } });
  };
  return (
    <>
      <Legend lines={lines} label={label} onChoose={choose} />
      <Hint />
    </>
  );
}

const noise = -1;
const searchFrom = 12;

/** All clusters, not only those with a colour of their own. */
function Clusters({
  map,
  view,
  colouring,
  change,
}: {
  readonly map: MapAnswer;
  readonly view: View;
  readonly colouring: Colouring | undefined;
  readonly change: (part: Partial<View>) => void;
}) {
  const [wanted, setWanted] = useState("");
  const header = colouring?.header.kind === "category" ? colouring.header.values : [];
  const coloured = new Map(
    header.flatMap(({ cluster }, place) => (cluster === undefined ? [] : [[cluster, place]])),
  );
  const inNone = map.count - map.clusters.reduce((sum, { size }) => sum + size, 0);
  const all = [
    ...map.clusters.map(({ cluster, name, size }) => {
      const place = coloured.get(cluster);
      return { cluster, name, size, colour: place === undefined ? "--other" : `--c${place}` };
    }),
    ...(inNone > 0 ? [{ cluster: noise, name: "in no cluster", size: inNone, colour: "--noise" }] : []),
  ];
  const lines: LegendLine[] = all
    .filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))
    .map(({ cluster, name, size, colour }) => ({
      key: String(cluster),
      name,
      count: size,
      colour: colouring === undefined && cluster !== noise ? "--other" : colour,
      isChosen: view.clusters.includes(cluster),
    }));
  return (
    <>
      {all.length >= searchFrom && (
        <input
          class="field"
          type="search"
          aria-label="Find a cluster"
          placeholder="Find a cluster"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <Legend
        lines={lines}
        label="Clusters"
        onChoose={(key, add) => change({ clusters: chosenAfter(view.clusters, Number(key), add) })}
      />
      {lines.length === 0 && <p class="quiet small">No cluster is called so.</p>}
      <Hint />
    </>
  );
}

function Hint() {
  return <p class="quiet tiny">Click shows one, Shift-click adds another.</p>;
}
