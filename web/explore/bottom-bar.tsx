import { useEffect, useRef, useState } from "preact/hooks";
import type { MapAnswer } from "../../src/server/resources/map/wire.ts";
import { formatCount, formatShare } from "../shared/format.ts";
import { useKeys } from "../shared/keys.tsx";
import { Icon } from "./icons.tsx";

const typingMs = 350;

/** Search field and how good the map is. */
export function BottomBar({
  map,
  search,
  renderer,
  onSearch,
}: {
  readonly map: MapAnswer;
  readonly search: string;
  readonly renderer: string;
  readonly onSearch: (search: string) => void;
}) {
  return (
    <footer class="explore-bar">
      <SearchField search={search} onSearch={onSearch} />
      <Quality map={map} renderer={renderer} />
    </footer>
  );
}

function SearchField({
  search,
  onSearch,
}: {
  readonly search: string;
  readonly onSearch: (search: string) => void;
}) {
  const [typed, setTyped] = useState(search);
  const told = useRef(search);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (search !== told.current) setTyped(search);
    told.current = search;
  }, [search]);
  useEffect(() => {
    if (typed === told.current) return;
    const timer = setTimeout(() => tell(typed), typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const tell = (text: string) => {
    told.current = text;
    onSearch(text);
  };
  useKeys({ "/": { does: "search", run: () => field.current?.focus() } });
  return (
    <form
      class="explore-search"
      onSubmit={(event) => {
        event.preventDefault();
        tell(typed);
      }}
    >
      <Icon name="search" />
      <input
        class="field"
        type="search"
        ref={field}
        aria-label="Search the texts"
        placeholder="Search the texts  ( / )"
        maxLength={1000}
        dir="auto"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") field.current?.blur();
        }}
      />
    </form>
  );
}

function Quality({ map, renderer }: { readonly map: MapAnswer; readonly renderer: string }) {
  const { trustworthiness, recall, noise } = map.quality;
  const figures = [
    {
      name: "trustworthiness",
      value: trustworthiness?.toFixed(3),
      why: "Of the documents that are near each other on the map, how many are near each other in the vectors (1 is all)",
    },
    {
      name: "neighbour recall",
      value: recall === undefined ? undefined : formatShare(recall),
      why: "Of the true nearest neighbours, how many the map was built from",
    },
    {
      name: "in no cluster",
      value: noise === undefined ? undefined : formatShare(noise),
      why: "Documents that lie in no dense group",
    },
  ].filter(({ value }) => value !== undefined);
  return (
    <dl class="explore-quality" aria-label="How good the map is">
      <div>
        <dt>documents</dt>
        <dd class="number">{formatCount(map.count)}</dd>
      </div>
      {figures.map(({ name, value, why }) => (
        <div key={name} title={why}>
          <dt>{name}</dt>
          <dd class="number">{value}</dd>
        </div>
      ))}
      <div title="What draws the points; ?renderer=webgl or ?renderer=canvas in the address chooses">
        <dt>{map.dimensions === 3 ? "seen from above, by" : "drawn by"}</dt>
        <dd>{renderer}</dd>
      </div>
    </dl>
  );
}
