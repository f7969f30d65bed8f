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
  let siblings: StageRecord[] = [];
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
      const record = withSiblings(event.record);
      if (!record) return;
      clear();
      screen.write(`${stageLine(record, screen)}\n`);
    }
  };

  /** The stages of an entry make one line: its last stage tells, with the time and the bytes of all. */
  function withSiblings(record: StageRecord): StageRecord | undefined {
    siblings.push(record);
    if (record.name !== record.entry) return undefined;
    const sum = (pick: (sibling: StageRecord) => number) =>
      siblings.reduce((total, sibling) => total + pick(sibling), 0);
    const fresh = siblings.filter(({ cached }) => !cached);
    const merged = {
      ...record,
      rows_in: siblings[0].rows_in,
      dropped: sum(({ dropped }) => dropped),
      seconds: fresh.reduce((total, { seconds }) => total + seconds, 0),
      bytes_written: sum(({ bytes_written }) => bytes_written),
      cached: fresh.length === 0,
      notes: Object.assign({}, ...siblings.map(({ notes }) => notes)),
      rules: siblings.flatMap(({ rules }) => rules),
    };
    siblings = [];
    return merged;
  }

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

const lineWidth = 100;

/** `quality     10,108 kept     −2,310  18.6 %    22 MB   1.1 s   too_few_words 1,204 · …`, at most 100 columns. */
export function stageLine(record: StageRecord, screen: Screen = {} as Screen): string {
  const paint = colours(screen);
  const rows = `${count(record.rows_out)} ${outcome(record)}`;
  const cost = record.cached
    ? "unchanged"
    : `${size(record.bytes_written).padStart(7)} ${duration(record.seconds).padStart(8)}`;
  const start = `${`${record.name.padEnd(12)} ${rows}`.padEnd(30)} `; // a long name takes from the room of the rows
  const loss = lossText(record).padEnd(16);
  const end = ` ${cost.padEnd(16)}  `;
  const details = fitting(detailParts(record), lineWidth - start.length - loss.length - end.length);
  return `${start}${record.dropped > 0 ? paint.drop(loss) : loss}${record.cached ? paint.muted(end) : end}${details}`.trimEnd();
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

function detailParts(record: StageRecord): string[] {
  if (record.rules.length > 0)
    return record.rules.map(({ rule, documents }) => `${show(rule)} ${count(documents)}`);
  return Object.entries(record.notes).map(
    ([name, value]) => `${show(name)} ${typeof value === "number" ? formatted(value) : show(value)}`,
  );
}

/** As many parts as fit, and how many more there are. */
function fitting(parts: readonly string[], width: number): string {
  for (let shown = parts.length; shown > 0; shown--) {
    const rest = parts.length - shown;
    const text = [...parts.slice(0, shown), ...(rest > 0 ? [`${rest} more`] : [])].join(" · ");
    if (text.length <= width) return text;
  }
  return parts.length === 0 ? "" : `${parts[0].slice(0, width - 1)}…`;
}

function formatted(value: number): string {
  return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(3)));
}
