import type { TestContext } from "../context.ts";

/**
 * Eight documents of 10 bytes per token: d1 and d2 fall at `quality` (d2 by two rules), d4 is a copy of d3,
 * d7 is not chosen by the mixture, d8 would fall but a keep decision saves it.
 */
export async function fillWorkspace(context: TestContext): Promise<void> {
  const bytes = { d1: 20, d2: 40, d3: 100, d4: 80, d5: 100, d6: 100, d7: 100, d8: 100 };
  const documents = Object.entries(bytes).map(([id, length], i) => ({
    id,
    text: `${id} <b>text</b> `.padEnd(length, "x"),
    source: i < 4 ? "a.jsonl" : "b.jsonl",
    position: i,
    url: i % 2 === 0 ? `https://www.Example.org:80/${id}?a/b` : null,
    title: null,
    language: i % 2 === 0 ? "en" : "de",
  }));
  const kept = documents.filter(({ id }) => ["d3", "d5", "d6", "d8"].includes(id));
  await context.fill("documents", documents);
  await context.fill("kept", kept);
  await context.fill(
    "tokens",
    kept.map(({ id }) => ({ id, tokenizer: "gpt2", tokens: 10 })),
  );
  await context.fill(
    "signals",
    documents.map(({ id }, i) => ({ id, word_count: i < 2 ? 10 + i : 100 * i })),
    { id: "VARCHAR", word_count: "DOUBLE" },
  );
  const drop = { verdict: "drop", value: 1 };
  const few = {
    ...drop,
    stage: "quality",
    rule: "too_few_words",
    bound: "word_count < 50",
    reason: "word_count 10",
  };
  await context.fill("decisions", [
    { id: "d1", ...few },
    { id: "d2", ...few },
    { id: "d2", ...drop, stage: "quality", rule: "too_many_symbols", bound: "> 0.1", reason: "symbols" },
    { id: "d4", ...drop, stage: "copies", rule: "near_duplicate", bound: ">= 0.8", reason: "copy of d3" },
    { id: "d8", ...few },
    { id: "d8", ...few, verdict: "keep" },
  ]);
  await context.fill("duplicates", [
    { id: "d3", keeper: "d3", cluster: 1, method: "minhash", similarity: 1, kept: true },
    { id: "d4", keeper: "d3", cluster: 1, method: "minhash", similarity: 0.9, kept: false },
  ]);
  const vote = (id: string, voter: string, label: string | null) => ({
    id,
    task: "topic",
    voter,
    kind: "function",
    label,
  });
  await context.fill("votes", [
    vote("d3", "mentions_sea", "sea"),
    vote("d3", "mentions_law", "sea"),
    vote("d5", "mentions_sea", "sea"),
    vote("d5", "mentions_law", "law"),
    vote("d6", "mentions_sea", "sea"),
    vote("d6", "mentions_law", null),
  ]);
  await context.fill("labels", [
    { id: "d3", task: "topic", label: "sea", probability: 0.9, source: "label-model" },
    { id: "d5", task: "topic", label: "law", probability: 0.6, source: "label-model" },
    { id: "d6", task: "topic", label: "sea", probability: 0.8, source: "label-model" },
  ]);
  await context.fill(
    "scores",
    kept.map(({ id }, i) => ({ id, model: "reward", score: i, uncertainty: 0.1 })),
  );
  await context.fill(
    "map",
    kept.map(({ id }, i) => ({ id, x: i, y: -i, z: null, cluster: i === 3 ? -1 : 0 })),
  );
  await context.fill("clusters", [{ cluster: 0, name: "sea · ship", terms: ["sea", "ship"], size: 3 }]);
  await context.fill("map_quality", [{ measure: "trustworthiness", value: 0.98 }]);
  await context.fill("quarantine", [
    { source: "a.jsonl", position: 9, error: "not JSON", excerpt: "{<oops>" },
  ]);
  await context.fill(
    "stages",
    ["documents", "signals", "quality", "copies"].map((name) => ({
      name,
      key: name,
      rows_in: 8,
      rows_out: 8,
      dropped: 0,
      seconds: 0.1,
      peak_rss_bytes: 1e8,
      bytes_written: 1e4,
      cached: false,
    })),
  );
}
