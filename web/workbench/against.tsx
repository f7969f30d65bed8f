import type { RulesAnswer } from "../../src/server/resources/rules/wire.ts";
import { formatCount } from "../shared/format.ts";

/** Labels of a task that say a document should go. */
export interface Question {
  readonly task: string;
  readonly unwanted: string[];
}

type Task = RulesAnswer["tasks"][number];

const words = /^(bad|junk|spam|low|noise|drop|reject|remove|boilerplate|garbage|toxic|no)\b/i;

/** Labels that by their name mean a document should go. */
export function guessed({ labels }: Task): string[] {
  return labels.map(({ label }) => label).filter((label) => words.test(label));
}

/** What precision is held against: a task, and which of its labels mean that a document should go. */
export function Against({
  tasks,
  question,
  ask,
}: {
  readonly tasks: readonly Task[];
  readonly question: Question | undefined;
  readonly ask: (question: Question | undefined) => void;
}) {
  const task = tasks.find((one) => one.task === question?.task);
  const choose = (name: string) => {
    const next = tasks.find((one) => one.task === name);
    ask(next && { task: next.task, unwanted: guessed(next) });
  };
  const toggle = (label: string) => {
    if (question === undefined) return;
    const has = question.unwanted.includes(label);
    const unwanted = has ? question.unwanted.filter((one) => one !== label) : [...question.unwanted, label];
    ask({ ...question, unwanted });
  };
  const said = question === undefined ? "choose labels" : question.unwanted.join(", ") || "no label chosen";
  return (
    <details class="workbench-against">
      <summary class="button small">
        Should go: <bdi>{said}</bdi>
      </summary>
      <div class="workbench-against-panel">
        <label class="named">
          Labels of the task
          <select
            class="field"
            value={question?.task ?? ""}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <option value="">verdicts by hand only</option>
            {tasks.map((one) => (
              <option key={one.task} value={one.task}>
                {one.task}
              </option>
            ))}
          </select>
        </label>
        {task && (
          <fieldset>
            <legend class="small quiet">Such documents should go</legend>
            {task.labels.map(({ label, documents }) => (
              <label key={label} class="workbench-label">
                <input
                  type="checkbox"
                  checked={question?.unwanted.includes(label)}
                  onChange={() => toggle(label)}
                />
                <bdi>{label}</bdi> <span class="quiet number">{formatCount(documents)}</span>
              </label>
            ))}
            <p class="tiny quiet">
              People's answers go before a model's: here {formatCount(task.people)} are people's. Labels exist
              for documents that reached the labeling stage.
            </p>
          </fieldset>
        )}
      </div>
    </details>
  );
}
