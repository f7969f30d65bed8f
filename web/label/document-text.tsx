import type { ComponentChildren } from "preact";
import type { CardAnswer, ShownDocument } from "../../src/server/resources/tasks/wire.ts";
import { visibleText } from "../shared/format.ts";
import { Link } from "../shared/url-state.tsx";
import { signOf } from "./colours.ts";
import { type Piece, piecesOf } from "./pieces.ts";

/** A document's text in reading type, what voters saw underlined in the sign of their vote. */
export function DocumentText({
  document,
  evidence,
  labels,
  picked,
}: {
  readonly document: ShownDocument;
  readonly evidence: CardAnswer["evidence"];
  readonly labels: readonly string[];
  /** The voter whose words stand out. */
  readonly picked?: string;
}) {
  return (
    <>
      <div class="reading label-text" dir="auto">
        {document.text === "" ? <span class="quiet">This document has no text.</span> : null}
        {piecesOf(document.text, evidence).map((piece, i) => (
          <Marked key={i} piece={piece} labels={labels} picked={picked} />
        ))}
      </div>
      {document.isCut && (
        <p class="quiet small label-cut">
          The first {document.text.length.toLocaleString()} of {document.length.toLocaleString()} characters.{" "}
          <Link href={`/documents/${encodeURIComponent(document.id)}`}>Read all of it</Link>
        </p>
      )}
    </>
  );
}

function Marked({
  piece,
  labels,
  picked,
}: {
  readonly piece: Piece;
  readonly labels: readonly string[];
  readonly picked?: string;
}) {
  const text: ComponentChildren = visibleText(piece.text.replace(/\r(?=\n|$)/g, ""));
  return piece.voters.reduce<ComponentChildren>((inner, { voter, label }, depth) => {
    const { colour, line } = signOf(label, labels);
    const style = {
      textDecorationColor: colour,
      textDecorationStyle: line,
      textUnderlineOffset: `${3 + 4 * depth}px`,
    };
    return (
      <mark
        class={voter === picked ? "picked" : ""}
        style={style}
        title={`${voter}: ${label}`}
        data-voter={voter}
      >
        {inner}
      </mark>
    );
  }, text);
}

/** What a document is called: its title, or the end of where it comes from. */
export function titleOf({ title, source, id }: Pick<ShownDocument, "title" | "source" | "id">): string {
  return title ?? source?.split(/[\\/]/).slice(-2).join("/") ?? id;
}

/** Title and origin of a document, quiet above its text. */
export function DocumentHead({ document }: { readonly document: ShownDocument }) {
  const origin = document.url ?? document.source;
  return (
    <header class="label-head">
      <h1>
        <bdi>{visibleText(titleOf(document))}</bdi>
      </h1>
      {origin !== null && (
        <p class="quiet tiny" title={origin}>
          <bdi>{visibleText(origin)}</bdi>
        </p>
      )}
    </header>
  );
}
