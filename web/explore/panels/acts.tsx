import { useState } from "preact/hooks";
import type { ActBody, Where } from "../../../src/server/resources/map/wire.ts";
import { download } from "../../shared/api.ts";
import { formatNumbered } from "../../shared/format.ts";
import { usePerson } from "../../shared/person.tsx";
import { toast } from "../../shared/toast.tsx";
import { noteStale } from "../stale.ts";
import { actOn } from "./act.ts";
import { LabelForm } from "./label-form.tsx";

/** More documents than a browser holds with ease. */
const manyDocuments = 200_000;
const formats = ["csv", "jsonl", "parquet"] as const;

/** What can be done with the documents of a selection: export, label, drop, keep. */
export function Acts({
  where,
  count,
  version,
  isNarrowed,
  onActed,
}: {
  readonly where: Where;
  readonly count: number;
  readonly version: string;
  /** False for the whole map, which nobody labels or drops by a slip. */
  readonly isNarrowed: boolean;
  readonly onActed: () => void;
}) {
  const isOwner = usePerson().role === "owner";
  const [form, setForm] = useState<"export" | "label" | "drop" | "keep">();
  const [isBusy, setBusy] = useState(false);
  const toggle = (name: "export" | "label" | "drop" | "keep") => setForm(form === name ? undefined : name);
  const run = async (act: ActBody["act"]) => {
    setBusy(true);
    if (await actOn({ version, where, act }, onActed)) setForm(undefined);
    setBusy(false);
  };
  const save = async (format: (typeof formats)[number]) => {
    setBusy(true);
    await download("/api/selections/export", { version, where, format }).catch((error: Error) => {
      noteStale(error);
      toast({ text: `Not exported: ${error.message}`, tone: "failed" });
    });
    setBusy(false);
  };
  const isEmpty = count === 0;
  const cannot = !isOwner
    ? "Only the owner of the workspace acts on many documents"
    : isNarrowed
      ? ""
      : "Select something first: the whole map is not labeled or dropped at once";
  const buttons = [
    { name: "export", text: "Export", refusal: "" },
    { name: "label", text: "Label", refusal: cannot },
    { name: "drop", text: "Drop", refusal: cannot },
    { name: "keep", text: "Keep", refusal: cannot },
  ] as const;
  return (
    <div class="explore-acts">
      <div class="explore-act-buttons">
        {buttons.map(({ name, text, refusal }) => (
          <button
            key={name}
            type="button"
            class="button small"
            aria-expanded={form === name}
            disabled={isEmpty || refusal !== ""}
            title={refusal === "" ? undefined : refusal}
            onClick={() => toggle(name)}
          >
            {text}
          </button>
        ))}
      </div>
      {form === "export" && (
        <div class="explore-act-form">
          <span class="small">{formatNumbered(count, "document")} with texts, as</span>
          {formats.map((format) => (
            <button
              key={format}
              type="button"
              class="button small"
              disabled={isBusy}
              onClick={() => save(format)}
            >
              {format}
            </button>
          ))}
          {isBusy && <span class="quiet small">making the file…</span>}
          {count > manyDocuments && (
            <p class="quiet tiny">
              That is a large download. <code>sluice query</code> writes it to a file without a browser.
            </p>
          )}
        </div>
      )}
      {form === "label" && (
        <LabelForm count={count} isBusy={isBusy} onLabel={(task, label) => run({ label: { task, label } })} />
      )}
      {(form === "drop" || form === "keep") && (
        <ReasonForm
          key={form}
          verdict={form}
          count={count}
          isBusy={isBusy}
          onDecide={(reason) => run({ decide: { verdict: form, reason } })}
        />
      )}
    </div>
  );
}

function ReasonForm({
  verdict,
  count,
  isBusy,
  onDecide,
}: {
  readonly verdict: "drop" | "keep";
  readonly count: number;
  readonly isBusy: boolean;
  readonly onDecide: (reason: string) => void;
}) {
  const [reason, setReason] = useState("");
  const name = verdict === "drop" ? "Drop" : "Keep";
  return (
    <form
      class="explore-act-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") onDecide(reason.trim());
      }}
    >
      <label class="named">
        Why {verdict === "drop" ? "drop" : "keep"} them? The log keeps the reason.
        <input
          class="field"
          required
          maxLength={1000}
          value={reason}
          ref={(field) => field?.focus()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button primary" disabled={isBusy || reason.trim() === ""}>
        {name} {formatNumbered(count, "document")}
      </button>
    </form>
  );
}
