import type { TaskDefinition } from "../../../core/people.ts";
import type { Finished } from "../../../core/views.ts";
import type { queueOrders } from "./wire.ts";

/** A task with where it comes from: a `label` stage of the pipeline, people, or both. */
export interface Task extends TaskDefinition {
  /** Definitions of the labeling functions by name, as the manifest holds them. */
  readonly functions: Readonly<Record<string, unknown>>;
  readonly orders: readonly (typeof queueOrders)[number][];
  /** True when functions may vote labels that no list names: those that occur count, too. */
  readonly isOpen: boolean;
}

/**
 * The tasks of a workspace by name: those of the pipeline's `label` stages, then those that people made. Where both know one,
 * people say its labels, for they have answers; the functions stay.
 */
export function tasksOf(stages: readonly Finished[], made: readonly TaskDefinition[]): Task[] {
  const tasks = new Map<string, Task>();
  for (const { manifest } of stages) {
    if (manifest.definition?.kind !== "label") continue;
    const task = fromStage(manifest.definition.options);
    if (task !== undefined) tasks.set(task.task, task);
  }
  for (const task of made) {
    const { functions = {}, orders = ["random" as const] } = tasks.get(task.task) ?? {};
    tasks.set(task.task, { ...task, functions, orders, isOpen: false });
  }
  return [...tasks.values()];
}

function fromStage(options: string): Task | undefined {
  const {
    task,
    labels,
    functions = {},
  } = JSON.parse(options) as {
    task?: string;
    labels?: string[];
    functions?: Record<string, { label?: unknown } | null>;
  };
  if (task === undefined) return undefined;
  const named = Object.values(functions)
    .map((one) => one?.label)
    .filter((label) => typeof label === "string");
  const orders: Task["orders"] =
    Object.keys(functions).length > 1 ? ["random", "uncertainty", "disagreement"] : ["random", "uncertainty"];
  const isOpen = labels === undefined && named.length < Object.keys(functions).length;
  const listed = labels ?? [...new Set(named)].sort();
  return { task, labels: listed, multiple: false, guidelines: "", functions, orders, isOpen };
}
