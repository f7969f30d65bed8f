import { z } from "zod";

const count = z.int().min(0);
const text = z.string();
const number = z.number();

/** `/api/documents/:id`. */
export const documentParams = z.strictObject({ id: z.string().min(1).max(1_000) });

/** Which piece of the text is sent, in characters (code points). */
export const documentQuery = z.strictObject({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(0).max(1_000_000).default(40_000),
});

/** `GET /api/documents/:id`: everything the workspace knows of one document. */
export const documentAnswer = z.object({
  /** Of the tables on show; goes with `index`. */
  version: text,
  document: z.object({
    id: text,
    source: text,
    position: number.nullable(),
    url: text.nullable(),
    title: text.nullable(),
    author: text.nullable(),
    /** ISO 8601. */
    created: text.nullable(),
    language: text.nullable(),
    /** JSON as it was read. */
    metadata: text.nullable(),
  }),
  verdict: z.enum(["keep", "drop", "edit"]),
  /** Place on the map; null when the document is not on it. */
  index: count.nullable(),
  /** A piece of the text as it is now; `length` is that of the whole, in characters. */
  text: z.object({ text, from: count, length: count }),
  decisions: z.array(
    z.object({
      stage: text,
      rule: text,
      verdict: text,
      value: number.nullable(),
      bound: text.nullable(),
      reason: text.nullable(),
    }),
  ),
  /** The first thousand edits of the text, in its order; `start` and `end` in characters of the text before the edit. */
  edits: z.array(
    z.object({ stage: text, rule: text, start: number, end: number, removed: text, replacement: text }),
  ),
  /** Values of columns that a stage imputed or repaired. */
  repairs: z.array(
    z.object({ stage: text, rule: text, removed: text.nullable(), replacement: text.nullable() }),
  ),
  /** All members of its cluster of copies, the keeper first, twenty at most. */
  duplicates: z.array(
    z.object({
      id: text,
      keeper: text,
      method: text.nullable(),
      similarity: number.nullable(),
      kept: z.boolean(),
      title: text.nullable(),
      excerpt: text,
    }),
  ),
  votes: z.array(
    z.object({
      task: text,
      label: text,
      voter: text,
      kind: text,
      confidence: number.nullable(),
      at: text.nullable(),
    }),
  ),
  /** What people said of it, newest first. */
  remarks: z.array(
    z.object({ task: text, voter: text, comment: text, flagged: z.boolean(), at: text.nullable() }),
  ),
  labels: z.array(z.object({ task: text, label: text, probability: number.nullable(), source: text })),
  scores: z.array(z.object({ model: text, score: number.nullable(), uncertainty: number.nullable() })),
  tokens: z.array(z.object({ tokenizer: text, tokens: number })),
  mixture: z.array(z.object({ split: text, rank: number, copy: number, part: text })),
  map: z
    .object({ x: number, y: number, z: number.nullable(), cluster: number.nullable(), name: text.nullable() })
    .nullable(),
  signals: z.array(
    z.object({
      name: text,
      value: z.union([number, text, z.boolean()]).nullable(),
      unit: text,
      definition: text,
      /** Share of the corpus below the value, 0 to 1; null where it is no number. */
      percentile: number.nullable(),
      /** The value at the 1st, 25th, 50th, 75th and 99th percentile of the corpus. */
      corpus: z.tuple([number, number, number, number, number]).nullable(),
    }),
  ),
});

export const neighboursQuery = z.strictObject({
  count: z.coerce.number().int().min(1).max(100).default(10),
});

/** `GET /api/documents/:id/neighbours`, nearest first. */
export const neighboursAnswer = z.object({
  version: text,
  model: text,
  neighbours: z.array(
    z.object({
      id: text,
      /** Place on the map; null when the document is not on it. */
      index: count.nullable(),
      /** Cosine, from -1 to 1. */
      similarity: number,
      title: text.nullable(),
      excerpt: text,
    }),
  ),
});

export type DocumentAnswer = z.infer<typeof documentAnswer>;
export type NeighboursAnswer = z.infer<typeof neighboursAnswer>;
