import type { Act, Deed } from "../../../src/core/people.ts";
import { PeopleState } from "../../../src/label/queue/people-state.ts";

/** A log in memory that grows act by act, as a state reads it; ids are `1`, `2`… */
export function log() {
  const deeds: Deed[] = [];
  const state = new PeopleState();
  const source = {
    version: () => deeds.length,
    deeds: ({ limit }: { limit: number }) => deeds.toReversed().slice(0, limit),
  };
  const write = (voter: string, act: Act, at = new Date(2026, 0, 31, 12)) => {
    const seq = deeds.length + 1;
    deeds.push({ id: String(seq), seq, voter, at, undone: false, about: 1, act });
    return String(seq);
  };
  return {
    write,
    answer: (voter: string, document: string, ...labels: string[]) =>
      write(voter, { act: "answer", task: "t", document, labels, seconds: 2, evidence: true }),
    skip: (voter: string, document: string) => write(voter, { act: "skip", task: "t", document, seconds: 1 }),
    undo: (voter: string, deed: string) => write(voter, { act: "undo", deed }),
    prefer: (voter: string, left: string, right: string) =>
      write(voter, { act: "prefer", task: "t", left, right, choice: "left", seconds: 1 }),
    state: () => {
      state.update(source);
      return state;
    },
    source,
  };
}
