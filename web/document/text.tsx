import type { DocumentAnswer } from "../../src/server/resources/documents/wire.ts";
import { formatCount, visibleText } from "../shared/format.ts";
import { placeEdits } from "./place-edits.ts";

/** The text as it is now, with what the last edit took out or put in at its place. */
export function DocumentText({
  answer,
  text,
  more,
}: {
  readonly answer: DocumentAnswer;
  readonly text: string;
  readonly more: (() => void) | undefined;
}) {
  const { edits } = answer;
  if (answer.text.length === 0) return <p class="quiet">This document has no text.</p>;
  return (
    <>
      <div class="reading document-text" dir="auto">
        {placeEdits(text, 0, edits).map(({ text: piece, edit }, i) =>
          edit === undefined ? (
            <span key={i}>{visibleText(piece)}</span>
          ) : (
            <span key={i} class="document-edit" title={`${edit.stage}.${edit.rule}`}>
              {edit.removed !== "" && edit.removed !== piece && <del>{visibleText(edit.removed)}</del>}
              {piece !== "" && <ins>{visibleText(piece)}</ins>}
            </span>
          ),
        )}
      </div>
      {more !== undefined && (
        <button type="button" class="button" onClick={more}>
          More of {formatCount(answer.text.length)} characters
        </button>
      )}
      {edits.length > 0 && <Edits edits={edits} />}
      {answer.repairs.length > 0 && <Repairs repairs={answer.repairs} />}
    </>
  );
}

function Edits({ edits }: { readonly edits: DocumentAnswer["edits"] }) {
  return (
    <details class="small document-edits">
      <summary>{formatCount(edits.length)} edits</summary>
      <ul>
        {edits.slice(0, 200).map(({ stage, rule, start, removed, replacement }) => (
          <li key={`${stage} ${rule} ${start}`}>
            <bdi class="mono">
              {stage}.{rule}
            </bdi>{" "}
            <span class="quiet number">at {formatCount(start)}</span>{" "}
            <bdi>
              <del>{visibleText(removed.slice(0, 200))}</del>{" "}
              <ins>{visibleText(replacement.slice(0, 200))}</ins>
            </bdi>
          </li>
        ))}
      </ul>
      {edits.length > 200 && <p class="quiet">and {formatCount(edits.length - 200)} more</p>}
    </details>
  );
}

/** Values that a stage imputed or repaired: they stand nowhere in the text. */
function Repairs({ repairs }: { readonly repairs: DocumentAnswer["repairs"] }) {
  return (
    <details class="small document-edits">
      <summary>{formatCount(repairs.length)} values imputed or repaired</summary>
      <ul>
        {repairs.map(({ stage, rule, removed, replacement }) => (
          <li key={`${stage} ${rule}`}>
            <bdi class="mono">
              {stage}.{rule}
            </bdi>{" "}
            <bdi>
              <del>{visibleText((removed ?? "missing").slice(0, 200))}</del>{" "}
              <ins>{visibleText((replacement ?? "missing").slice(0, 200))}</ins>
            </bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
