import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SessionAnswer } from "../../src/server/resources/session.ts";

/** Who is signed in; pages are only shown to somebody who is. */
export const PersonContext = createContext<SessionAnswer>({ name: "", role: "annotator", workspace: "" });

/** Name and role of the person at this browser. */
export function usePerson(): SessionAnswer {
  return useContext(PersonContext);
}
