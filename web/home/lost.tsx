import { useEffect, useState } from "preact/hooks";
import type { LossesAnswer, PastRunAnswer } from "../../src/server/resources/runs/wire.ts";
import { get } from "../shared/api.ts";
import { formatCount, formatShort, shorten, visibleText } from "../shared/format.ts";
import { Failed, Loading } from "../shared/states.tsx";
import { Link } from "../shared/url-state.tsx";
import type { Loaded } from "../shared/use-data.ts";

type Lost = LossesAnswer["rows"][number];

/** The documents of a loss, nearest to their bound first, with the reason of each. */
export function LostDocuments({
  run,
  latest,
  stage,
  rule,
  loaded,
}: {
  readonly run: PastRunAnswer;
  readonly latest: PastRunAnswer | undefined;
  readonly stage: string | undefined;
  readonly rule: string | undefined;
  readonly loaded: Loaded<LossesAnswer | undefined>;
}) {
  return (
    <section class="home-lost" aria-label="Documents">
      {!run.shown ? <OldRun latest={latest} /> : <List stage={stage} rule={rule} loaded={loaded} />}
    </section>
  );
}

function OldRun({ latest }: { readonly latest: PastRunAnswer | undefined }) {
  return (
    <div class="state">
      <h2>Documents of an older run</h2>
      <p class="quiet">
        The tables on show are those of {latest?.number ? `run ${latest.number}` : "the latest run"}; of this
        one the counts are kept. Run its pipeline file again to have its documents back.
      </p>
      <Link href="/" class="button">
        The latest run
      </Link>
    </div>
  );
}

function List({
  stage,
  rule,
  loaded: { data, error, reload },
}: {
  readonly stage: string | undefined;
  readonly rule: string | undefined;
  readonly loaded: Loaded<LossesAnswer | undefined>;
}) {
  if (stage === undefined) return null;
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined || data.stage !== stage) return <Loading what={`what fell at ${stage}`} />;
  return (
    <>
      <h2>
        <span class="number">{formatCount(data.count)}</span> dropped by <bdi>{rule ?? stage}</bdi>
      </h2>
      <p class="small quiet">
        {data.count === 0 ? "Nothing fell here." : "The nearest to a bound first: there it is decided."}
      </p>
      <Pages key={`${stage} ${rule}`} first={data} rule={rule} />
    </>
  );
}

/** The first page as it came, more on demand. */
function Pages({ first, rule }: { readonly first: LossesAnswer; readonly rule: string | undefined }) {
  const [more, setMore] = useState<readonly Lost[]>([]);
  const [state, setState] = useState<"idle" | "loading" | Error>("idle");
  useEffect(() => setMore([]), [first]);
  const rows = [...first.rows, ...more];
  const left = first.count - rows.length;
  const load = () => {
    setState("loading");
    get<LossesAnswer>("/api/runs/losses", { stage: first.stage, rule, offset: rows.length }).then(
      (answer) => {
        setMore((old) => [...old, ...answer.rows]);
        setState("idle");
      },
      (error: Error) => setState(error),
    );
  };
  return (
    <>
      <ol class="home-documents">
        {rows.map((row) => (
          <LostDocument key={row.id} row={row} />
        ))}
      </ol>
      {state instanceof Error && (
        <p class="drop small" role="alert">
          <bdi>{state.message}</bdi>
        </p>
      )}
      {left > 0 && (
        <button type="button" class="button" disabled={state === "loading"} onClick={load}>
          {Math.min(40, left)} more of {formatCount(left)}
        </button>
      )}
    </>
  );
}

function LostDocument({ row }: { readonly row: Lost }) {
  const { id, title, source, excerpt, rule, reason, value, others, tokens } = row;
  return (
    <li>
      <Link href={`/documents/${encodeURIComponent(id)}`} class="home-document">
        <bdi>{title ? visibleText(title) : shorten(source, 56)}</bdi>
      </Link>{" "}
      <bdi class="tiny quiet">{shorten(id, 24)}</bdi>
      <p class="home-excerpt" dir="auto">
        {excerpt === "" ? <span class="quiet">no text</span> : visibleText(excerpt)}
      </p>
      <p class="tiny home-reason">
        {rule !== null && <Reason reason={reason ?? rule} value={value} />}
        {others.length > 0 && <span class="quiet"> also {others.join(", ")}</span>}
        {tokens !== null && <span class="quiet number"> · {formatShort(Math.round(tokens))} tokens</span>}
      </p>
    </li>
  );
}

/** The reason with the measured value set off, where it can be found in it. */
function Reason({ reason, value }: { readonly reason: string; readonly value: number | null }) {
  const at =
    value === null
      ? undefined
      : [String(value), String(Number(value.toFixed(6)))].find((one) => reason.includes(one));
  if (at === undefined) return <bdi class="mono">{visibleText(reason)}</bdi>;
  const [before, ...after] = reason.split(at);
  return (
    <bdi class="mono">
      {visibleText(before)}
      <mark>{at}</mark>
      {visibleText(after.join(at))}
    </bdi>
  );
}
