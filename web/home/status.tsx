import { useEffect, useRef, useState } from "preact/hooks";
import type { NextAct, Progress } from "../../src/server/resources/runs/wire.ts";
import { formatBytes, formatCount, formatSeconds } from "../shared/format.ts";
import { Link } from "../shared/url-state.tsx";
import { Command } from "./command.tsx";

/** What goes on or what makes sense now: one place for both, so that nothing moves when a run begins or ends. */
export function Status({
  acts,
  progress,
}: {
  /** Undefined while the tables are counted. */
  readonly acts: readonly NextAct[] | undefined;
  readonly progress: Progress | null;
}) {
  return (
    <section class="card home-status" aria-label={progress ? "Run in progress" : "Next"}>
      {progress ? (
        <Running progress={progress} />
      ) : acts ? (
        <Next acts={acts} />
      ) : (
        <p class="quiet small">Counting what the tables hold…</p>
      )}
    </section>
  );
}

function Running({ progress }: { readonly progress: Progress }) {
  const { stage, done, total, rows, bytes, finished, stages, started } = progress;
  const rate = useRate(stage, bytes);
  const now = useSeconds();
  const ofStage = total > 0 ? done / total : 0;
  const share = Math.min(1, (finished.length + ofStage) / Math.max(1, stages));
  const facts = [
    rows > 0 && `${formatCount(rows)} documents`,
    bytes > 0 && formatBytes(bytes),
    rate !== undefined && `${formatBytes(rate)}/s`,
    formatSeconds(Math.max(0, (now - Date.parse(started)) / 1000)),
  ].filter((fact) => fact !== false);
  return (
    <>
      <h2>
        <bdi>{progress.pipeline}</bdi> is running
      </h2>
      <progress value={share} max={1} aria-label="Stages done">
        {Math.round(share * 100)} %
      </progress>
      <p class="small number">
        <bdi>{stage || "beginning"}</bdi>
        {total > 1 && ` · part ${formatCount(Math.min(done + 1, total))} of ${formatCount(total)}`}
        <span class="quiet">
          {" "}
          · {formatCount(finished.length)} of {formatCount(stages)} stages done
        </span>
      </p>
      <p class="small quiet number">{facts.join(" · ")}</p>
    </>
  );
}

/** The time, told once a second: a stage that counts nothing still shows that the run goes on. */
function useSeconds(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Bytes a second over the last seconds of a stage; undefined while too little is known. */
function useRate(stage: string, bytes: number): number | undefined {
  const seen = useRef<{ stage: string; points: { at: number; bytes: number }[] }>({ stage, points: [] });
  if (seen.current.stage !== stage) seen.current = { stage, points: [] };
  const { points } = seen.current;
  const at = performance.now();
  if (points.at(-1)?.bytes !== bytes) points.push({ at, bytes });
  while (points.length > 2 && at - points[0].at > 4000) points.shift();
  const first = points[0];
  return at - first.at > 500 && bytes > first.bytes
    ? ((bytes - first.bytes) / (at - first.at)) * 1000
    : undefined;
}

function Next({ acts }: { readonly acts: readonly NextAct[] }) {
  const [first, ...others] = acts;
  if (first === undefined) return <p class="quiet">Nothing is waiting.</p>;
  return (
    <>
      <p class="tiny quiet">Next</p>
      <h2>
        <ActLink act={first} />
      </h2>
      <p class="small">
        <bdi>{first.why}</bdi>
      </p>
      {first.command !== undefined && <Command text={first.command} />}
      {others.length > 0 && (
        <ul class="home-others">
          {others.map((act) => (
            <li key={act.text} title={act.command ?? act.why}>
              <ActLink act={act} /> <span class="quiet">{act.why}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ActLink({ act }: { readonly act: NextAct }) {
  if (act.href === undefined) return <bdi>{act.text}</bdi>;
  return (
    <Link href={act.href}>
      <bdi>{act.text}</bdi>
    </Link>
  );
}
