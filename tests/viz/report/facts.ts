import type { ReportFacts } from "../../../src/viz/report/facts.ts";
import { readReportFacts } from "../../../src/viz/report/read.ts";
import { openContext } from "../context.ts";
import { fillWorkspace } from "./workspace.ts";

const run = { name: "books", file: "pipelines/books.ts", inputs: ["books/*.jsonl"], seconds: 21 };

/** A run that read nothing. */
export const emptyFacts: ReportFacts = {
  run,
  totals: { documents: 0, kept: 0, quarantined: 0, tokens: null, tokenizer: null },
};

/** Facts of the workspace of eight documents, with a learning curve and a cost: no section is empty. */
export async function filledFacts(): Promise<ReportFacts> {
  const context = await openContext({ map_quality: { measure: "VARCHAR", value: "DOUBLE" } });
  await fillWorkspace(context);
  const points = [
    { x: 10, y: 0.5 },
    { x: 20, y: 0.7 },
  ];
  return readReportFacts(context.rows, {
    run,
    units: { word_count: "words" },
    learning: [{ task: "topic", measure: "accuracy", series: [{ name: "active", points }] }],
    cost: {
      tokens: 40,
      parameters: 1e6,
      flop: 2.4e8,
      gpuHours: { low: 1, high: 2 },
      money: { low: 2, high: 5, currency: "USD" },
      loss: 5,
      curve: [
        { x: 1e8, y: 6 },
        { x: 1e10, y: 4 },
      ],
      notes: ["C = 6ND", "prices of 2026-11-01"],
    },
  });
}

/** The same facts with every text replaced by a hostile one. */
export function poisoned<T>(value: T, text: string): T {
  if (typeof value === "string") return text as T;
  if (Array.isArray(value)) return value.map((part) => poisoned(part, text)) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === "drops" ? part : poisoned(part, text)]),
  ) as T;
}
