/**
 * How do quality and speed of main-text extraction compare with trafilatura and others, on the same pages in the same run?
 *
 *     python3 -m venv /tmp/peers && /tmp/peers/bin/pip install trafilatura lxml_html_clean readability-lxml rs-trafilatura
 *     node bench/peers/extract.ts /tmp/peers/bin/python [FOLDER]
 *
 * FOLDER holds html/*.html.gz and ground-truth.json of scrapinghub/article-extraction-benchmark. One thread each; CPU time.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { extractMainText } from "../../src/clean/extract/main-text.ts";
import { shingleF1 } from "../../tests/clean/extract/shingles.ts";

interface Peer {
  readonly cpu_seconds: number;
  readonly version: string;
  readonly texts: Readonly<Record<string, string>>;
}

const [python = "python3", folder = "../shared/data/extraction"] = process.argv.slice(2);
const gold: Record<string, { articleBody: string }> = JSON.parse(
  readFileSync(join(folder, "ground-truth.json"), "utf8"),
);
const ids = Object.keys(gold);
const pages = ids.map((id) =>
  gunzipSync(readFileSync(join(folder, "html", `${id}.html.gz`))).toString("utf8"),
);

function ours(): Peer {
  for (const html of pages.slice(0, 60)) extractMainText(html); // warm
  const before = process.cpuUsage();
  const found = pages.map((html) => extractMainText(html).text);
  const { user, system } = process.cpuUsage(before);
  const texts = Object.fromEntries(ids.map((id, i) => [id, found[i]]));
  return { cpu_seconds: (user + system) / 1e6, version: "this checkout", texts };
}

const printed = execFileSync(python, [join(import.meta.dirname, "extract.py"), join(folder, "html")], {
  maxBuffer: 2 ** 30,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
const all: Record<string, Peer> = { sluice: ours(), ...(JSON.parse(printed) as Record<string, Peer>) };
console.table(
  Object.entries(all).map(([name, { cpu_seconds, version, texts }]) => ({
    name,
    version,
    F1: shingleF1(ids.map((id) => ({ gold: gold[id].articleBody, text: texts[id] ?? "" }))).toFixed(4),
    "pages/s of CPU": Math.round(ids.length / cpu_seconds),
    "sluice is faster": `${(cpu_seconds / all.sluice.cpu_seconds).toFixed(1)} times`,
  })),
);
