import { useState } from "preact/hooks";
import type { DocumentAnswer, NeighboursAnswer } from "../../../src/server/resources/documents/wire.ts";
import type { MapAnswer } from "../../../src/server/resources/map/wire.ts";
import { get } from "../../shared/api.ts";
import { excerpt, formatCount, formatNumber, visibleText } from "../../shared/format.ts";
import { Failed, Loading } from "../../shared/states.tsx";
import { Link } from "../../shared/url-state.tsx";
import { useData } from "../../shared/use-data.ts";
import { Acts } from "./acts.tsx";

const shownCharacters = 3_000;

/** One document: its text, what is known of it, what can be done with it, and its neighbours. */
export function DocumentCard({
  id,
  map,
  acts,
  neighbours,
  onNeighbours,
  onOpen,
  onClose,
  onPoint,
  onActed,
}: {
  readonly id: string;
  readonly map: MapAnswer;
  readonly acts: number;
  /** Undefined while nobody asked for them. */
  readonly neighbours: NeighboursAnswer["neighbours"] | Error | "loading" | undefined;
  readonly onNeighbours: (wanted: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
  readonly onPoint: (index: number | undefined) => void;
  readonly onActed: () => void;
}) {
  const path = `/api/documents/${encodeURIComponent(id)}`;
  const { data, error, reload } = useData(
    (signal) => get<DocumentAnswer>(path, { limit: shownCharacters }, signal),
    [id, acts, map.version],
  );
  const isThis = data?.document.id === id;
  return (
    <section class="explore-document" aria-label="Document">
      <header>
        <button type="button" class="button bare small" onClick={onClose}>
          × Close
        </button>
        <Link href={`/documents/${encodeURIComponent(id)}`}>Whole story</Link>
      </header>
      {error !== undefined && !isThis && <Failed error={error} retry={reload} />}
      {error === undefined && !isThis && <Loading what="the document" />}
      {isThis && (
        <>
          <Facts answer={data} />
          <Acts
            where={{ ids: [id] }}
            count={data.index === null ? 0 : 1}
            version={map.version}
            isNarrowed
            onActed={onActed}
          />
          <Text text={data.text} />
          <Neighbours neighbours={neighbours} onNeighbours={onNeighbours} onOpen={onOpen} onPoint={onPoint} />
        </>
      )}
    </section>
  );
}

function Facts({ answer }: { readonly answer: DocumentAnswer }) {
  const { document, verdict, labels, tokens, map, scores } = answer;
  const facts: [string, string][] = [
    ["Verdict", verdict],
    ...labels.map(({ task, label, probability, source }): [string, string] => [
      task,
      `${label} (${source}${probability === null ? "" : `, ${formatNumber(probability)}`})`,
    ]),
    ...(map?.name ? [["Cluster", map.name] as [string, string]] : []),
    ["Source", document.source],
    ...(document.language ? [["Language", document.language] as [string, string]] : []),
    ...tokens.map(({ tokenizer, tokens: count }): [string, string] => [
      `Tokens (${tokenizer})`,
      formatCount(count),
    ]),
    ...scores.map(({ model, score }): [string, string] => [
      model,
      score === null ? "none" : formatNumber(score),
    ]),
  ];
  return (
    <>
      <h2 dir="auto">{excerpt(visibleText(document.title ?? document.id), 160)}</h2>
      <dl class="explore-facts">
        {facts.map(([name, value], i) => (
          <div key={i}>
            <dt>
              <bdi>{excerpt(visibleText(name), 40)}</bdi>
            </dt>
            <dd class={name === "Verdict" ? verdict : ""}>
              <bdi>{excerpt(visibleText(value), 200)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Text({ text: { text, length } }: { readonly text: DocumentAnswer["text"] }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > 900;
  return (
    <div class="explore-text">
      <div class={`reading ${isLong && !isWhole ? "cut" : ""}`} dir="auto">
        {text === "" ? "(no text)" : visibleText(text)}
      </div>
      {isLong && (
        <button
          type="button"
          class="button bare small"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Less" : "More"}
        </button>
      )}
      {isWhole && length > shownCharacters && (
        <p class="quiet small">{formatCount(length)} characters in all; the whole story has them.</p>
      )}
    </div>
  );
}

function Neighbours({
  neighbours,
  onNeighbours,
  onOpen,
  onPoint,
}: {
  readonly neighbours: NeighboursAnswer["neighbours"] | Error | "loading" | undefined;
  readonly onNeighbours: (wanted: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onPoint: (index: number | undefined) => void;
}) {
  return (
    <div class="explore-neighbours">
      <button
        type="button"
        class="button small"
        aria-expanded={neighbours !== undefined}
        onClick={() => onNeighbours(neighbours === undefined)}
      >
        {neighbours === undefined ? "Show the most similar" : "Hide the most similar"}
      </button>
      {neighbours === "loading" && <p class="quiet small">Comparing…</p>}
      {neighbours instanceof Error && (
        <p class="small" role="alert">
          <bdi>{neighbours.message}</bdi>
        </p>
      )}
      {Array.isArray(neighbours) && (
        <ol onPointerLeave={() => onPoint(undefined)}>
          {neighbours.map(({ id, index, similarity, title, excerpt: text }) => (
            <li key={id} onPointerEnter={() => onPoint(index ?? undefined)}>
              <span class="number quiet">{similarity.toFixed(2)}</span>
              <button
                type="button"
                class="explore-open"
                onClick={() => onOpen(id)}
                onFocus={() => onPoint(index ?? undefined)}
              >
                {title !== null && title !== "" && (
                  <strong dir="auto">{excerpt(visibleText(title), 80)}</strong>
                )}
                <span dir="auto">{excerpt(visibleText(text), 120)}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
