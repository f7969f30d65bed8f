import { useCallback, useMemo, useState } from "preact/hooks";
import type { MapAnswer } from "../../src/server/resources/map/wire.ts";
import { useKeys } from "../shared/keys.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { readLasso, writeLasso } from "./lasso-code.ts";
import { pointAt, valueInWords } from "./map/hover-card.tsx";
import { MapView } from "./map/map-view.tsx";
import { chosenAfter } from "./panels/legend.tsx";
import { Panels, type Tab } from "./panels/panels.tsx";
import type { Points, RendererWish } from "./render/index.ts";
import { colouringsIn, isNarrowed } from "./selection.ts";
import { noteStale, useNoteStale, useStale } from "./stale.ts";
import { codesOf, paletteOf, useDark } from "./theme-colours.ts";
import { useColourings } from "./use-colourings.ts";
import { useNeighbours } from "./use-neighbours.ts";
import { usePlace } from "./use-place.ts";
import { useSelected } from "./use-selected.ts";
import { useView } from "./use-view.ts";
import { useWidth } from "./use-width.ts";

/** The map with its drawers: what one sees, what is selected, and what is done with it. */
export function Explorer({
  map,
  points,
  reload,
}: {
  readonly map: MapAnswer;
  readonly points: Points;
  readonly reload: () => void;
}) {
  const { version, colourings } = map;
  const [view, change] = useView();
  const [acts, setActs] = useState(0);
  const onActed = useCallback(() => setActs((count) => count + 1), []);
  const isDark = useDark();
  const width = useWidth();
  const [tab, setTab] = useState<Tab>(() => firstTab(view.document, view.search, width === "wide"));
  const [pointed, setPointed] = useState<number>();
  const [wantsNeighbours, setWantsNeighbours] = useState(false);
  const [renderer, setRenderer] = useState("");

  const by = colourings.some(({ name }) => name === view.by) ? view.by : (colourings[0]?.name ?? "");
  const needed = [...new Set([...(by === "" ? [] : [by]), ...colouringsIn(view)])];
  const { known, error } = useColourings(needed, version, acts);
  useNoteStale(error);
  const colouring = known.get(by);
  const isFitting = colouring !== undefined && colouring.values.length === map.count;
  const colours = useMemo(() => {
    const shown = isFitting ? colouring : undefined;
    return { codes: codesOf(shown, map.count), palette: paletteOf(by, shown, isDark) };
  }, [colouring, isFitting, by, isDark, map.count]);
  const selected = useSelected(view, points, known, version);
  const selectedCount = useMemo(
    () => (isNarrowed(view) ? selected?.reduce((sum, one) => sum + one, 0) : map.count),
    [view, selected, map.count],
  );

  const place = usePlace(view.document, version);
  const neighbours = useNeighbours(view.document, wantsNeighbours);
  const marks = useMemo(
    () => ({
      lasso: readLasso(view.lasso),
      rings: [place, pointed].filter((index) => index !== undefined && index < map.count) as number[],
      neighbours: Array.isArray(neighbours) ? neighbours.flatMap(({ index }) => index ?? []) : [],
      centre: Array.isArray(neighbours) ? place : undefined,
    }),
    [view.lasso, place, pointed, neighbours],
  );

  const open = (id: string) => {
    change({ document: id });
    setTab("document");
    setPointed(undefined);
  };
  const close = () => {
    change({ document: "" });
    setTab("selection");
  };
  const openAt = async (index: number) => {
    const row = await pointAt(version, index).catch(noteStale);
    if (row) open(row.id);
  };

  return (
    <div class={`explore ${width}`}>
      <Escape close={view.document === "" ? undefined : close} />
      <MapView
        version={version}
        points={points}
        colours={colours}
        selected={selected}
        names={map.clusters}
        clusters={view.clusters}
        marks={marks}
        camera={view.camera}
        wish={wishOf(location.search)}
        valueAt={(index) =>
          by === "cluster"
            ? undefined
            : valueInWords(colouring, colourings.find(({ name }) => name === by)?.label ?? by, index)
        }
        onCamera={(camera) => change({ camera })}
        onOpen={openAt}
        onCluster={(cluster, add) => change({ clusters: chosenAfter(view.clusters, cluster, add) })}
        onLasso={(polygon) => {
          change({ lasso: writeLasso(polygon) });
          setTab("selection");
        }}
        onRenderer={setRenderer}
      />
      <div class="explore-over">
        <StaleNotice
          version={version}
          reload={() => {
            change({ lasso: "", camera: "" }); // the places of the new map are others
            reload();
          }}
        />
        <FilterChips map={map} view={view} change={change} />
      </div>
      <Panels
        {...{
          map,
          view,
          by,
          colouring,
          error,
          isDark,
          width,
          tab,
          acts,
          selectedCount,
          renderer,
          neighbours,
        }}
        change={change}
        onTab={setTab}
        onActed={onActed}
        onOpen={open}
        onClose={close}
        onPoint={setPointed}
        onNeighbours={setWantsNeighbours}
      />
      <BottomBar
        map={map}
        search={view.search}
        renderer={renderer}
        onSearch={(search) => {
          change({ search });
          setTab(search.trim() === "" ? "selection" : "hits");
        }}
      />
    </div>
  );
}

/** Stands before the map, whose own Escape (to stop drawing) comes first. */
function Escape({ close }: { readonly close: (() => void) | undefined }) {
  useKeys(close === undefined ? {} : { Escape: { does: "close the document", run: close } });
  return null;
}

function StaleNotice({ version, reload }: { readonly version: string; readonly reload: () => void }) {
  if (!useStale(version)) return null;
  return (
    <p class="explore-stale" role="status">
      A new run has finished: this map is an old one.{" "}
      <button type="button" class="button small" onClick={reload}>
        Load the new map
      </button>
    </p>
  );
}

function firstTab(document: string, search: string, isWide: boolean): Tab {
  if (document !== "") return "document";
  if (search !== "") return "hits";
  return isWide ? "selection" : "colours";
}

function wishOf(query: string): RendererWish {
  const wish = new URLSearchParams(query).get("renderer");
  return wish === "webgl" || wish === "canvas" ? wish : "";
}
