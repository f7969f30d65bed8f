import { useEffect, useState } from "preact/hooks";
import type { SearchAnswer } from "../../../src/server/resources/search/wire.ts";
import { get } from "../../shared/api.ts";
import { excerpt, formatNumbered, formatShare, visibleText } from "../../shared/format.ts";
import { Empty, Failed, Loading } from "../../shared/states.tsx";
import { useData } from "../../shared/use-data.ts";

const first = 30;
const most = 100;
const lookAgainMs = 1_000;

/** Documents that hold the words, best first; on the map they are in colour. */
export function SearchPanel({
  search,
  version,
  open,
  onOpen,
  onPoint,
}: {
  readonly search: string;
  readonly version: string;
  /** Id of the open document. */
  readonly open: string;
  readonly onOpen: (id: string) => void;
  readonly onPoint: (index: number | undefined) => void;
}) {
  const [limit, setLimit] = useState(first);
  useEffect(() => setLimit(first), [search]);
  const { data, error, reload } = useData(
    (signal) => get<SearchAnswer>("/api/search", { q: search, limit }, signal),
    [search, limit, version],
  );
  const isBuilding = data?.status === "building" && data.problem === undefined;
  useEffect(() => {
    if (!isBuilding) return;
    const timer = setTimeout(reload, lookAgainMs);
    return () => clearTimeout(timer);
  }, [isBuilding, data, reload]);
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Loading what="hits" />;
  return (
    <section class="explore-hits" aria-label="Hits">
      <header>
        <h2>
          {formatNumbered(data.count, "hit")}
          {data.partial && <span class="quiet"> so far</span>}
        </h2>
        {data.hits.some(({ index }) => index === null) && (
          <p class="quiet small">All texts are searched. Documents that were dropped are on no map.</p>
        )}
        {isBuilding && (
          <p class="small" role="status">
            The search index is being built: <span class="number">{formatShare(data.progress)}</span>. Until
            then a part of the texts is searched.
            <progress max={1} value={data.progress} aria-label="Search index" />
          </p>
        )}
        {data.problem !== undefined && (
          <p class="small" role="status">
            <bdi>{data.problem}</bdi> A part of the texts was searched.
          </p>
        )}
      </header>
      {data.count === 0 && (
        <Empty title="No document has these words">
          <p class="small">
            All words must occur. Take one away, end a word with a star (<code>licen*</code>), or put a phrase
            in quotes (<code>"free software"</code>).
          </p>
        </Empty>
      )}
      <ol onPointerLeave={() => onPoint(undefined)}>
        {data.hits.map((hit) => (
          <Hit key={hit.id} hit={hit} isOpen={hit.id === open} onOpen={onOpen} onPoint={onPoint} />
        ))}
      </ol>
      {data.count > data.hits.length && data.hits.length > 0 && (
        <p class="small">
          {limit < most ? (
            <button type="button" class="button small" onClick={() => setLimit(most)}>
              More hits
            </button>
          ) : (
            <span class="quiet">The first {data.hits.length}. The selection has all of them.</span>
          )}
        </p>
      )}
    </section>
  );
}

function Hit({
  hit,
  isOpen,
  onOpen,
  onPoint,
}: {
  readonly hit: SearchAnswer["hits"][number];
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
  readonly onPoint: (index: number | undefined) => void;
}) {
  const { id, index, title, snippet } = hit;
  const point = () => onPoint(index ?? undefined);
  return (
    <li onPointerEnter={point} aria-current={isOpen ? "true" : undefined}>
      <button type="button" class="explore-open" onClick={() => onOpen(id)} onFocus={point}>
        {title !== null && title !== "" && <strong dir="auto">{excerpt(visibleText(title), 90)}</strong>}
        <span dir="auto">
          {snippet.map(({ text, hit: isHit }, i) =>
            isHit ? <mark key={i}>{visibleText(text)}</mark> : visibleText(text),
          )}
        </span>
      </button>
      {index === null && <p class="quiet tiny">not on the map</p>}
    </li>
  );
}
