import { z } from "zod";

/** Vertices of a lasso at most. */
export const maximumVertices = 5_000;

const count = z.int().min(0);

/** What the points can be coloured by: `cluster`, `label:kind`, `source`, `language`, `verdict`, `tokens`, a signal, `score:model`. */
export const colouring = z.object({
  name: z.string(),
  kind: z.enum(["category", "number"]),
  /** How it reads in a menu. */
  label: z.string(),
});

/** `GET /api/map`: what there is to see, without the points. */
export const mapAnswer = z.object({
  /** Goes with every other request; one that is old answers 409 `stale_version`. */
  version: z.string(),
  count,
  dimensions: z.union([z.literal(2), z.literal(3)]),
  extent: z.object({ x: range(), y: range(), z: range().optional() }),
  /** Largest first; `x`, `y`, `z` is the middle of its documents. */
  clusters: z.array(
    z.object({
      cluster: z.int(),
      name: z.string(),
      terms: z.array(z.string()),
      size: count,
      x: z.number(),
      y: z.number(),
      z: z.number().optional(),
    }),
  ),
  /** Shares from 0 to 1. */
  quality: z.object({
    trustworthiness: z.number().optional(),
    recall: z.number().optional(),
    noise: z.number().optional(),
  }),
  colourings: z.array(colouring),
});

/** `?version=` of the bytes. */
export const pointsQuery = z.strictObject({ version: z.string() });

export const coloursQuery = z.strictObject({ by: z.string().min(1).max(500), version: z.string() });

/** JSON before the codes or values of a colouring. */
export const coloursHeader = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("category"),
    /** Codes index this list. `value`s come first, largest first, ten at most; then `other` and `none` where there are such points. */
    values: z.array(
      z.object({
        /** Unique in the list; what a selection calls it. */
        name: z.string(),
        count,
        role: z.enum(["value", "other", "none"]),
        /** Of the colouring by cluster. */
        cluster: z.int().optional(),
      }),
    ),
  }),
  z.object({
    kind: z.literal("number"),
    /** The middle 98 %: ends of the colour scale. */
    low: z.number(),
    high: z.number(),
    min: z.number(),
    max: z.number(),
    /** Points without a value (NaN). */
    missing: count,
    /** All values are whole numbers. */
    whole: z.boolean(),
    unit: z.string(),
  }),
]);

/** Which points: all parts must hold; without parts, all points. */
export const where = z.strictObject({
  /** Corners of a lasso in the coordinates of the map; even-odd. */
  polygon: z
    .array(z.tuple([z.number(), z.number()]))
    .min(3)
    .max(maximumVertices)
    .optional(),
  /** In one of these clusters; -1 is noise. */
  clusters: z.array(z.int()).max(10_000).optional(),
  /** Values by their names in a colouring, `other` and `none` of its list among them. */
  categories: z
    .array(z.strictObject({ by: z.string().max(500), values: z.array(z.string().max(10_000)).max(1_000) }))
    .max(20)
    .optional(),
  /** Within bounds, both included; null is open. */
  range: z
    .array(
      z.strictObject({
        by: z.string().max(500),
        low: z.number().nullable(),
        high: z.number().nullable(),
      }),
    )
    .max(20)
    .optional(),
  /** Words as in the search. */
  search: z.string().max(1_000).optional(),
  ids: z.array(z.string().max(1_000)).max(100_000).optional(),
});

/** `POST /api/selections/indices`. */
export const indicesBody = z.strictObject({ version: z.string(), where });

/** `POST /api/selections`. */
export const selectionBody = z.strictObject({
  version: z.string(),
  where,
  offset: z.int().min(0).default(0),
  limit: z.int().min(0).max(200).default(50),
  /** By a colouring that is a number (missing values last); without it, in the order of the points. */
  order: z.strictObject({ by: z.string().max(500), descending: z.boolean().default(true) }).optional(),
});

/** A document on the map as the table and the hover card show it. */
export const pointRow = z.object({
  index: count,
  id: z.string(),
  title: z.string().nullable(),
  /** The first characters of the text as it is now. */
  excerpt: z.string(),
  source: z.string(),
  language: z.string().nullable(),
  /** -1 is noise; null where the map has no clusters. */
  cluster: z.int().nullable(),
  clusterName: z.string().nullable(),
  /** One for each task: a person's answer before a model's. */
  labels: z.array(
    z.object({
      task: z.string(),
      label: z.string(),
      probability: z.number().nullable(),
      source: z.string(),
    }),
  ),
  verdict: z.enum(["keep", "drop", "edit"]),
  tokens: z.number().nullable(),
});

export const selectionAnswer = z.object({
  count,
  /** Null where nothing was counted. */
  tokens: z.number().nullable(),
  rows: z.array(pointRow),
});

/** `GET /api/map/point`. */
export const pointQuery = z.strictObject({
  version: z.string(),
  index: z.coerce.number().int().min(0),
});

/** `POST /api/selections/export`. */
export const exportBody = z.strictObject({
  version: z.string(),
  where,
  format: z.enum(["csv", "jsonl", "parquet"]),
});

/** `POST /api/selections/act`: one deed for all documents of a selection. */
export const actBody = z.strictObject({
  version: z.string(),
  where,
  act: z.union([
    z.strictObject({
      label: z.strictObject({ task: z.string().min(1).max(200), label: z.string().min(1).max(200) }),
    }),
    z.strictObject({
      decide: z.strictObject({ verdict: z.enum(["drop", "keep"]), reason: z.string().max(2_000) }),
    }),
  ]),
  /** Made by the client: sending it twice is harmless. */
  id: z.uuid(),
});

export const actAnswer = z.object({ deed: z.string(), documents: count });

export type MapAnswer = z.infer<typeof mapAnswer>;
export type Colouring = z.infer<typeof colouring>;
export type ColoursHeader = z.infer<typeof coloursHeader>;
export type Where = z.infer<typeof where>;
export type SelectionBody = z.input<typeof selectionBody>;
export type SelectionAnswer = z.infer<typeof selectionAnswer>;
export type PointRow = z.infer<typeof pointRow>;
export type ExportBody = z.input<typeof exportBody>;
export type ActBody = z.input<typeof actBody>;
export type ActAnswer = z.infer<typeof actAnswer>;

function range() {
  return z.tuple([z.number(), z.number()]);
}
