import type { DocumentAnswer } from "../../src/server/resources/documents/wire.ts";
import { formatNumber, visibleText } from "../shared/format.ts";
import { Link } from "../shared/url-state.tsx";

type Copy = DocumentAnswer["duplicates"][number];

/** Its cluster of copies: which one stays, how alike they are, and a way to see what differs. */
export function Copies({
  answer,
  compared,
  compare,
}: {
  readonly answer: DocumentAnswer;
  readonly compared: string;
  readonly compare: (id: string) => void;
}) {
  const own = answer.duplicates.find(({ id }) => id === answer.document.id);
  const others = answer.duplicates.filter((copy) => copy !== own);
  if (others.length === 0) return null;
  return (
    <section class="document-copies" aria-label="Copies">
      <h2>Copies</h2>
      <ul class="document-list">
        {others.map((copy) => (
          <li key={copy.id}>
            <CopyLine
              copy={
                copy.id === own?.keeper ? { ...copy, method: own.method, similarity: own.similarity } : copy
              }
            />
            <button
              type="button"
              class="button small"
              aria-pressed={compared === copy.id}
              onClick={() => compare(compared === copy.id ? "" : copy.id)}
            >
              What differs
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CopyLine({ copy: { id, title, excerpt, method, similarity, kept } }: { readonly copy: Copy }) {
  return (
    <p class="small">
      <span class={kept ? "keep" : "drop"}>{kept ? "kept" : "dropped"}</span>{" "}
      <Link href={`/documents/${encodeURIComponent(id)}`}>
        <bdi>{visibleText(title ?? excerpt.slice(0, 60)) || id}</bdi>
      </Link>
      {method !== null && (
        <span class="quiet number">
          {" "}
          {method} {similarity !== null && formatNumber(similarity)}
        </span>
      )}
    </p>
  );
}
