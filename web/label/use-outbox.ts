import type { NewDeed } from "../../src/core/people.ts";
import { post } from "../shared/api.ts";
import { usePerson } from "../shared/person.tsx";
import { Outbox } from "./outbox.ts";

/** They live as long as the application: whoever goes to another page still has their answers sent. */
const outboxes = new Map<string, Outbox>();

/** The outbox of this person in this workspace. */
export function useOutbox(): Outbox {
  const { workspace, name } = usePerson();
  const key = `${workspace}:${name}`;
  const known = outboxes.get(key) ?? open(key);
  outboxes.set(key, known);
  return known;
}

/** It tries again when the network, the tab or the session comes back, and a last time when the page goes. */
function open(name: string): Outbox {
  const outbox = new Outbox(name, {
    storage: localStorage,
    send: (deeds) => post("/api/deeds", { deeds }),
    newId: randomUuid,
  });
  const retry = () => document.visibilityState === "visible" && outbox.retry();
  addEventListener("online", retry);
  addEventListener("storage", retry);
  addEventListener("focus", retry);
  addEventListener("pagehide", () => sendAndGo(outbox.waiting().slice(0, 100)));
  addEventListener("beforeunload", (event) => outbox.state.unstored > 0 && event.preventDefault());
  return outbox;
}

/** Nobody hears the answer: the deeds stay in the storage, and are sent again by the next page. */
function sendAndGo(deeds: readonly NewDeed[]): void {
  if (deeds.length === 0) return;
  void fetch("/api/deeds", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ deeds }),
    credentials: "same-origin",
    keepalive: true,
  }).catch(() => {});
}

/** `crypto.randomUUID` is missing on plain HTTP from another machine. */
function randomUuid(): string {
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
