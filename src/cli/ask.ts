import { createInterface } from "node:readline/promises";
import { didYouMean, InterruptedError, UserError } from "../core/errors.ts";

/** True when a person sits at the terminal. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on standard error; without a person, or on an empty answer, it is what is usual. */
export async function ask(question: string, usual: string, choices?: readonly string[]): Promise<string> {
  if (!canAsk()) return usual;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const stopped = new AbortController();
  terminal.once("SIGINT", () => stopped.abort());
  try {
    const shown =
      choices === undefined ? usual : choices.map((name) => (name === usual ? `[${name}]` : name)).join(", ");
    const answer =
      (await terminal.question(`${question} (${shown}): `, { signal: stopped.signal })).trim() || usual;
    if (choices === undefined || choices.includes(answer)) return answer;
    throw new UserError(`"${answer}" is none of ${choices.join(", ")}.${didYouMean(answer, choices)}`);
  } catch (error) {
    if (stopped.signal.aborted) throw new InterruptedError("stopped; nothing is written");
    throw error;
  } finally {
    terminal.close();
  }
}
