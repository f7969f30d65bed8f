import type { RecordedAnswer } from "../../../src/server/resources/deeds.ts";
import type { ActAnswer, ActBody } from "../../../src/server/resources/map/wire.ts";
import { post } from "../../shared/api.ts";
import { formatNumbered } from "../../shared/format.ts";
import { toast } from "../../shared/toast.tsx";
import { noteStale } from "../stale.ts";

/** Does something to all documents of a selection and says so, with a way to take it back. True when it was done. */
export async function actOn(body: Omit<ActBody, "id">, onActed: () => void): Promise<boolean> {
  try {
    const { deed, documents } = await post<ActAnswer>("/api/selections/act", {
      ...body,
      id: crypto.randomUUID(),
    });
    onActed();
    toast({ text: `${whatHappened(body.act, documents)}.`, undo: () => takeBack(deed, onActed) });
    return true;
  } catch (error) {
    noteStale(error);
    toast({ text: `Nothing was changed: ${(error as Error).message}`, tone: "failed" });
    return false;
  }
}

async function takeBack(deed: string, onActed: () => void): Promise<void> {
  await post<RecordedAnswer>("/api/deeds", {
    deeds: [{ id: crypto.randomUUID(), act: { act: "undo", deed } }],
  });
  onActed();
  toast({ text: "Taken back." });
}

function whatHappened(act: ActBody["act"], documents: number): string {
  const counted = formatNumbered(documents, "document");
  if ("label" in act) return `Labeled ${counted} “${act.label.label}” in ${act.label.task}`;
  const { verdict, reason } = act.decide;
  return `${verdict === "drop" ? "Dropped" : "Kept"} ${counted}: ${reason}. The next run applies it`;
}
