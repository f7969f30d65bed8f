import type { ComponentChildren } from "preact";
import type { TaskAnswer } from "../../src/server/resources/tasks/wire.ts";
import { formatCount } from "../shared/format.ts";
import type { Outbox } from "./outbox.ts";
import type { Progress } from "./use-progress.ts";
import { useStore } from "./use-store.ts";

/** Words for the orders of a queue. */
const orderNames = {
  random: "random order",
  uncertainty: "unsure first",
  disagreement: "contested first",
} as const;

/** The strip above the card: task, order, what is judged, progress, and what became of the answers. */
export function Top({
  tasks,
  task,
  order,
  mode,
  progress,
  outbox,
  onTask,
  onOrder,
  onMode,
  children,
}: {
  readonly tasks: readonly TaskAnswer[];
  readonly task: TaskAnswer;
  readonly order: string;
  readonly mode: string;
  readonly progress: Progress;
  readonly outbox: Outbox;
  readonly onTask: (task: string) => void;
  readonly onOrder: (order: string) => void;
  readonly onMode: (mode: string) => void;
  readonly children: ComponentChildren;
}) {
  return (
    <header class="label-top">
      <select
        class="field"
        aria-label="Task"
        value={task.task}
        onChange={(event) => onTask(event.currentTarget.value)}
      >
        {tasks.map((one) => (
          <option key={one.task} value={one.task}>
            {one.task}
          </option>
        ))}
      </select>
      <fieldset class="label-modes" aria-label="What to judge">
        {(["documents", "pairs"] as const).map((one) => (
          <button
            key={one}
            type="button"
            class="button"
            aria-pressed={mode === one}
            onClick={() => onMode(one)}
          >
            {one === "documents" ? "Documents" : "Pairs"}
          </button>
        ))}
      </fieldset>
      {mode === "documents" && task.orders.length > 1 && (
        <select
          class="field"
          aria-label="Order"
          value={order}
          onChange={(event) => onOrder(event.currentTarget.value)}
        >
          {task.orders.map((one) => (
            <option key={one} value={one}>
              {orderNames[one]}
            </option>
          ))}
        </select>
      )}
      <Figures progress={progress} mode={mode} />
      <Saving outbox={outbox} />
      <div class="label-tools">{children}</div>
    </header>
  );
}

function Figures({
  progress: { told, since },
  mode,
}: {
  readonly progress: Progress;
  readonly mode: string;
}) {
  if (told === undefined) return <p class="label-figures quiet small">&nbsp;</p>;
  if (mode === "pairs")
    return (
      <div class="label-figures small">
        <p>
          <b class="number">{formatCount(told.judged + since)}</b> <span class="quiet">pairs judged</span>
        </p>
      </div>
    );
  const done = told.answered + told.skipped + since;
  const all = Math.max(done, told.documents);
  return (
    <div class="label-figures small">
      <p>
        <b class="number">{formatCount(done)}</b>{" "}
        <span class="quiet">
          of <span class="number">{formatCount(all)}</span>
          <span class="label-wide">
            {" "}
            · <span class="number">{formatCount(told.today + since)}</span> today
            {told.seconds !== null &&
              ` · ${told.seconds < 10 ? told.seconds.toFixed(1) : Math.round(told.seconds)} s each`}
          </span>
        </span>
      </p>
      <progress aria-label="Done" value={done} max={all} />
    </div>
  );
}

/** Whether answers are on disk, in few words. */
function Saving({ outbox }: { readonly outbox: Outbox }) {
  const { waiting, trouble } = useStore(outbox);
  const many = waiting === 1 ? "1 answer waits" : `${formatCount(waiting)} answers wait`;
  const said =
    waiting === 0
      ? "saved"
      : trouble === undefined
        ? "saving…"
        : `${many} to be saved${trouble === "signed-out" ? ": sign in again" : ""}`;
  return (
    <p
      class={`label-saving tiny ${trouble === undefined ? "quiet" : "waits"}`}
      aria-live={trouble === undefined ? "off" : "polite"}
    >
      {said}
    </p>
  );
}
