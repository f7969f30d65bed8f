import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { TaskAnswer, TasksAnswer } from "../../src/server/resources/tasks/wire.ts";
import { get } from "../shared/api.ts";
import { useKeys } from "../shared/keys.tsx";
import { usePerson } from "../shared/person.tsx";
import { Empty, Failed, Loading } from "../shared/states.tsx";
import { useQueryState } from "../shared/url-state.tsx";
import { useData } from "../shared/use-data.ts";
import { Documents } from "./documents.tsx";
import type { DrawerTab } from "./drawer.tsx";
import { Menu } from "./menu.tsx";
import { Pairs } from "./pairs.tsx";
import { Refused } from "./refused.tsx";
import { nameTab } from "./tab.ts";
import { TaskForm } from "./task-form.tsx";
import { Top } from "./top.tsx";
import { useOutbox } from "./use-outbox.ts";
import { useProgress } from "./use-progress.ts";
import "./label.css";
import "./card.css";
import "./answers.css";
import "./drawer.css";
import "./narrow.css";

/** Labeling: one card, big keys, answers that nothing can lose. */
export default function Page() {
  const { data, error, reload } = useData((signal) => get<TasksAnswer>("/api/tasks", {}, signal), []);
  const [wanted, setWanted] = useQueryState("task", "");
  const [tab, setTab] = useState<string>();
  useEffect(() => void nameTab().then(setTab), []);
  const saved = (made: TaskAnswer) => {
    setWanted(made.task);
    reload();
  };
  if (data === undefined || tab === undefined)
    return error === undefined ? <Loading what="the tasks" /> : <Failed error={error} retry={reload} />;
  const task = data.tasks.find((one) => one.task === wanted) ?? (wanted === "" ? data.tasks[0] : undefined);
  if (task === undefined)
    return <NoTask wanted={wanted} tasks={data.tasks} onWanted={setWanted} onSaved={saved} />;
  return <Desk key={task.task} task={task} tasks={data.tasks} tab={tab} onTask={setWanted} onSaved={saved} />;
}

function Desk({
  task,
  tasks,
  tab,
  onTask,
  onSaved,
}: {
  readonly task: TaskAnswer;
  readonly tasks: readonly TaskAnswer[];
  readonly tab: string;
  readonly onTask: (task: string) => void;
  readonly onSaved: (task: TaskAnswer) => void;
}) {
  const outbox = useOutbox();
  const progress = useProgress(task.task, outbox);
  const [mode, setMode] = useQueryState("mode", "documents");
  const [order, setOrder] = useQueryState("order", "random");
  const [first] = useQueryState("document", "");
  const [drawer, setDrawer] = useQueryState("drawer", "");
  const [showsEvidence, setShowsEvidence] = useState(
    () => localStorage.getItem("sluice:evidence") !== "hidden",
  );
  const [menu, setMenu] = useState(false);
  const [said, say] = useState("");
  const evidence = (shown: boolean) => {
    localStorage.setItem("sluice:evidence", shown ? "shown" : "hidden");
    setShowsEvidence(shown);
    say(shown ? "evidence shown" : "evidence hidden");
  };
  useKeys({ m: { does: "guidelines and task", run: () => setMenu(true) } });
  const knownOrder = task.orders.find((one) => one === order) ?? "random";
  const judging = {
    task,
    tab,
    outbox,
    progress,
    drawer: drawer as DrawerTab | "",
    onDrawer: (next: DrawerTab | "") => setDrawer(next),
    say,
    strip: (undo: ComponentChildren) => (
      <Top
        tasks={tasks}
        task={task}
        order={knownOrder}
        mode={mode}
        progress={progress}
        outbox={outbox}
        onTask={onTask}
        onOrder={setOrder}
        onMode={setMode}
      >
        {undo}
        <button type="button" class="button bare" aria-keyshortcuts="m" onClick={() => setMenu(true)}>
          Menu <kbd>M</kbd>
        </button>
        {mode !== "pairs" && (
          <button
            type="button"
            class="button bare"
            aria-expanded={drawer !== ""}
            onClick={() => setDrawer(drawer === "" ? "votes" : "")}
          >
            Details
          </button>
        )}
      </Top>
    ),
  };
  return (
    <div class={`label ${drawer === "" || mode === "pairs" ? "" : "has-drawer"}`}>
      <Refused outbox={outbox} />
      {mode === "pairs" ? (
        <Pairs {...judging} />
      ) : (
        <Documents
          {...judging}
          order={knownOrder}
          first={first}
          showsEvidence={showsEvidence}
          onEvidence={evidence}
        />
      )}
      <div class="hidden-name" role="status" aria-live="assertive">
        {said}
      </div>
      {menu && <Menu task={task} onClose={() => setMenu(false)} onSaved={onSaved} />}
    </div>
  );
}

/** No task yet, or none of this name: make one right here. */
function NoTask({
  wanted,
  tasks,
  onWanted,
  onSaved,
}: {
  readonly wanted: string;
  readonly tasks: readonly TaskAnswer[];
  readonly onWanted: (task: string) => void;
  readonly onSaved: (task: TaskAnswer) => void;
}) {
  const { role } = usePerson();
  return (
    <Empty title={wanted === "" ? "No labeling task yet" : `There is no task “${wanted}”`}>
      {tasks.length > 0 && (
        <ul class="label-others">
          {tasks.map((one) => (
            <li key={one.task}>
              <button type="button" class="button" onClick={() => onWanted(one.task)}>
                <bdi>{one.task}</bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p>
        A task is a question and its possible answers. A pipeline's stage <code>label("topic", …)</code> is
        one, too.
      </p>
      {role === "owner" ? <TaskForm onSaved={onSaved} /> : <p>The owner of this workspace makes tasks.</p>}
    </Empty>
  );
}
