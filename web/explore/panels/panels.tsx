import type { MapAnswer } from "../../../src/server/resources/map/wire.ts";
import type { View } from "../address.ts";
import { Quality } from "../quality.tsx";
import type { Colouring } from "../selection.ts";
import type { Neighbours } from "../use-neighbours.ts";
import type { Width } from "../use-width.ts";
import { ColourPanel } from "./colour-panel.tsx";
import { DocumentCard } from "./document-card.tsx";
import { SearchPanel } from "./search-panel.tsx";
import { SelectionPanel } from "./selection-panel.tsx";

/** What a drawer shows. */
export type Tab = "colours" | "selection" | "hits" | "document";

/** What the drawers need to know, and tell. */
export interface PanelsProps {
  readonly map: MapAnswer;
  readonly view: View;
  readonly by: string;
  readonly colouring: Colouring | undefined;
  readonly error: Error | undefined;
  readonly isDark: boolean;
  readonly width: Width;
  readonly tab: Tab;
  readonly acts: number;
  readonly selectedCount: number | undefined;
  readonly renderer: string;
  readonly neighbours: Neighbours;
  readonly change: (part: Partial<View>) => void;
  readonly onTab: (tab: Tab) => void;
  readonly onActed: () => void;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
  readonly onPoint: (index: number | undefined) => void;
  readonly onNeighbours: (wanted: boolean) => void;
}

const names: Readonly<Record<Tab, string>> = {
  colours: "Colours",
  selection: "Selection",
  hits: "Hits",
  document: "Document",
};

/** Two drawers where there is room, else one with tabs; on a phone it is a sheet under the map. */
export function Panels(props: PanelsProps) {
  const { width, view, tab } = props;
  const isWide = width === "wide";
  const tabs: Tab[] = [
    ...(isWide ? [] : (["colours"] as const)),
    "selection",
    ...(view.search.trim() === "" ? [] : (["hits"] as const)),
    ...(view.document === "" ? [] : (["document"] as const)),
  ];
  const shown = tabs.includes(tab) ? tab : tabs.includes("selection") && isWide ? "selection" : tabs[0];
  return (
    <>
      {isWide && (
        <aside class="drawer explore-left" aria-label="Colours">
          <Panel {...props} shown="colours" />
        </aside>
      )}
      <aside class="drawer explore-right" aria-label="Documents">
        {tabs.length > 1 && (
          <div class="tabs" role="tablist" aria-label="Drawer">
            {tabs.map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                id={`explore-tab-${name}`}
                aria-selected={name === shown}
                aria-controls="explore-panel"
                onClick={() => props.onTab(name)}
              >
                {names[name]}
              </button>
            ))}
          </div>
        )}
        <div
          id="explore-panel"
          class="explore-panel"
          {...(tabs.length > 1 && { role: "tabpanel" as const, "aria-labelledby": `explore-tab-${shown}` })}
        >
          <Panel {...props} shown={shown} />
        </div>
      </aside>
    </>
  );
}

function Panel({ shown, ...props }: PanelsProps & { readonly shown: Tab }) {
  const { map, view, by, colouring, error, isDark, acts, change, onActed, onOpen, onPoint } = props;
  if (shown === "colours")
    return (
      <>
        <ColourPanel {...{ map, view, by, colouring, error, isDark, change }} />
        {props.width === "narrow" && <Quality map={map} renderer={props.renderer} />}
      </>
    );
  if (shown === "hits")
    return (
      <SearchPanel
        search={view.search}
        version={map.version}
        open={view.document}
        onOpen={onOpen}
        onPoint={onPoint}
      />
    );
  if (shown === "document")
    return (
      <DocumentCard
        key={view.document}
        id={view.document}
        neighbours={props.neighbours}
        onNeighbours={props.onNeighbours}
        onClose={props.onClose}
        {...{ map, acts, onOpen, onPoint, onActed }}
      />
    );
  return (
    <SelectionPanel
      selectedCount={props.selectedCount}
      by={map.colourings.find(({ name, kind }) => name === by && kind === "number")}
      onOpen={({ id }) => onOpen(id)}
      {...{ map, view, acts, onActed, onPoint }}
    />
  );
}
