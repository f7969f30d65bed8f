import type { DocumentAnswer } from "../../src/server/resources/documents/wire.ts";

type Edit = DocumentAnswer["edits"][number];

/** A stretch of the present text, or what an edit took out there. */
export interface Stretch {
  readonly text: string;
  /** The edit that put the text there; `text` is then its replacement, which may be empty. */
  readonly edit?: Edit;
}

/**
 * The present text with the edits of the stage that edited last at their places: those of earlier stages lie in a text that is
 * no more. Places count characters of the text before the edit. Nothing is placed when the counts do not fit each other.
 */
export function placeEdits(text: string, from: number, edits: readonly Edit[]): Stretch[] {
  const characters = Array.from(text);
  const last = edits.at(-1)?.stage;
  const own = edits.filter(({ stage }) => stage === last).toSorted((a, b) => a.start - b.start);
  const stretches: Stretch[] = [];
  let shift = 0;
  let done = 0;
  for (const edit of own) {
    const removed = lengthOf(edit.removed);
    const replaced = lengthOf(edit.replacement);
    if (edit.end - edit.start !== removed) return [{ text }];
    const at = edit.start - shift - from;
    shift += removed - replaced;
    if (at < done || at > characters.length) continue;
    if (characters.slice(at, at + replaced).join("") !== edit.replacement) return [{ text }];
    stretches.push({ text: characters.slice(done, at).join("") }, { text: edit.replacement, edit });
    done = at + replaced;
  }
  stretches.push({ text: characters.slice(done).join("") });
  return stretches.filter(({ text: piece, edit }) => piece !== "" || edit !== undefined);
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
