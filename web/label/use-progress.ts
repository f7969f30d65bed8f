import { useEffect, useRef, useState } from "preact/hooks";
import type { ProgressAnswer } from "../../src/server/resources/tasks/wire.ts";
import { get } from "../shared/api.ts";
import type { Outbox } from "./outbox.ts";

/** How far this person is: what the server counted, and the answers since. */
export interface Progress {
  readonly told: ProgressAnswer | undefined;
  /** Documents answered or skipped for the first time that the server had not counted. */
  readonly since: number;
  /** Counts one more. */
  readonly count: (deed: string) => void;
}

/** Asks the server at the beginning and shortly after answers were saved; counts on by itself meanwhile. */
export function useProgress(task: string, outbox: Outbox): Progress {
  const [told, setTold] = useState<ProgressAnswer>();
  const counted = useRef(new Set<string>());
  const [since, setSince] = useState(0);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let before = -1;
    const ask = async () => {
      const waiting = new Set(outbox.waiting().map(({ id }) => id));
      const saved = [...counted.current].filter((deed) => !waiting.has(deed));
      const answer = await get<ProgressAnswer>(`/api/tasks/${encodeURIComponent(task)}/progress`).catch(
        () => undefined,
      );
      if (isOver || answer === undefined) return;
      for (const deed of saved) counted.current.delete(deed);
      setTold(answer);
      setSince(counted.current.size);
    };
    const follow = () => {
      const { waiting } = outbox.state;
      if (waiting < before) {
        clearTimeout(timer);
        timer = setTimeout(ask, 700);
      }
      before = waiting;
    };
    counted.current = new Set();
    setSince(0);
    setTold(undefined);
    void ask();
    const stop = outbox.subscribe(follow);
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [task, outbox]);
  const count = (deed: string) => {
    counted.current.add(deed);
    setSince(counted.current.size);
  };
  return { told, since, count };
}
