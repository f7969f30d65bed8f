import { useEffect, useRef, useState } from "preact/hooks";
import type { TryAnswer, TryBody } from "../../src/server/resources/rules/wire.ts";
import { post } from "../shared/api.ts";

/** What the draft comes to, as far as the server has answered. */
export interface Trial {
  readonly answer: TryAnswer | undefined;
  readonly error: Error | undefined;
  /** The question of `answer`: while a bound moves it lags a few milliseconds. */
  readonly asked: TryBody | undefined;
}

/**
 * Asks for every change, one request at a time: while one is on its way only the latest question waits. So a drag is answered as fast as the
 * server can, and an older answer never comes after a newer one.
 */
export function useTrial(body: TryBody | undefined): Trial {
  const [trial, setTrial] = useState<Trial>({ answer: undefined, error: undefined, asked: undefined });
  const waiting = useRef<TryBody>(undefined);
  const isAsking = useRef(false);
  const isGone = useRef(false);
  const key = JSON.stringify(body);
  useEffect(() => {
    waiting.current = body;
    if (!isAsking.current) void ask();
  }, [key]);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  async function ask(): Promise<void> {
    isAsking.current = true;
    while (waiting.current !== undefined && !isGone.current) {
      const asked = waiting.current;
      waiting.current = undefined;
      try {
        const answer = await post<TryAnswer>("/api/rules/try", asked);
        if (!isGone.current) setTrial({ answer, error: undefined, asked });
      } catch (error) {
        if (!isGone.current) setTrial((old) => ({ ...old, error: error as Error }));
      }
    }
    isAsking.current = false;
  }
  return trial;
}
