import { useMemo } from "preact/hooks";
import type { RulesAnswer } from "../../src/server/resources/rules/wire.ts";
import { useQueryState } from "../shared/url-state.tsx";
import { guessed, type Question } from "./against.tsx";

/** Which labels say that a document should go: from the address, else those whose name says so. */
export function useQuestion(
  tasks: RulesAnswer["tasks"],
): [Question | undefined, (question: Question | undefined) => void] {
  const [text, setText] = useQueryState("against", "");
  const question = useMemo(() => {
    if (text !== "") return parsed(text);
    const task = tasks.find((one) => guessed(one).length > 0);
    return task && { task: task.task, unwanted: guessed(task) };
  }, [text, tasks]);
  return [
    question,
    (next) => setText(next === undefined ? "none" : JSON.stringify([next.task, ...next.unwanted])),
  ];
}

function parsed(text: string): Question | undefined {
  try {
    const [task, ...unwanted] = JSON.parse(text) as unknown[];
    const isWhole = typeof task === "string" && unwanted.every((label) => typeof label === "string");
    return isWhole ? { task, unwanted: unwanted as string[] } : undefined;
  } catch {
    return undefined;
  }
}
