import { GuardError, InterruptedError, MachineError, UserError } from "../core/errors.ts";

/** An error on its way between threads: cloning an Error keeps neither its class nor its code. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
}

/** What a task gave back: its result, or why it failed. */
export type Answer<T> = { readonly result: T } | { readonly failure: Failure };

/** Runs a task in a thread and packs what comes of it. */
export async function answer<T>(task: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { result: await task() };
  } catch (error) {
    const { name, message, stack, code } = error as NodeJS.ErrnoException;
    return { failure: { name, message, stack, code } };
  }
}

/** Unpacks an answer: gives the result, or throws the error as the thread threw it. */
export function resultOf<T>(answered: Answer<T>): T {
  if ("result" in answered) return answered.result;
  throw revived(answered.failure);
}

function revived({ name, message, stack, code }: Failure): Error {
  if (name === "MachineError") return new MachineError(message, code ?? "");
  const known = [UserError, GuardError, InterruptedError].find((kind) => kind.name === name);
  if (known) return new known(message);
  return Object.assign(new Error(message), { name, stack, code });
}
