import { z } from "zod";

const count = z.int().min(0);

/** How far a run is that another process is doing. */
export const progressShape = z.strictObject({
  pipeline: z.string(),
  started: z.string(),
  stage: z.string(),
  done: count,
  total: count,
  rows: count,
  bytes: count,
  /** Stages that are finished, in order. */
  finished: z.array(z.string()),
  /** How many stages the run has. */
  stages: count,
});

/** What makes sense now: a page to open, or a command to type. */
export const nextAct = z.strictObject({
  text: z.string(),
  why: z.string(),
  href: z.string().optional(),
  command: z.string().optional(),
});

/** `GET /api/workspace`. */
export const workspaceAnswer = z.strictObject({
  name: z.string(),
  /** The folder's own name. */
  folder: z.string(),
  pipeline: z.string().nullable(),
  file: z.string().nullable(),
  state: z.enum(["empty", "ready", "running", "unfinished"]),
  documents: count,
  kept: count,
  quarantined: count,
  /** Of the kept documents; null when nothing was counted. */
  tokens: count.nullable(),
  tokenizer: z.string().nullable(),
  /** Public tables that some stage wrote. */
  tables: z.array(z.string()),
  people: z.strictObject({ votes: count, voters: count, preferences: count, decisions: count }),
  progress: progressShape.nullable(),
  /** The most sensible first. */
  next: z.array(nextAct),
});

/** `GET /api/runs/funnel`: what went in, and what each stage lost. */
export const funnelShape = z.strictObject({
  unit: z.string(),
  estimated: z.boolean().optional(),
  input: z.number().min(0),
  steps: z
    .array(
      z.strictObject({
        stage: z.string(),
        lost: z.number(),
        rules: z
          .array(z.strictObject({ rule: z.string(), lost: z.number() }))
          .readonly()
          .optional(),
      }),
    )
    .readonly(),
});

/** What is different from the run before. */
export const changesShape = z.strictObject({
  /** Number of the run before. */
  since: count,
  /** Stages that themselves changed, came or went, in words. */
  stages: z.array(z.strictObject({ stage: z.string(), what: z.string() })),
  /** Rules that came (`before` null), went (`after` null) or moved. */
  rules: z.array(
    z.strictObject({
      stage: z.string(),
      rule: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  /** Stages that ran again only because something before them changed. */
  following: z.array(z.string()),
  documents: z.int(),
  kept: z.int(),
  tokens: z.int().nullable(),
});

/** A run of the history; `number` is null for one that is not in it: unfinished, or made before there was a history. */
export const pastRunShape = z.strictObject({
  number: count.nullable(),
  name: z.string(),
  started: z.string().nullable(),
  ended: z.string().nullable(),
  seconds: z.number().min(0),
  documents: count,
  kept: count,
  tokens: count.nullable(),
  tokenizer: z.string().nullable(),
  workers: count,
  sample: count.nullable(),
  finished: z.boolean(),
  /** Its tables are those that every page shows. */
  shown: z.boolean(),
  funnel: funnelShape,
  changes: changesShape.nullable(),
});

/** `GET /api/runs`, newest first. */
export const runsAnswer = z.strictObject({ runs: z.array(pastRunShape), more: z.boolean() });

/** Query of `GET /api/runs`. */
export const runsQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(20) });

/** Query of `GET /api/runs/losses`. */
export const lossesQuery = z.strictObject({
  stage: z.string().min(1).max(200),
  rule: z.string().min(1).max(200).optional(),
  offset: z.coerce.number().int().min(0).max(1e9).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(40),
});

/** A rule of a stage and what it took of the documents that fell there. */
export const lossRuleShape = z.strictObject({
  rule: z.string(),
  documents: count,
  tokens: z.number().nullable(),
  /** Of what fell at the stage. */
  share: z.number(),
  /** Documents that no other rule drops. */
  alone: count,
  /** Their share of what the rule takes. */
  aloneShare: z.number(),
  /** The bound, where it is the same for all of them. */
  bound: z.string().nullable(),
});

/** A document that fell, with the reason of the rule whose bound it lies nearest to. */
export const lostShape = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  source: z.string(),
  excerpt: z.string(),
  rule: z.string().nullable(),
  reason: z.string().nullable(),
  value: z.number().nullable(),
  bound: z.string().nullable(),
  /** Other rules of the stage that drop it too. */
  others: z.array(z.string()),
  tokens: z.number().nullable(),
});

/** `GET /api/runs/losses`: documents nearest to their bound first. */
export const lossesAnswer = z.strictObject({
  stage: z.string(),
  /** Documents that fell at the stage. */
  documents: count,
  tokens: z.number().nullable(),
  rules: z.array(lossRuleShape),
  /** Documents in question: of the stage, or of its rule. */
  count,
  rows: z.array(lostShape),
});

export type Progress = z.infer<typeof progressShape>;
export type NextAct = z.infer<typeof nextAct>;
export type WorkspaceAnswer = z.infer<typeof workspaceAnswer>;
export type Changes = z.infer<typeof changesShape>;
export type PastRunAnswer = z.infer<typeof pastRunShape>;
export type RunsAnswer = z.infer<typeof runsAnswer>;
export type LossRule = z.infer<typeof lossRuleShape>;
export type LossesAnswer = z.infer<typeof lossesAnswer>;
