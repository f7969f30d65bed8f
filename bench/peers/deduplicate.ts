/**
 * How long does the search for near-duplicates take, from a JSONL file to the copies, beside datasketch, rensa, text-dedup and
 * datatrove at the same bands × rows on the same file? How the virtual environment is made stands in deduplicate.py.
 *
 *     node bench/peers/deduplicate.ts /tmp/peers-dedup/venv/bin/python <books.jsonl.gz> [PEERS] [MB of passages]
 *
 * Sluice runs twice: as a command, with start, reading, storing and two threads (about two CPU seconds before the first text), and
 * as a function on texts in memory in one thread, as the peers' libraries do. Both verify every pair; the peers do not. CPU
 * seconds of all processes, because other work on the machine counts least in them.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

const [
  python = "python3",
  books = "",
  peerNames = "datasketch,rensa,text-dedup,datatrove",
  megabytes = "27",
] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "sluice-peers-"));
const settings = [
  [14, 8],
  [9, 13],
] as const;

interface Figures {
  readonly wall: number;
  readonly cpu: number;
  readonly removed: readonly string[];
}

interface Text {
  readonly id: string;
  readonly text: string;
}

try {
  for (const [name, texts] of Object.entries(inputs())) {
    const documents = [...withCopies(texts)];
    const file = join(folder, `${name}.jsonl`);
    const bytes = Buffer.from(documents.map((row) => `${JSON.stringify(row)}\n`).join(""));
    writeFileSync(file, bytes);
    for (const [bands, rows] of settings) {
      console.log(
        `${name}: ${documents.length} documents, ${(bytes.length / 1e6).toFixed(1)} MB, ${bands} × ${rows}`,
      );
      console.table(compare(file, bytes.length, documents, bands, rows));
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compare(file: string, bytes: number, documents: readonly Text[], bands: number, rows: number) {
  const ours = here(file, bands, rows);
  const all: Record<string, Figures> = {
    "sluice, function": ours,
    "sluice, command": sluice(file, bands, rows),
  };
  for (const peer of peerNames.split(",").filter((name) => name !== ""))
    all[peer] = run(peer, file, bands, rows);
  return Object.fromEntries(
    Object.entries(all).map(([name, { wall, cpu, removed }]) => [
      name,
      {
        "CPU s": round(cpu),
        "wall s": round(wall),
        "MB per CPU s": round(bytes / 1e6 / cpu),
        "times the function's CPU": round(cpu / ours.cpu),
        "planted copies found": `${Math.round((1000 * found(documents, removed)) / planted(documents)) / 10} %`,
        removed: removed.length,
      },
    ]),
  );
}

/** The function in a process of its own, start included, as for the peers. */
function here(file: string, bands: number, rows: number): Figures {
  const words = [join(import.meta.dirname, "deduplicate-here.ts"), file, String(bands), String(rows)];
  return JSON.parse(
    execFileSync(process.execPath, words, { encoding: "utf8", maxBuffer: 2 ** 28 }),
  ) as Figures;
}

function sluice(file: string, bands: number, rows: number): Figures {
  const work = mkdtempSync(join(folder, "sluice-"));
  const root = resolve(import.meta.dirname, "../..");
  writeFileSync(
    join(work, "near.ts"),
    `import { deduplicate, ingest, pipeline } from ${JSON.stringify(join(root, "src/index.ts"))};
export default pipeline({ name: "near", stages: { documents: ingest(${JSON.stringify(file)}),
  copies: deduplicate({ bands: ${bands}, rows: ${rows}, largestShare: 1 }) } });`,
  );
  const command = `TIMEFORMAT='%R %U %S'; time "$0" "$@" >/dev/null 2>&1`;
  const words = [
    process.execPath,
    join(root, "bin/sluice.js"),
    "run",
    "near.ts",
    "--workers",
    "2",
    "--no-report",
  ];
  const timed = execFileSync("bash", ["-c", `{ ${command}; } 2>&1`, ...words], {
    cwd: work,
    encoding: "utf8",
  });
  const [wall, user, system] = timed.trim().split(" ").map(Number);
  const sql = "SELECT id FROM duplicates WHERE NOT kept";
  const csv = execFileSync(
    process.execPath,
    [join(root, "bin/sluice.js"), "query", sql, "--format", "csv", "--workspace", "near.sluice"],
    { cwd: work, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 28 },
  );
  return { wall, cpu: user + system, removed: csv.trim().split("\n").slice(1) };
}

function run(peer: string, file: string, bands: number, rows: number): Figures {
  const work = mkdtempSync(join(folder, `${peer}-`));
  mkdirSync(join(work, "cache"));
  const words = [join(import.meta.dirname, "deduplicate.py"), peer, file, String(bands), String(rows), work];
  const printed = execFileSync(python, words, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(printed.trim().split("\n").at(-1)!) as Figures;
}

function inputs(): Record<string, Text[]> {
  const passages: Text[] = [];
  let bytes = 0;
  for (const line of gunzipSync(readFileSync(books)).toString().trim().split("\n")) {
    if (bytes > Number(megabytes) * 1e6) break;
    const { id, text } = JSON.parse(line) as Text;
    passages.push({ id, text });
    bytes += text.length;
  }
  const paragraphs = passages.flatMap(({ id, text }) =>
    text
      .split("\n\n")
      .filter((part) => part.length >= 100)
      .map((part, i) => ({ id: `${id}-${i}`, text: part })),
  );
  return { passages, paragraphs };
}

/** A tenth of the texts again, with one word in fifty changed: a Jaccard similarity of about 0.8. */
function* withCopies(texts: readonly Text[]): Generator<Text> {
  for (const [i, { id, text }] of texts.entries()) {
    yield { id, text };
    if (i % 10 !== 0) continue;
    const words = text.split(" ").map((word, k) => (k % 50 === 25 ? `changed${k}` : word));
    yield { id: `${id}-copy`, text: words.join(" ") };
  }
}

function planted(documents: readonly Text[]): number {
  return documents.filter(({ id }) => id.endsWith("-copy")).length;
}

function found(documents: readonly Text[], removed: readonly string[]): number {
  const gone = new Set(removed);
  return documents.filter(({ id }) => id.endsWith("-copy") && (gone.has(id) || gone.has(id.slice(0, -5))))
    .length;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
