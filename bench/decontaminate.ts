// How fast are documents looked up in an index of evaluation questions, and what is found of questions planted in books?
// usage: node bench/decontaminate.ts [python with datatrove: see bench/peers/decontaminate.sh]
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plantedBooks, questionsOf } from "../tests/clean/decontaminate/planted.ts";
import { scanner } from "../tests/clean/decontaminate/scan.ts";

/** Documents of the peer's run: all of them would take it minutes. */
const PEER_DOCUMENTS = 1200;

const [python] = process.argv.slice(2);
const questions = questionsOf(13);
const { planted, clean } = plantedBooks(questions, 1);
const documents = [...Object.values(planted).flat(), ...clean];
const texts = documents.map(({ text }) => Buffer.from(text));
const megabytes = texts.reduce((sum, { length }) => sum + length, 0) / 1e6;

speeds();
findings();
if (python !== undefined) peer(python);

function speeds(): void {
  const rows: Record<string, object> = {};
  const many = Array.from({ length: 60 }, (_, k) =>
    questions.map(({ id, text }) => ({
      id: `${id}-${k}`,
      text: text.replaceAll(/[a-z]+/g, (word) => (k === 0 ? word : word + k)),
    })),
  ).flat();
  for (const [name, set, options] of [
    ["exact, 13-grams", questions, { grams: 13 }],
    ["exact, 8-grams", questions, { grams: 8 }],
    ["exact, 13-grams, 60 x the questions", many, { grams: 13 }],
    ["Bloom 1e-9, 13-grams", questions, { grams: 13, index: "bloom" }],
    ["Bloom 1e-9, 13-grams, 60 x the questions", many, { grams: 13, index: "bloom" }],
  ] as const) {
    const start = process.cpuUsage();
    const { scan, grams } = scanner(set, options);
    const build = seconds(start);
    for (const text of texts.slice(0, 500)) scan(text); // warm
    const before = process.cpuUsage();
    for (const text of texts) scan(text);
    rows[name] = {
      grams,
      "index, CPU s": build.toFixed(2),
      "MB per CPU second": (megabytes / seconds(before)).toFixed(1),
    };
  }
  console.log(`${megabytes.toFixed(1)} MB of books, ${questions.length} questions of TREC (train)`);
  console.table(rows);
}

function findings(): void {
  const rows: Record<string, object> = {};
  for (const [name, least, options] of [
    ["13-grams, questions of 13 words and more", 13, { grams: 13 }],
    ["13-grams, questions of 8 words and more", 8, { grams: 13 }],
    ["8-grams", 8, { grams: 8 }],
    ["8-grams, whole question", 8, { grams: 8, minimumCoverage: 1 }],
  ] as const) {
    const asked = questionsOf(least);
    const books = plantedBooks(asked, 2);
    const { scan, ids } = scanner(asked, options);
    const recall = Object.entries(books.planted).map(([kind, list]) => {
      const found = list.filter(({ text, questions: [wanted] }) =>
        scan(Buffer.from(text)).some(({ matches }) => matches.some(({ example }) => ids[example] === wanted)),
      );
      return [kind, `${found.length}/${list.length}`];
    });
    const others = books.clean.filter(({ text }) => scan(Buffer.from(text)).length > 0).length;
    rows[name] = {
      ...Object.fromEntries(recall),
      "other books with a hit": `${others}/${books.clean.length}`,
    };
  }
  console.table(rows);
}

function peer(program: string): void {
  const folder = mkdtempSync(join(tmpdir(), "sluice-decontaminate-bench-"));
  const every = Math.ceil(documents.length / PEER_DOCUMENTS);
  const sample = documents.filter((_, i) => i % every === 0);
  writeFileSync(join(folder, "documents.json"), JSON.stringify(sample));
  writeFileSync(join(folder, "questions.json"), JSON.stringify(questions));
  const printed = execFileSync(program, [join(import.meta.dirname, "peers/decontaminate.py"), folder, "13"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  rmSync(folder, { recursive: true });
  const theirs = JSON.parse(printed) as { version: string; cpu_seconds: number; contaminated: string[] };
  const bytes = sample.map(({ text }) => Buffer.from(text));
  const size = bytes.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const { scan } = scanner(questions, { grams: 13 });
  const before = process.cpuUsage();
  const ours = sample.filter((_, i) => scan(bytes[i]).length > 0).map(({ id }) => id);
  const own = seconds(before);
  const wanted = new Set(sample.filter((document) => document.questions.length > 0).map(({ id }) => id));
  const judged = (ids: readonly string[]) => {
    const hits = ids.filter((id) => wanted.has(id)).length;
    return { recall: (hits / wanted.size).toFixed(3), precision: (hits / ids.length).toFixed(3) };
  };
  console.log(`${sample.length} books, ${wanted.size} with a planted question, 13-grams, one thread each`);
  console.table({
    sluice: {
      "MB per CPU second": (size / own).toFixed(1),
      ...judged(ours),
      ratio: (theirs.cpu_seconds / own).toFixed(0),
    },
    [`datatrove ${theirs.version}`]: {
      "MB per CPU second": (size / theirs.cpu_seconds).toFixed(2),
      ...judged(theirs.contaminated),
      ratio: 1,
    },
  });
}

function seconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
