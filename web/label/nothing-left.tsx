import type { TaskAnswer } from "../../src/server/resources/tasks/wire.ts";
import { formatCount } from "../shared/format.ts";
import { Empty } from "../shared/states.tsx";
import { Link } from "../shared/url-state.tsx";
import type { Progress } from "./use-progress.ts";

/** When the queue gives nothing: why, and what to do then. */
export function NothingLeft({
  task,
  progress: { told, since },
  elsewhere,
  onBack,
}: {
  readonly task: TaskAnswer;
  readonly progress: Progress;
  readonly elsewhere: number;
  readonly onBack: () => void;
}) {
  if (task.documents === 0)
    return (
      <Empty title="No documents to label">
        <p>Nothing has been read into this workspace yet, or every document was dropped.</p>
        <p>
          <Link href="/">See the runs</Link>
        </p>
      </Empty>
    );
  if (elsewhere > 0)
    return (
      <Empty title="The last documents are open in another tab">
        <p>Answer them there. What that tab lets go of comes here within two minutes.</p>
      </Empty>
    );
  const skipped = told?.skipped ?? 0;
  const allSkipped = told !== undefined && told.answered + since === 0 && skipped > 0;
  return (
    <Empty title={allSkipped ? "You skipped every document" : "You have been through all of them"}>
      <p>
        {allSkipped
          ? "A skipped document does not come again by itself."
          : `Nothing in “${task.task}” waits for you: ${formatCount(told?.documents ?? task.documents)} documents, ${formatCount(skipped)} of them skipped.`}{" "}
        To change an answer, go back, or open one from the history.
      </p>
      <p>
        The next <code>sluice run</code> uses the answers; <code>sluice query "from votes"</code> shows them
        now.
      </p>
      <button type="button" class="button" onClick={onBack}>
        Go back <kbd>Z</kbd>
      </button>
    </Empty>
  );
}
