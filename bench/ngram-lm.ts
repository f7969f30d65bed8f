/**
 * Is the n-gram language model right, and how fast is it? Against kenlm (bench/peers/ngram-lm.sh makes it), same units, same order, same
 * smoothing, same pruning; one core each.
 *
 *     node bench/ngram-lm.ts [PEER-FOLDER] [ORDER]
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { NgramModel } from "../src/features/ngram-lm/model.ts";
import { Scorer } from "../src/features/ngram-lm/score.ts";
import { Reference, trainModel } from "../src/features/ngram-lm/train.ts";
import { createUnits, isLineEnd, scanUnits } from "../src/features/ngram-lm/units.ts";

const peer = process.argv[2] ?? "/tmp/peers-ngram-lm";
const order = Number(process.argv[3] ?? 5);
const file = `${process.env.SLUICE_DATA ?? "../shared/data"}/books.jsonl.gz`;
const units = createUnits();

const texts = gunzipSync(readFileSync(file))
  .toString("utf8")
  .trim()
  .split("\n")
  .map((line) => Buffer.from((JSON.parse(line) as { text: string }).text));
const train = texts.filter((_, i) => i % 5 !== 0);
const test = texts.filter((_, i) => i % 5 === 0);

function megabytes(documents: readonly Buffer[]): number {
  return documents.reduce((sum, { length }) => sum + length, 0) / 1e6;
}

/** Seconds of processor time of this process. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function read(documents: readonly Buffer[]): Reference {
  const reference = new Reference();
  for (const document of documents) {
    scanUnits(units, document, 0, document.length, "words");
    reference.add(units);
  }
  return reference;
}

/** The units of a text as words that kenlm can read: hashes in hexadecimal. */
function asWords(document: Buffer): string {
  scanUnits(units, document, 0, document.length, "words");
  const words: string[] = [];
  for (let i = 0; i < units.count; i++)
    words.push(
      isLineEnd(units, i)
        ? "\n"
        : `${units.hashes[2 * i].toString(16)}_${units.hashes[2 * i + 1].toString(16)}`,
    );
  return words.join(" ").replaceAll(" \n ", "\n").replace(/ \n$/, "\n");
}

function scoreAll(model: NgramModel) {
  const scorer = new Scorer(model);
  const started = cpu();
  const surprises = test.map((document) => {
    scanUnits(units, document, 0, document.length, "words");
    return scorer.score(units);
  });
  return { surprises, seconds: cpu() - started };
}

function kenlm(folder: string, prune: readonly number[]) {
  const lmplz = join(peer, "src/kenlm/build/bin/lmplz");
  if (!existsSync(lmplz)) return undefined;
  writeFileSync(join(folder, "train.txt"), train.map(asWords).join(""));
  const names = test.map((document, i) => {
    writeFileSync(join(folder, `${i}.txt`), asWords(document));
    return join(folder, `${i}.txt`);
  });
  const pruning = prune.length > 0 ? ["--prune", ...prune.map(String)] : [];
  const arpa = join(folder, "model.arpa");
  const started = performance.now();
  execFileSync(
    lmplz,
    [
      "-o",
      String(order),
      ...pruning,
      "-S",
      "1G",
      "-T",
      folder,
      "--text",
      join(folder, "train.txt"),
      "--arpa",
      arpa,
    ],
    {
      stdio: "ignore",
      env: { ...process.env, LD_LIBRARY_PATH: join(peer, "boost/usr/lib/x86_64-linux-gnu") },
    },
  );
  const estimated = (performance.now() - started) / 1e3;
  const python = join(peer, "bin/python");
  const script = join(import.meta.dirname, "peers/ngram-lm.py");
  const out = execFileSync(python, [script, arpa, ...names], { maxBuffer: 1 << 28 }).toString();
  return { estimated, ...(JSON.parse(out) as { seconds: number; lines: number[][] }) };
}

for (const prune of [[], [0, 0, 1]]) {
  const started = cpu();
  const model = trainModel(read(train), { kind: "words", order, prune });
  const trained = cpu() - started;
  const { surprises, seconds } = scoreAll(model);
  const total = surprises.reduce((sum, { logarithm }) => sum + logarithm, 0);
  const all = surprises.reduce((sum, one) => sum + one.units, 0);
  console.log(
    `\norder ${order}, pruned ${JSON.stringify(prune)}: ${model.trained.grams.join(" + ")} n-grams`,
  );
  const rows = [
    {
      who: "sluice",
      "train MB/s": megabytes(train) / trained,
      "score MB/s": megabytes(test) / seconds,
      perplexity: 10 ** (-total / all),
    },
  ];
  const folder = mkdtempSync(join(tmpdir(), "ngram-lm-"));
  try {
    const theirs = kenlm(folder, prune);
    if (theirs) {
      const logs = theirs.lines.map((lines) => lines.reduce((a, b) => a + b, 0));
      const sum = logs.reduce((a, b) => a + b, 0);
      rows.push({
        who: "kenlm",
        "train MB/s": megabytes(train) / theirs.estimated,
        "score MB/s": megabytes(test) / theirs.seconds,
        perplexity: 10 ** (-sum / all),
      });
      const apart = surprises.map((one, i) =>
        Math.abs(10 ** (-one.logarithm / one.units) / 10 ** (-logs[i] / one.units) - 1),
      );
      console.log(
        `largest relative difference of a document's perplexity: ${Math.max(...apart).toExponential(2)} (${apart.length} documents)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.table(rows);
}
