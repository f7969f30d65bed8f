import { useState } from "preact/hooks";
import type { ChangesBody, PreviewAnswer, SaveAnswer } from "../../src/server/resources/rules/wire.ts";
import { ApiError, put } from "../shared/api.ts";
import { usePerson } from "../shared/person.tsx";
import { toast } from "../shared/toast.tsx";

/** What the bar needs to know of the recipe and the draft. */
export interface RecipeBarProps {
  readonly file: string | null;
  readonly stage: string;
  readonly changes: ChangesBody;
  readonly preview: PreviewAnswer | undefined;
  /** Rules that the file has otherwise than the run. */
  readonly notRun: number;
  /** The draft holds a predicate that does not work. */
  readonly isWrong: boolean;
  readonly reset: () => void;
  /** After a save, or after one was taken back: `restored` is the draft that was saved. */
  readonly onSaved: (restored?: ChangesBody) => void;
}

/** Where a difference would push what it is about out of sight, it opens when asked for. */
const isSmall = () => innerWidth <= 720 || innerHeight < 820;

/** The difference that the draft makes to the pipeline file, and Save. */
export function RecipeBar(props: RecipeBarProps) {
  const { file, changes, preview, notRun, isWrong, reset } = props;
  const [isFolded, setFolded] = useState(isSmall);
  const { role } = usePerson();
  const { save, isSaving, problem } = useSave(props);
  const count = Object.keys(changes).length;
  const canSave =
    count > 0 &&
    role === "owner" &&
    preview?.hash != null &&
    preview.refusal === null &&
    !isSaving &&
    !isWrong;
  return (
    <section class="workbench-recipe" aria-label="Recipe">
      <div class="workbench-recipe-head">
        <p class="small">
          <Summary count={count} file={file} notRun={notRun} />
        </p>
        <span class="workbench-acts">
          <button
            type="button"
            class="button workbench-fold"
            disabled={count === 0}
            aria-expanded={!isFolded}
            onClick={() => setFolded(!isFolded)}
          >
            Difference
          </button>
          <button type="button" class="button" disabled={count === 0} onClick={reset}>
            Reset
          </button>
          <button
            type="button"
            class="button primary"
            disabled={!canSave}
            title={role === "owner" ? undefined : "Only the owner of the workspace saves"}
            onClick={save}
          >
            Save
          </button>
        </span>
      </div>
      <div class="workbench-recipe-side">
        {problem && (
          <p class="small drop" role="alert">
            <bdi>{problem}</bdi>
          </p>
        )}
        {count > 0 && role !== "owner" && (
          <p class="small quiet">
            Only the owner of the workspace saves; a link to this page shows your draft.
          </p>
        )}
        {count > 0 && preview?.refusal && <Refusal refusal={preview.refusal} />}
        {count === 0 && <Hints />}
        {count > 0 && !isFolded && preview && preview.hunks.length > 0 && (
          <Difference hunks={preview.hunks} />
        )}
      </div>
    </section>
  );
}

function Summary({
  count,
  file,
  notRun,
}: {
  readonly count: number;
  readonly file: string | null;
  readonly notRun: number;
}) {
  const name = <bdi>{file ?? "the pipeline"}</bdi>;
  if (count > 0)
    return (
      <>
        <strong>{count === 1 ? "1 change" : `${count} changes`}</strong> to {name}, not saved.{" "}
        <span class="quiet">Later stages, such as copies, are counted as the run had them.</span>
      </>
    );
  if (notRun > 0)
    return (
      <>
        {name} is ahead of the run. <span class="quiet">Apply it:</span> <code>sluice run {file}</code>
      </>
    );
  return (
    <>
      {name} is as the run had it. <span class="quiet">Drag a bound, and the difference stands here.</span>
    </>
  );
}

/** What stands in the place of the difference while there is none. */
function Hints() {
  return (
    <p class="workbench-hints tiny quiet">
      <span>
        <kbd>b</kbd> to the bound, <kbd>←</kbd> <kbd>→</kbd> move it, with <kbd>Shift</kbd> by more
      </span>
      <span>
        <kbd>j</kbd> <kbd>k</kbd> next rule, rule before
      </span>
      <span>
        <kbd>o</kbd> off or on, <kbd>n</kbd> new rule
      </span>
    </p>
  );
}

function Refusal({
  refusal: { reason, paste },
}: {
  readonly refusal: NonNullable<PreviewAnswer["refusal"]>;
}) {
  return (
    <div class="small">
      <p>
        <bdi>{reason}</bdi>. Put it into <code>rules({"{ … }"})</code> yourself:
      </p>
      <pre class="workbench-paste mono">{paste}</pre>
    </div>
  );
}

function Difference({ hunks }: { readonly hunks: PreviewAnswer["hunks"] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="workbench-diff mono" tabIndex={0} aria-label="Difference">
      {hunks.map((hunk, i) => (
        <span key={hunk[0]?.line ?? i} class="workbench-hunk">
          {hunk.map(({ mark, text, line }) => (
            <span key={`${mark}${line}`} class={mark === "-" ? "drop" : mark === "+" ? "keep" : "quiet"}>
              {`${String(line).padStart(4)} ${mark} ${text}\n`}
            </span>
          ))}
        </span>
      ))}
    </section>
  );
}

function useSave({ stage, changes, preview, onSaved }: RecipeBarProps) {
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    if (preview?.hash == null) return;
    setSaving(true);
    setProblem(undefined);
    try {
      const saved = await put<SaveAnswer>("/api/recipe", { stage, changes, hash: preview.hash });
      onSaved();
      toast({
        text: `Saved ${named(changes)} in ${saved.file}. Next: ${saved.next}`,
        undo: async () => {
          await put("/api/recipe", { undo: saved.undo });
          onSaved(changes);
        },
      });
    } catch (error) {
      setProblem((error as Error).message);
      if (error instanceof ApiError && error.status === 409) onSaved(changes); // look at the file again, the draft stays
    } finally {
      setSaving(false);
    }
  };
  return { save, isSaving, problem };
}

function named(changes: ChangesBody): string {
  const names = Object.keys(changes);
  return names.length > 2 ? `${names.length} rules` : names.join(" and ");
}
