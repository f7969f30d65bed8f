import type { DocumentAnswer } from "../../src/server/resources/documents/wire.ts";
import { get } from "../shared/api.ts";
import { visibleText } from "../shared/format.ts";
import { Failed, Loading } from "../shared/states.tsx";
import { useData } from "../shared/use-data.ts";
import { diffWords, type Part } from "./diff.ts";
import { documentPath } from "./use-document.ts";

/** Whole texts are compared up to a length that a reader would read. */
const compared = 100_000;
/** Characters around a difference. */
const context = 240;

/** What differs between this text and a copy, word by word, in place of the text. */
export function Difference({
  id,
  text,
  close,
}: {
  readonly id: string;
  readonly text: string;
  readonly close: () => void;
}) {
  const { data, error, reload } = useData(
    (signal) => get<DocumentAnswer>(documentPath(id), { limit: compared }, signal),
    [id],
  );
  return (
    <>
      <p class="document-between small">
        <button type="button" class="button small" onClick={close}>
          Back to the text
        </button>
        <span>
          <ins>only here</ins> · <del>only in the copy</del>
        </span>
      </p>
      {error ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Loading what="the copy" />
      ) : (
        <Parts parts={diffWords(data.text.text, text.slice(0, compared))} />
      )}
    </>
  );
}

function Parts({ parts }: { readonly parts: readonly Part[] | undefined }) {
  if (parts === undefined)
    return <p class="quiet">More than a thousand words differ: open the copy to read it.</p>;
  if (parts.every(({ kind }) => kind === "same")) return <p class="quiet">The texts are the same.</p>;
  return (
    <div class="reading" dir="auto">
      {parts.map(({ kind, text }, i) => {
        if (kind === "same") return <span key={i}>{visibleText(shortened(text, i, parts.length))}</span>;
        return kind === "added" ? (
          <ins key={i}>{visibleText(text)}</ins>
        ) : (
          <del key={i}>{visibleText(text)}</del>
        );
      })}
    </div>
  );
}

/** Of what both have, only the words around a difference. */
function shortened(text: string, i: number, parts: number): string {
  if (text.length <= 2 * context + 40) return text;
  const head = i === 0 ? "" : text.slice(0, context);
  const tail = i === parts - 1 ? "" : text.slice(-context);
  return `${head} […] ${tail}`;
}
