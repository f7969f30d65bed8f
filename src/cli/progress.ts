import type { RunEvent } from "../core/run.ts";
import type { StageRecord } from "../core/workspace.ts";
import { colours } from "./colour.ts";
import { count, duration, percent, show, size } from "./show.ts";

/** Where progress is written: standard error, or a test's. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Prints one line per stage that stays; on a terminal also a bar with rate and time left for the stage at work. */
export function progressPrinter(
  screen: Screen,
  clock: () => number = () => performance.now(),
): (event: RunEvent) => void {
  let begun = clock();
  let live = false;
  const clear = () => {
    if (live) screen.write("\r\u001b[2K");
    live = false;
  };
  return (event) => {
    if (event.type === "start") {
      begun = clock();
      if (screen.isTTY) drawLive(`${event.stage.padEnd(12)}…`);
    } else if (event.type === "progress") {
      if (screen.isTTY) drawLive(bar(event, (clock() - begun) / 1000));
    } else {
      clear();
      screen.write(`${stageLine(event.record, screen)}\n`);
    }
  };

  function drawLive(text: string): void {
    clear();
    screen.write(text.slice(0, (screen.columns ?? 100) - 1));
    live = true;
  }
}

type Progress = Extract<RunEvent, { type: "progress" }>;

/** `signals     ████████░░░░  64 %  7,980 documents  21 MB/s  3 s left`. */
export function bar(event: Progress, seconds: number): string {
  const share = event.total > 0 ? event.done / event.total : 0;
  const filled = Math.round(share * 20);
  const left = share > 0.02 ? `${duration((seconds * (1 - share)) / share)} left` : "";
  const rate = event.bytes > 0 && seconds > 0.5 ? `${size(event.bytes / seconds)}/s` : "";
  const rows = event.rows > 0 ? `${count(event.rows)} documents` : "";
  const meter = "█".repeat(filled) + "░".repeat(20 - filled);
  return [event.stage.padEnd(12), meter, percent(share).padStart(7), rows, rate, left]
    .filter(Boolean)
    .join("  ");
}

/** `quality     10,108 kept     −2,310  18.6 %    22 MB   1.1 s   too_few_words 1,204 · …`, at most 100 columns. */
export function stageLine(record: StageRecord, screen: Screen = {} as Screen): string {
  const paint = colours(screen);
  const name = record.name.padEnd(20).slice(0, 20);
  const rows = `${count(record.rows_out)} ${outcome(record)}`.padEnd(17);
  const loss = lossText(record).padEnd(16);
  const cost = record.cached
    ? "unchanged".padEnd(16)
    : `${size(record.bytes_written).padStart(7)} ${duration(record.seconds).padStart(8)}`.padEnd(16);
  const details = show(detailText(record), { limit: 100 });
  const line = `${name} ${rows} ${loss} ${record.cached ? paint.muted(cost) : cost}  ${details}`;
  return (record.dropped > 0 ? line.replace(loss.trim(), paint.drop(loss.trim())) : line).trimEnd();
}

function outcome(record: StageRecord): string {
  if (record.kind === "ingest") return "read";
  return record.dropped > 0 || record.rules.length > 0 ? "kept" : "documents";
}

function lossText(record: StageRecord): string {
  if (record.quarantined > 0) return `${count(record.quarantined)} quarantined`;
  if (record.dropped === 0) return "";
  return `−${count(record.dropped)}  ${percent(record.dropped / Math.max(1, record.rows_in))}`;
}

function detailText(record: StageRecord): string {
  const top = record.rules.slice(0, 2).map(({ rule, documents }) => `${rule} ${count(documents)}`);
  const more = record.rules.length > 2 ? [`${record.rules.length - 2} more`] : [];
  const notes = Object.entries(record.notes).map(
    ([name, value]) => `${name} ${typeof value === "number" ? formatted(value) : value}`,
  );
  return [...top, ...more, ...notes.slice(0, 3)].join(" · ");
}

function formatted(value: number): string {
  return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(3)));
}
