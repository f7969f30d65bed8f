import { useEffect, useRef, useState } from "preact/hooks";
import type { MapAnswer } from "../../src/server/resources/map/wire.ts";
import { useKeys } from "../shared/keys.tsx";
import { Icon } from "./icons.tsx";
import { Quality } from "./quality.tsx";

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
