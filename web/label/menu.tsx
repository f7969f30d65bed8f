import { useState } from "preact/hooks";
import type { TaskAnswer } from "../../src/server/resources/tasks/wire.ts";
import { usePerson } from "../shared/person.tsx";
import { TaskForm } from "./task-form.tsx";

/** Guidelines of the task, its labels, and for the owner a way to change them or to make another task. */
export function Menu({
  task,
  onClose,
  onSaved,
}: {
  readonly task: TaskAnswer;
  readonly onClose: () => void;
  readonly onSaved: (task: TaskAnswer) => void;
}) {
  const { role } = usePerson();
  const [editing, setEditing] = useState<"" | "this" | "new">("");
  const saved = (made: TaskAnswer) => {
    onSaved(made);
    onClose();
  };
  return (
    <dialog
      class="label-menu"
      aria-label={`Task ${task.task}`}
      onClose={onClose}
      ref={(dialog) => {
        if (dialog !== null && !dialog.open) dialog.showModal();
      }}
    >
      <h2>
        <bdi>{editing === "new" ? "Another task" : task.task}</bdi>
      </h2>
      {editing === "" ? (
        <>
          <div class="label-guidelines" dir="auto">
            {task.guidelines === "" ? (
              <span class="quiet">No guidelines were written.</span>
            ) : (
              task.guidelines
            )}
          </div>
          <p class="small quiet">
            {task.multiple ? "Several labels may apply. " : "One label to a document. "}
            {task.functions > 0 && `${task.functions} labeling functions vote. `}
            {task.agreement !== null && `People agree with an alpha of ${task.agreement.toFixed(2)}. `}
            An answer given anew takes the place of the old one; nothing is lost, the log keeps both.
          </p>
        </>
      ) : (
        <TaskForm key={editing} known={editing === "this" ? task : undefined} onSaved={saved} />
      )}
      <div class="label-menu-acts">
        {role === "owner" && editing === "" && (
          <>
            <button type="button" class="button" onClick={() => setEditing("this")}>
              Change labels and guidelines
            </button>
            <button type="button" class="button" onClick={() => setEditing("new")}>
              Make another task
            </button>
          </>
        )}
        <button type="button" class="button" onClick={onClose}>
          Close
        </button>
      </div>
    </dialog>
  );
}
