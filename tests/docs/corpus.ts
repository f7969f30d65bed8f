import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { gzipped, pageRecord } from "../io/read/archives.ts";

const words = {
  who: "the baker|my neighbour|a young teacher|the ferryman|our committee|the librarian|an old sailor|the engineer",
  did: "repaired|described|measured|painted|abandoned|discovered|remembered|carried|studied|sold",
  what: "the narrow bridge|a copper kettle|the harbour wall|an early map|the orchard gate|a broken clock|the winter road|a letter to the council|the mill wheel|the long ladder",
  how: "with great patience|in the spring of that year|before the rain came|to the surprise of everybody|and said nothing of it|for very little money|that nobody had noticed|with the help of two friends|as the law required|while the others slept",
} as const;

type Random = (below: number) => number;

function random(seed: number): Random {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    return ((state >>> 8) & 0xffff) % below;
  };
}

function pick(list: string, next: Random): string {
  const parts = list.split("|");
  return parts[next(parts.length)];
}

function sentence(next: Random): string {
  const { who, did, what, how } = words;
  const text = `${pick(who, next)} ${pick(did, next)} ${pick(what, next)} ${pick(how, next)}`;
  return `${text[0].toUpperCase()}${text.slice(1)} on day ${next(9000)}.`;
}

function paragraphs(seed: number, count: number): string {
  const next = random(seed);
  return Array.from({ length: count }, () => Array.from({ length: 4 }, () => sentence(next)).join(" ")).join(
    "\n\n",
  );
}

interface Note {
  readonly id: string;
  readonly text: string;
  readonly title: string;
  readonly url: string;
}

const openings = [
  "How to install a lamp: make sure the power is off, and click the switch twice.",
  '"Nobody will come," he said, and she said that it was so.',
  "Copyright notice: permission is hereby granted to print these pages.",
];

function note(i: number): Note {
  const text = `${openings[i % 3]}\n\n${paragraphs(i, 2 + (i % 4))}`;
  return { id: `note-${i}`, text, title: `Note ${i}`, url: `https://${i % 5}.example.org/notes/${i}` };
}

/** 150 notes, of which 12 are copies with a word changed, 4 are copies, 9 are short; and two lines that are no records. */
function notes(): string {
  const own = Array.from({ length: 125 }, (_, i) => note(i));
  const near = own.slice(10, 22).map(({ id, text, ...rest }) => ({
    ...rest,
    id: `${id}-edited`,
    text: text.replace("day", "the morning of day"),
  }));
  const same = own.slice(30, 34).map((one) => ({ ...one, id: `${one.id}-again` }));
  const short = own
    .slice(40, 49)
    .map((one) => ({ ...one, id: `${one.id}-short`, text: "See the page before." }));
  const lines = [...own, ...near, ...same, ...short].map((one) => JSON.stringify(one));
  return [...lines, '{"id": "broken", "text": ', '{"id": "textless"}', ""].join("\n");
}

function page(i: number): string {
  const links = Array.from({ length: 8 }, (_, k) => `<li><a href="/${k}">Section ${k}</a></li>`).join("");
  const body = paragraphs(500 + i, 3)
    .split("\n\n")
    .map((text) => `<p>${text}</p>`)
    .join("\n");
  return `<!doctype html><html lang="en"><head><title>Page ${i}</title></head><body><nav><ul>${links}</ul></nav>
<article><h1>Page ${i}</h1>${body}</article><footer>All rights reserved. Terms of use.</footer></body></html>`;
}

function answers(): string {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const [task, worker] = [Math.floor(i / 5), i % 5];
    const truth = task % 2 === 0 ? "story" : "guide";
    const isWrong = worker === 4 ? task % 3 === 0 : (task + worker) % 11 === 0;
    return `note-${task},worker-${worker},${isWrong ? (truth === "story" ? "guide" : "story") : truth}`;
  });
  return `task,worker,label\n${rows.join("\n")}\n`;
}

function preferences(): string {
  const pairs = Array.from({ length: 60 }, (_, i) => ({
    chosen: `${openings[0]} ${paragraphs(900 + i, 1)}`,
    rejected: `${openings[2]} ${paragraphs(700 + i, 1)}`,
  }));
  return `${pairs.map((pair) => JSON.stringify(pair)).join("\n")}\n`;
}

/** Makes the corpus that the pages of docs/ speak of, and lets pipelines in `folder` import this checkout as "sluice". */
export function writeCorpus(folder: string, checkout: string): void {
  const files: Record<string, string | Buffer> = {
    "package.json": '{ "private": true, "type": "module" }\n',
    "data/notes.jsonl.gz": gzipSync(notes()),
    "crawl/pages.warc.gz": gzipped(...Array.from({ length: 30 }, (_, i) => pageRecord(page(i)))),
    "answers.csv": answers(),
    "preferences.jsonl": preferences(),
  };
  for (let i = 0; i < 6; i++) {
    files[`letters/${i}.md`] = `# Letter ${i}\n\n${paragraphs(300 + i, 3)}\n`;
    files[`pages/${i}.html`] = page(40 + i);
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(checkout, join(folder, "node_modules/sluice"));
}
