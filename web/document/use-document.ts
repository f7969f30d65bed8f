import { useState } from "preact/hooks";
import type { DocumentAnswer } from "../../src/server/resources/documents/wire.ts";
import { get } from "../shared/api.ts";
import { type Loaded, useData } from "../shared/use-data.ts";

/** Where the API has a document. */
export function documentPath(id: string): string {
  return `/api/documents/${encodeURIComponent(id)}`;
}

/** The document of the page and more of its text on demand. */
export function useDocument(id: string): Loaded<DocumentAnswer> & {
  readonly text: string;
  readonly more: (() => void) | undefined;
} {
  const loaded = useData((signal) => get<DocumentAnswer>(documentPath(id), {}, signal), [id]);
  const [further, setFurther] = useState<{ readonly id: string; readonly text: string }>({ id, text: "" });
  const data = loaded.data?.document.id === id ? loaded.data : undefined;
  const text = (data?.text.text ?? "") + (further.id === id ? further.text : "");
  const have = Array.from(text).length;
  const more = () =>
    get<DocumentAnswer>(documentPath(id), { from: have, limit: 200_000 }).then((answer) =>
      setFurther({ id, text: (further.id === id ? further.text : "") + answer.text.text }),
    );
  return { ...loaded, data, text, more: data !== undefined && have < data.text.length ? more : undefined };
}
