import { useRef, useState } from "preact/hooks";
import type { RecordedAnswer } from "../../src/server/resources/deeds.ts";
import type { DocumentAnswer } from "../../src/server/resources/documents/wire.ts";
import { post } from "../shared/api.ts";
import { visibleText } from "../shared/format.ts";
import { useKeys } from "../shared/keys.tsx";
import { usePerson } from "../shared/person.tsx";
import { toast } from "../shared/toast.tsx";
import { Link } from "../shared/url-state.tsx";

type Decision = DocumentAnswer["decisions"][number];

const words = { keep: "Kept", drop: "Dropped", edit: "Kept, edited" } as const;

/** In a line: whether the document stays, and the first reason. */
export function VerdictLine({ answer: { verdict, decisions } }: { readonly answer: DocumentAnswer }) {
  const first = decisions.find((one) => one.verdict === (verdict === "drop" ? "drop" : "keep"));
  return (
    <p class="document-word">
      <b class={verdict === "drop" ? "drop" : "keep"}>{words[verdict]}</b>
      {first && <bdi class="small quiet"> {visibleText(first.reason ?? first.rule)}</bdi>}
    </p>
  );
}

/** Every rule that spoke, and what its owner decides instead. */
export function Verdict({
  answer,
  reload,
}: {
  readonly answer: DocumentAnswer;
  readonly reload: () => void;
}) {
  const { decisions } = answer;
  const person = usePerson();
  return (
    <section class="document-verdict" aria-label="Verdict">
      <h2>Decisions</h2>
      {decisions.length === 0 && <p class="small quiet">No rule spoke.</p>}
      <ul class="document-decisions small">
        {decisions.map((one) => (
          <DecisionLine key={`${one.stage} ${one.rule}`} one={one} />
        ))}
      </ul>
      {person.role === "owner" && <Decide answer={answer} reload={reload} />}
    </section>
  );
}

function DecisionLine({ one: { stage, rule, verdict, reason, bound } }: { readonly one: Decision }) {
  const isBound = bound !== null && /^[<>]/.test(bound);
  return (
    <li>
      <span class={verdict === "drop" ? "drop" : "keep"}>{verdict}</span>{" "}
      <bdi class="mono">
        {stage}.{isBound ? <Link href={`/workbench?rule=${encodeURIComponent(rule)}`}>{rule}</Link> : rule}
      </bdi>
      <br />
      <bdi class="quiet">{visibleText(reason ?? bound ?? "")}</bdi>
    </li>
  );
}

/** Drops or keeps the document whatever the rules say, with a reason; it holds for the next run too, and can be undone. */
function Decide({ answer, reload }: { readonly answer: DocumentAnswer; readonly reload: () => void }) {
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const isMissing = reason.trim() === "";
  useKeys({ r: { does: "write the reason of a decision", run: () => field.current?.focus() } });
  const decide = async (verdict: "drop" | "keep") => {
    if (isMissing) return field.current?.focus();
    setBusy(true);
    const deed = newId();
    const { id } = answer.document;
    try {
      await post<RecordedAnswer>("/api/deeds", {
        deeds: [
          {
            id: deed,
            act: {
              act: "decide",
              documents: [id],
              verdict,
              reason: reason.trim(),
              selection: "one document",
            },
          },
        ],
      });
      setReason("");
      reload();
      toast({
        text: `${verdict === "drop" ? "Dropped" : "Kept"} by hand: “${reason.trim()}”. The next run does the same.`,
        undo: async () => {
          await post("/api/deeds", { deeds: [{ id: newId(), act: { act: "undo", deed } }] });
          reload();
        },
      });
    } catch (error) {
      toast({ text: `Not decided: ${(error as Error).message}`, tone: "failed" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="document-decide" onSubmit={(event) => event.preventDefault()} aria-label="Decide by hand">
      <label class="named">
        Decide by hand, because
        <input
          ref={field}
          class="field"
          type="text"
          maxLength={1000}
          placeholder="a reason"
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div>
        <button type="button" class="button" disabled={isBusy} onClick={() => decide("keep")}>
          Keep
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={() => decide("drop")}>
          Drop
        </button>
        {isMissing && <span class="tiny quiet">with a reason</span>}
      </div>
    </form>
  );
}

/** A UUID also where the page came over plain HTTP, where browsers withhold `randomUUID`. */
function newId(): string {
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
