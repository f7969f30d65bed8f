import type { PastRunAnswer, RunsAnswer } from "../../src/server/resources/runs/wire.ts";
import { formatAgo, formatCount, formatSeconds, formatShort } from "../shared/format.ts";
import { Link } from "../shared/url-state.tsx";
import { ChangesCell } from "./changes.tsx";
import { Spark } from "./spark.tsx";

/** How the address names a run. */
export function runName({ number }: PastRunAnswer): string {
  return number === null ? "last" : String(number);
}

/** Runs as rows, newest first; the chosen one is marked. */
export function Runs({
  runs: { runs, more },
  tokens,
  chosen,
  isRunning,
  onMore,
}: {
  readonly runs: RunsAnswer;
  /** Of the tables on show, for a run that the history does not have. */
  readonly tokens: number | null;
  readonly chosen: PastRunAnswer | undefined;
  readonly isRunning: boolean;
  readonly onMore: () => void;
}) {
  return (
    <section class="home-runs" aria-label="Runs">
      <table>
        <thead>
          <tr>
            <th>Run</th>
            <th>When</th>
            <th class="n">Read</th>
            <th class="n">Kept</th>
            <th class="n">Tokens</th>
            <th class="n">Time</th>
            <th>Funnel</th>
            <th>What changed</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row
              key={runName(run)}
              run={run.shown && run.number === null ? { ...run, tokens } : run}
              isChosen={run === chosen}
              isRunning={isRunning && !run.finished}
            />
          ))}
        </tbody>
      </table>
      {more && (
        <button type="button" class="button small" onClick={onMore}>
          Older runs
        </button>
      )}
    </section>
  );
}

function Row({
  run,
  isChosen,
  isRunning,
}: {
  readonly run: PastRunAnswer;
  readonly isChosen: boolean;
  readonly isRunning: boolean;
}) {
  const { name, number, ended, documents, kept, tokens, tokenizer, seconds, changes, finished, sample } = run;
  const note = [
    isRunning ? "running" : !finished && "unfinished",
    sample !== null && `first ${formatCount(sample)} documents`,
  ].filter((word) => word !== false);
  return (
    <tr class={isChosen ? "chosen" : undefined}>
      <td>
        <Link
          href={`/?run=${runName(run)}&view=funnel`}
          class="home-row-link"
          aria-current={isChosen ? "page" : undefined}
        >
          <bdi>{name}</bdi>
          {number !== null && <span class="quiet number"> {number}</span>}
        </Link>
        {note.length > 0 && <span class="tiny drop"> {note.join(", ")}</span>}
      </td>
      <td data-name="when">
        {ended === null ? <span class="quiet">not known</span> : <When time={ended} />}
      </td>
      <td class="n" data-name="read">
        {formatCount(documents)} <Delta value={changes?.documents} />
      </td>
      <td class="n" data-name="kept">
        {formatCount(kept)} <Delta value={changes?.kept} />
      </td>
      <td
        class="n"
        data-name="tokens"
        title={tokens === null ? undefined : [formatCount(tokens), tokenizer].filter(Boolean).join(", ")}
      >
        {tokens === null ? <span class="quiet">not counted</span> : formatShort(tokens)}{" "}
        <Delta value={changes?.tokens ?? undefined} />
      </td>
      <td class="n" data-name="time">
        {formatSeconds(seconds)}
      </td>
      <td data-name="funnel">
        <Spark funnel={run.funnel} />
      </td>
      <td data-name="changed">
        <ChangesCell changes={changes} />
      </td>
    </tr>
  );
}

function When({ time }: { readonly time: string }) {
  const date = new Date(time);
  return (
    <time dateTime={time} title={date.toLocaleString()}>
      {formatAgo(date)}
    </time>
  );
}

function Delta({ value = 0 }: { readonly value?: number }) {
  if (value === 0) return null;
  return (
    <span class={`tiny ${value > 0 ? "keep" : "drop"}`}>
      {value > 0 ? "+" : "−"}
      {formatShort(Math.abs(value))}
    </span>
  );
}
