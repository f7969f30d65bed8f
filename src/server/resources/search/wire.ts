import { z } from "zod";

/** `GET /api/search`. */
export const searchQuery = z.strictObject({
  /** Words, "phrases", beginnings with a star; all must occur. */
  q: z.string().max(1_000),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

export const searchAnswer = z.object({
  /** Documents that match; while `status` is `building`, those found so far. */
  count: z.int().min(0),
  /** `building`: the index is being made, and what is shown comes from a bounded scan. */
  status: z.enum(["ready", "building"]),
  /** Share of the documents in the index. */
  progress: z.number(),
  /** Why there is no index and will be none (a read-only workspace, a full disk); the answer is a bounded scan. */
  problem: z.string().optional(),
  /** True when a scan stopped at its bound: there may be more. */
  partial: z.boolean(),
  /** Goes with `index`. */
  version: z.string(),
  /** Best first. */
  hits: z.array(
    z.object({
      id: z.string(),
      /** Place on the map; null when the document is not on it. */
      index: z.int().nullable(),
      title: z.string().nullable(),
      snippet: z.array(z.object({ text: z.string(), hit: z.boolean() })),
      /** BM25, larger is better. */
      score: z.number(),
    }),
  ),
});

export type SearchAnswer = z.infer<typeof searchAnswer>;
