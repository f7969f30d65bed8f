// How quick is the log of people's deeds? Records per second on disk, and the present state of a long log.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Act, NewDeed } from "../src/core/people.ts";
import { openPeople } from "../src/io/people/open-people.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-people-bench-"));
const people = openPeople(folder);

const answer = (i: number): NewDeed => ({
  id: randomUUID(),
  act: { act: "answer", task: "t", document: `document-${i}`, labels: ["good"], seconds: 2, evidence: true },
});

function timed(what: string, count: number, work: () => void): void {
  const begun = performance.now();
  work();
  const milliseconds = performance.now() - begun;
  console.log(
    `${what.padEnd(52)} ${milliseconds.toFixed(0).padStart(7)} ms  ${Math.round((1000 * count) / milliseconds)} a second`,
  );
}

timed("500 answers, each on disk before the next", 500, () => {
  for (let i = 0; i < 500; i++) people.record("ada", [answer(i)]);
});
timed("100,000 answers in lists of 100", 100_000, () => {
  for (let i = 0; i < 100_000; i += 100)
    people.record(
      "ben",
      Array.from({ length: 100 }, (_, k) => answer(i + k)),
    );
});
const documents = Array.from({ length: 50_000 }, (_, i) => `document-${i}`);
const bulk: Act = { act: "label", task: "t", documents, label: "bad", selection: "bench" };
timed(
  "one label for 50,000 documents",
  50_000,
  () => void people.record("cy", [{ id: randomUUID(), act: bulk }]),
);
timed("votes of 150,500 (person, document) pairs", 150_500, () => void people.rows("votes"));
timed("the version, 10,000 times", 10_000, () => {
  for (let i = 0; i < 10_000; i++) people.version();
});
people.close();
rmSync(folder, { recursive: true });
