import { sha256 } from "../../core/json.ts";
import { finishedStages, type RunRecord, type Workspace } from "../../core/workspace.ts";

/** Raise it when an index of the same texts would come out otherwise. */
const indexVersion = 1;

/** What an index is made of: it stays the same while stages that change no text come and go. */
export interface TextSources {
  /** Hash of the results that documents and texts are read from. */
  readonly key: string;
  /** SQL that gives `id`, `title` and the text as it is now. */
  readonly sql: string;
  /** False when the texts are those of `documents`: then they need not be joined. */
  readonly isEdited: boolean;
}

/** Where the texts of a run come from. */
export async function textSources(workspace: Workspace, run: RunRecord | undefined): Promise<TextSources> {
  const stages = run ? await finishedStages(workspace, run) : [];
  const documents = stages.filter(({ manifest }) => "documents" in manifest.tables);
  const editor = stages.findLast(({ manifest }) => "text" in manifest.tables);
  const results = [...documents, ...(editor ? [editor] : [])].map(({ name, manifest }) => [
    name,
    manifest.key,
  ]);
  return {
    key: sha256(JSON.stringify([indexVersion, results])).slice(0, 16),
    isEdited: editor !== undefined,
    sql: editor
      ? "SELECT text.id, title, text.text FROM text LEFT JOIN (SELECT id, title FROM documents) AS titles USING (id)"
      : "SELECT id, title, text FROM documents",
  };
}
