import type { CardAnswer } from "../../src/server/resources/tasks/wire.ts";
import { Distribution, History, type Judged, Similar, Votes } from "./drawer-panels.tsx";
import type { Progress } from "./use-progress.ts";

/** What the drawer can show. */
export type DrawerTab = "votes" | "similar" | "history" | "progress";

const names: Readonly<Record<DrawerTab, string>> = {
  votes: "Votes",
  similar: "Similar",
  history: "History",
  progress: "Progress",
};

interface DrawerProps {
  readonly tab: DrawerTab | "";
  readonly onTab: (tab: DrawerTab | "") => void;
  readonly card: CardAnswer | undefined;
  readonly labels: readonly string[];
  readonly past: readonly Judged[];
  readonly progress: Progress;
  readonly onOpen: (key: string) => void;
}

/** Beside the card, folding: who votes what, what is like it, what came before, how far it is. */
export function Drawer({ tab, onTab, ...rest }: DrawerProps) {
  if (tab === "") return null;
  return (
    <aside class="drawer label-drawer" aria-label="About this document">
      <div class="tabs">
        <div role="tablist" aria-label="Details">
          {(Object.keys(names) as DrawerTab[]).map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`label-tab-${one}`}
              aria-selected={tab === one}
              aria-controls="label-panel"
              tabIndex={tab === one ? 0 : -1}
              onClick={() => onTab(one)}
              onKeyDown={(event) => walk(event, one, onTab)}
            >
              {names[one]}
            </button>
          ))}
        </div>
        <button type="button" class="label-close" aria-label="Close" onClick={() => onTab("")}>
          ×
        </button>
      </div>
      <div
        class="label-panel"
        role="tabpanel"
        id="label-panel"
        aria-labelledby={`label-tab-${tab}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
      >
        <Panel tab={tab} {...rest} />
      </div>
    </aside>
  );
}

/** Left and right go through the tabs. */
function walk(event: KeyboardEvent, from: DrawerTab, onTab: (tab: DrawerTab) => void): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const all = Object.keys(names) as DrawerTab[];
  const next = all[(all.indexOf(from) + step + all.length) % all.length];
  onTab(next);
  document.getElementById(`label-tab-${next}`)?.focus();
}

function Panel({
  tab,
  card,
  labels,
  past,
  progress,
  onOpen,
}: Omit<DrawerProps, "onTab" | "tab"> & { tab: DrawerTab }) {
  if (tab === "history") return <History past={past} labels={labels} onOpen={onOpen} />;
  if (tab === "progress") return <Distribution progress={progress} labels={labels} />;
  if (card === undefined) return <p class="quiet small">No document is in front.</p>;
  if (tab === "similar") return <Similar id={card.document.id} onOpen={onOpen} />;
  return <Votes card={card} labels={labels} />;
}
