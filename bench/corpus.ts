/** Corpora of any size for the benches: the books again and again, each time with other words swapped. */
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { gunzipSync } from "node:zlib";

const source = `${process.env.SLUICE_DATA ?? "../shared/data"}/books.jsonl.gz`;

/** One of a hundred documents is repeated as it is, so that there are exact duplicates to find. */
const untouchedShare = 0.01;
/** Share of words that change places: five-word shingles of two copies then have a Jaccard similarity of about 0.3. */
const swappedShare = 0.15;

/**
 * Writes about `bytes` of JSONL into `files` files of a folder, `passages` of about 4.5 KB to a document; the same bytes
 * for the same arguments. Gives their sum.
 */
export async function writeCorpus(
  folder: string,
  bytes: number,
  files: number,
  passages = 1,
): Promise<number> {
  if (!existsSync(source))
    throw new Error(`the benches of growth need ${source}. Set SLUICE_DATA to the folder of it`);
  const texts = documents(passages);
  const next = random(1);
  let written = 0;
  let document = 0;
  for (let i = 0; i < files; i++) {
    const stream = createWriteStream(join(folder, `part-${i}.jsonl`));
    for (const end = (bytes / files) * (i + 1); written < end; document++) {
      const text = texts[document % texts.length];
      const copy = document < texts.length ? text : edited(text, next);
      const line = Buffer.from(`${JSON.stringify({ id: `d${document}`, text: copy })}\n`);
      written += line.length;
      if (!stream.write(line)) await new Promise<void>((resolve) => stream.once("drain", () => resolve()));
    }
    await finished(stream.end());
  }
  return written;
}

function documents(passages: number): string[] {
  const lines = gunzipSync(readFileSync(source)).toString("utf8").trim().split("\n");
  const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text);
  const starts = texts.map((_, i) => i).filter((i) => i % passages === 0);
  return starts.map((i) => texts.slice(i, i + passages).join("\n\n"));
}

function edited(text: string, next: () => number): string {
  if (next() < untouchedShare) return text;
  const words = text.split(" ");
  for (let swaps = Math.ceil((words.length * swappedShare) / 2); swaps > 0; swaps--) {
    const [a, b] = [Math.floor(next() * words.length), Math.floor(next() * words.length)];
    [words[a], words[b]] = [words[b], words[a]];
  }
  return words.join(" ");
}

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
