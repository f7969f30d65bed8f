import { useState } from "preact/hooks";
import type { TasksAnswer } from "../../../src/server/resources/tasks/wire.ts";
import { get } from "../../shared/api.ts";
import { formatNumbered, visibleText } from "../../shared/format.ts";
import { useData } from "../../shared/use-data.ts";

/** Task and label for all documents of a selection; what is known is offered, new names may be typed. */
export function LabelForm({
  count,
  isBusy,
  onLabel,
}: {
  readonly count: number;
  readonly isBusy: boolean;
  readonly onLabel: (task: string, label: string) => void;
}) {
  const { data } = useData((signal) => get<TasksAnswer>("/api/tasks", {}, signal), []);
  const tasks = data?.tasks ?? [];
  const [typed, setTask] = useState<string>();
  const task = typed ?? tasks[0]?.task ?? "";
  const [label, setLabel] = useState("");
  const known = tasks.find((one) => one.task === task.trim());
  const isNewTask = known === undefined && task.trim() !== "";
  const isNewLabel = known !== undefined && label.trim() !== "" && !known.labels.includes(label.trim());
  const isComplete = task.trim() !== "" && label.trim() !== "";
  return (
    <form
      class="explore-act-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) onLabel(task.trim(), label.trim());
      }}
    >
      <label class="named">
        Task
        <input
          class="field"
          list="explore-tasks"
          required
          maxLength={200}
          value={task}
          onInput={(event) => setTask(event.currentTarget.value)}
        />
      </label>
      <label class="named">
        Label
        <input
          class="field"
          list="explore-labels"
          required
          maxLength={200}
          value={label}
          ref={focusOnce}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
      </label>
      <datalist id="explore-tasks">
        {tasks.map((one) => (
          <option key={one.task} value={one.task} />
        ))}
      </datalist>
      <datalist id="explore-labels">
        {known?.labels.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {known !== undefined && (
        <div class="explore-known-labels">
          {known.labels.slice(0, 8).map((one) => (
            <button
              key={one}
              type="button"
              class="button small"
              aria-pressed={label === one}
              onClick={() => setLabel(one)}
            >
              <bdi>{visibleText(one)}</bdi>
            </button>
          ))}
        </div>
      )}
      {isNewTask && <p class="quiet tiny">A task of this name is new; it will be a task of people.</p>}
      {isNewLabel && <p class="quiet tiny">This label is new in the task.</p>}
      <button type="submit" class="button primary" disabled={isBusy || !isComplete}>
        Label {formatNumbered(count, "document")}
      </button>
    </form>
  );
}

function focusOnce(field: HTMLInputElement | null): void {
  if (field !== null && field.value === "" && !field.dataset.seen) {
    field.dataset.seen = "yes";
    field.focus();
  }
}
