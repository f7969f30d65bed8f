import type { ComponentChildren } from "preact";
import type { DocumentAnswer, NeighboursAnswer } from "../../src/server/resources/documents/wire.ts";
import { get } from "../shared/api.ts";
import { formatAgo, formatCount, formatNumber, formatShare, visibleText } from "../shared/format.ts";
import { Link } from "../shared/url-state.tsx";
import { useData } from "../shared/use-data.ts";
import { documentPath } from "./use-document.ts";

/** Where the document came from. Addresses are text: whoever wrote them is a stranger. */
export function Origin({ answer: { document, text } }: { readonly answer: DocumentAnswer }) {
  const { id, source, position, url, author, created, language, metadata } = document;
  return (
    <section aria-label="Origin">
      <h2>Where it is from</h2>
      <dl class="document-pairs small">
        <Pair name="id">
          <bdi class="mono">{id}</bdi>
        </Pair>
        <Pair name="source">
          <bdi>
            {visibleText(source)}
            {position !== null && `:${position}`}
          </bdi>
        </Pair>
        {url !== null && (
          <Pair name="address">
            <bdi>{visibleText(url)}</bdi>
          </Pair>
        )}
        {author !== null && (
          <Pair name="author">
            <bdi>{visibleText(author)}</bdi>
          </Pair>
        )}
        {created !== null && <Pair name="created">{created.slice(0, 10)}</Pair>}
        {language !== null && <Pair name="language">{language}</Pair>}
        <Pair name="length">{formatCount(text.length)} characters</Pair>
      </dl>
      {metadata !== null && (
        <details class="small">
          <summary>metadata</summary>
          <pre class="document-metadata">{visibleText(metadata)}</pre>
        </details>
      )}
    </section>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt class="quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What people, functions and models made of it: votes, labels, scores, remarks, tokens, its place in the mixture and on the map. */
export function Judgements({ answer }: { readonly answer: DocumentAnswer }) {
  const { votes, labels, scores, remarks, tokens, mixture, map, index } = answer;
  const tasks = [...new Set([...labels.map(({ task }) => task), ...votes.map(({ task }) => task)])];
  return (
    <section aria-label="Judgements">
      {tasks.map((task) => (
        <div key={task}>
          <h2>
            <bdi>{task}</bdi>{" "}
            {labels
              .filter((one) => one.task === task)
              .map(({ label, probability, source }) => (
                <span key={label + source} class="chip" title={source}>
                  <bdi>{label}</bdi>{" "}
                  {probability !== null && <span class="quiet">{formatShare(probability)}</span>}
                </span>
              ))}
          </h2>
          <ul class="document-votes small">
            {votes
              .filter((one) => one.task === task)
              .map(({ voter, label, kind, at }) => (
                <li key={`${voter} ${label}`}>
                  <bdi>{voter}</bdi> <span class="quiet">{kind}</span> <b>{label}</b>
                  {at !== null && kind === "person" && <span class="quiet"> {formatAgo(new Date(at))}</span>}
                </li>
              ))}
          </ul>
        </div>
      ))}
      {remarks.length > 0 && (
        <>
          <h2>Remarks</h2>
          <ul class="document-votes small">
            {remarks.map(({ voter, comment, flagged, task }) => (
              <li key={voter + task}>
                <bdi>{voter}</bdi> {flagged && <span class="drop">flag</span>}{" "}
                <bdi>{visibleText(comment)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <dl class="document-pairs small">
        {scores.map(({ model, score, uncertainty }) => (
          <Pair key={model} name={`score, ${model}`}>
            {score === null ? "none" : formatNumber(score)}
            {uncertainty !== null && <span class="quiet"> ± {formatNumber(uncertainty)}</span>}
          </Pair>
        ))}
        {tokens.map((one) => (
          <Pair key={one.tokenizer} name={`tokens, ${one.tokenizer}`}>
            {formatCount(one.tokens)}
          </Pair>
        ))}
        {mixture.length > 0 && (
          <Pair name="mixture">
            {mixture[0].split}, {mixture.length === 1 ? "once" : `${mixture.length} times`}
          </Pair>
        )}
        {map !== null && index !== null && (
          <Pair name="map">
            <Link href={`/explore?doc=${encodeURIComponent(answer.document.id)}`}>
              <bdi>{map.name ?? "in no cluster"}</bdi>
            </Link>
          </Pair>
        )}
      </dl>
    </section>
  );
}

/** The documents most like it; nothing where there are no vectors. */
export function Neighbours({ id }: { readonly id: string }) {
  const { data } = useData(
    (signal) =>
      get<NeighboursAnswer>(`${documentPath(id)}/neighbours`, { count: 6 }, signal).catch(() => undefined),
    [id],
  );
  if (data === undefined || data.neighbours.length === 0) return null;
  return (
    <section aria-label="Similar documents">
      <h2>Most like it</h2>
      <ul class="document-list small">
        {data.neighbours.map(({ id: other, title, excerpt, similarity }) => (
          <li key={other}>
            <span class="quiet number">{similarity.toFixed(2)}</span>{" "}
            <Link href={`/documents/${encodeURIComponent(other)}`}>
              <bdi>{visibleText(title ?? excerpt.slice(0, 70)) || other}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
