import { useState } from "preact/hooks";
import type { TaskAnswer } from "../../src/server/resources/tasks/wire.ts";
import { post } from "../shared/api.ts";

/** Makes a task, or changes the labels and guidelines of one. */
export function TaskForm({
  known,
  onSaved,
}: {
  readonly known?: TaskAnswer;
  readonly onSaved: (task: TaskAnswer) => void;
}) {
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "");
    const labels = text("labels")
      .split(/[,\n]/)
      .map((label) => label.trim())
      .filter((label) => label !== "");
    setBusy(true);
    try {
      const task = known?.task ?? text("task");
      const body = { task, labels, multiple: form.get("multiple") === "on", guidelines: text("guidelines") };
      onSaved(await post<TaskAnswer>("/api/tasks", body));
    } catch (error) {
      setRefusal((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="label-form" onSubmit={submit}>
      {known === undefined && (
        <label class="named">
          Name of the task
          <input class="field" name="task" required maxLength={64} placeholder="quality" autocomplete="off" />
        </label>
      )}
      <label class="named">
        Labels, with commas between them, in the order of their keys
        <textarea class="field" name="labels" required rows={2} placeholder="good, bad">
          {known?.labels.join(", ")}
        </textarea>
      </label>
      <label class="label-check">
        <input type="checkbox" name="multiple" checked={known?.multiple ?? false} /> Several labels may apply
        to one document
      </label>
      <label class="named">
        Guidelines for whoever labels
        <textarea class="field" name="guidelines" rows={4} maxLength={20_000}>
          {known?.guidelines}
        </textarea>
      </label>
      {refusal !== undefined && (
        <p class="drop small" role="alert">
          <bdi>{refusal}</bdi>
        </p>
      )}
      <button class="button primary" type="submit" disabled={busy}>
        {known === undefined ? "Make the task" : "Save"}
      </button>
    </form>
  );
}
