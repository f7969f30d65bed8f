import type { MapAnswer } from "../../src/server/resources/map/wire.ts";
import { excerpt, formatNumber, visibleText } from "../shared/format.ts";
import { noFilters, type View } from "./address.ts";

interface Chip {
  readonly key: string;
  readonly text: string;
  readonly without: Partial<View>;
}

/** What narrows the selection, each part with a button that takes it away. */
export function FilterChips({
  map,
  view,
  change,
}: {
  readonly map: MapAnswer;
  readonly view: View;
  readonly change: (part: Partial<View>) => void;
}) {
  const chips = chipsOf(map, view);
  if (chips.length === 0) return null;
  return (
    <ul class="explore-chips" aria-label="Parts of the selection">
      {chips.map(({ key, text, without }) => (
        <li key={key} class="chip explore-chip">
          <bdi>{text}</bdi>
          <button
            type="button"
            class="explore-remove"
            aria-label={`Remove: ${text}`}
            onClick={() => change(without)}
          >
            ×
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button type="button" class="button small" onClick={() => change(noFilters)}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  );
}

function chipsOf(map: MapAnswer, view: View): Chip[] {
  const nameOf = (by: string) => visibleText(map.colourings.find(({ name }) => name === by)?.label ?? by);
  const clusters = view.clusters.map(
    (cluster) => map.clusters.find((one) => one.cluster === cluster)?.name ?? "in no cluster",
  );
  const search = view.search.trim();
  return [
    ...(view.lasso === "" ? [] : [{ key: "lasso", text: "lasso", without: { lasso: "" } }]),
    ...(clusters.length === 0
      ? []
      : [{ key: "clusters", text: `cluster: ${listed(clusters)}`, without: { clusters: [] } }]),
    ...Object.entries(view.categories).map(([by, values]) => ({
      key: `is ${by}`,
      text: `${nameOf(by)}: ${listed(values)}`,
      without: { categories: withoutKey(view.categories, by) },
    })),
    ...Object.entries(view.ranges).map(([by, [low, high]]) => ({
      key: `from ${by}`,
      text: `${nameOf(by)} ${boundsText(low, high)}`,
      without: { ranges: withoutKey(view.ranges, by) },
    })),
    ...(search === ""
      ? []
      : [{ key: "search", text: `“${excerpt(visibleText(search), 40)}”`, without: { search: "" } }]),
  ];
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, 2).map((name) => excerpt(visibleText(name), 32));
  return first.join(", ") + (names.length > 2 ? ` and ${names.length - 2} more` : "");
}

function boundsText(low: number | null, high: number | null): string {
  if (low === null) return `up to ${formatNumber(high ?? 0)}`;
  return high === null ? `from ${formatNumber(low)}` : `${formatNumber(low)} to ${formatNumber(high)}`;
}

function withoutKey<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
