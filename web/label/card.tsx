import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CardAnswer } from "../../src/server/resources/tasks/wire.ts";
import { signOf } from "./colours.ts";
import { DocumentHead, DocumentText } from "./document-text.tsx";
import type { Said } from "./sources.ts";

/** The document in front: what it is, why functions vote as they do, what was answered before. */
export function Card({
  card,
  labels,
  mine,
  showsEvidence,
  scroller,
  onTakeBack,
  onKeep,
}: {
  readonly card: CardAnswer;
  readonly labels: readonly string[];
  readonly mine: Said | null;
  readonly showsEvidence: boolean;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onTakeBack: () => void;
  readonly onKeep: () => void;
}) {
  const [picked, setPicked] = useState<string>();
  const gone = useRef({ voter: "", at: -1 });
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
    gone.current = { voter: "", at: -1 };
  }, [card.document.id]);
  const go = (voter: string) => {
    const marks = [...(scroller.current?.querySelectorAll<HTMLElement>("mark") ?? [])].filter(
      (mark) => mark.dataset.voter === voter,
    );
    const at = gone.current.voter === voter ? (gone.current.at + 1) % Math.max(1, marks.length) : 0;
    gone.current = { voter, at };
    marks[at]?.scrollIntoView({ block: "center" });
  };
  return (
    <article
      class="label-card"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      aria-label="Document"
      data-document={card.document.id}
      key={card.document.id}
    >
      <div class="label-column">
        {mine !== null && <Before mine={mine} onTakeBack={onTakeBack} onKeep={onKeep} />}
        <DocumentHead document={card.document} />
        {card.remark !== null && card.remark.comment !== "" && (
          <p class="label-remark small">
            <span class="quiet">Your comment:</span> <bdi>{card.remark.comment}</bdi>
          </p>
        )}
        {showsEvidence && card.evidence.length > 0 && (
          <Legend evidence={card.evidence} labels={labels} picked={picked} onPick={setPicked} onGo={go} />
        )}
        <DocumentText
          document={card.document}
          evidence={showsEvidence ? card.evidence : []}
          labels={labels}
          picked={picked}
        />
      </div>
    </article>
  );
}

/** What was answered, on a card that was come back to. */
function Before({
  mine,
  onTakeBack,
  onKeep,
}: {
  readonly mine: Said;
  readonly onTakeBack: () => void;
  readonly onKeep: () => void;
}) {
  return (
    <div class="label-before small">
      <span>
        You {mine.labels === null ? "skipped this one" : "answered "}
        {mine.labels?.map((label, i) => (
          <>
            {i > 0 && ", "}
            <b>
              <bdi>{label}</bdi>
            </b>
          </>
        ))}
        . Another answer takes its place.
      </span>
      <button type="button" class="button small" onClick={onKeep}>
        Keep <kbd>↵</kbd>
      </button>
      <button type="button" class="button small" onClick={onTakeBack}>
        Take back <kbd>X</kbd>
      </button>
    </div>
  );
}

/** Which function votes what, in the sign that underlines its words; pointing at one makes its words stand out. */
function Legend({
  evidence,
  labels,
  picked,
  onPick,
  onGo,
}: {
  readonly evidence: CardAnswer["evidence"];
  readonly labels: readonly string[];
  readonly picked: string | undefined;
  readonly onPick: (voter: string | undefined) => void;
  /** Brings the next of its words into view. */
  readonly onGo: (voter: string) => void;
}) {
  return (
    <ul class="label-legend" aria-label="Evidence">
      {evidence.map(({ voter, label, note, spans }) => {
        const { colour, line } = signOf(label, labels);
        return (
          <li key={voter}>
            <button
              type="button"
              class="chip"
              aria-pressed={picked === voter}
              onClick={() => {
                onPick(voter);
                onGo(voter);
              }}
              onMouseEnter={() => onPick(voter)}
              onMouseLeave={() => onPick(undefined)}
            >
              <span
                class="label-sample"
                style={{ textDecorationColor: colour, textDecorationStyle: line }}
                aria-hidden="true"
              >
                abc
              </span>
              <span>
                <bdi>{voter}</bdi>:{" "}
                <b>
                  <bdi>{label}</bdi>
                </b>
                {note !== null && (
                  <span class="quiet">
                    {" "}
                    <bdi>{note}</bdi>
                  </span>
                )}
                {spans.length > 1 && <span class="quiet number"> ×{spans.length}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
