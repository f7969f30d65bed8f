import { z } from "zod";
import { visibleName } from "../../people-names.ts";

const count = z.int().min(0);
const text = z.string();

/** Orders in which documents come. */
export const queueOrders = ["random", "uncertainty", "disagreement"] as const;

/** A labeling task as a person makes it; also what `sluice label FILE --labels` checks. */
export const newTask = z.strictObject({
  task: visibleName.pipe(z.string().max(64, "must be at most 64 characters")),
  labels: z
    .array(visibleName)
    .min(2, "takes two labels or more")
    .max(100, "takes at most 100 labels")
    .refine((labels) => new Set(labels).size === labels.length, "must name each label once"),
  multiple: z.boolean().default(false),
  guidelines: z.string().max(20_000).default(""),
});

const task = z.strictObject({
  task: text,
  /** In the order of their keys. */
  labels: z.array(text),
  multiple: z.boolean(),
  guidelines: text,
  /** Labeling functions that vote in it. */
  functions: count,
  /** Orders that make sense here: uncertainty takes a label model, disagreement two functions. */
  orders: z.array(z.enum(queueOrders)),
  documents: count,
  answeredByMe: count,
  skippedByMe: count,
  /** Documents that at least one person answered. */
  answered: count,
  /** Krippendorff's alpha over the documents that two people or more answered; null without such or without variety. */
  agreement: z.number().nullable(),
});

/** `GET /api/tasks`. */
export const tasksAnswer = z.strictObject({ tasks: z.array(task) });

/** `/api/tasks/:task/…`. */
export const taskParams = z.strictObject({ task: visibleName });

/** Ids as a JSON list in the query of an address: an id may hold any character. */
const idList = z
  .string()
  .max(16_000)
  .transform((json, context) => {
    try {
      return JSON.parse(json) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "must be a JSON list of ids" });
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string().min(1).max(1000)).max(200));

/** Who asks: tabs of one person are told apart by a name that each makes up. */
const tab = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .default("-");

export const queueQuery = z.strictObject({
  order: z.enum(queueOrders).default("random"),
  count: z.coerce.number().int().min(0).max(50).default(10),
  /** Ids that the tab holds: they do not come again, and stay its own. */
  exclude: idList.default([]),
  tab,
});

export const cardsQuery = z.strictObject({
  ids: idList,
  /** Characters of text to send, for a list; evidence comes with the whole text only. */
  characters: z.coerce.number().int().min(0).max(20_000).optional(),
});

export const pairsQuery = z.strictObject({
  count: z.coerce.number().int().min(0).max(50).default(10),
  /** Pairs that the tab holds, as `[left, right]` in a JSON list. */
  exclude: z
    .string()
    .max(16_000)
    .default("[]")
    .transform((json, context) => {
      try {
        return JSON.parse(json) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "must be a JSON list of pairs" });
        return z.NEVER;
      }
    })
    .pipe(z.array(z.tuple([z.string().max(1000), z.string().max(1000)])).max(200)),
  tab,
});

const shownDocument = z.strictObject({
  id: text,
  title: text.nullable(),
  url: text.nullable(),
  source: text.nullable(),
  /** The text as it is now, 20,000 UTF-16 units at most. */
  text,
  isCut: z.boolean(),
  /** Length of the whole text, in UTF-16 units. */
  length: count,
});

const card = z.strictObject({
  document: shownDocument,
  /** Of functions and models; what other people say stays hidden, so that they judge alone. */
  votes: z.array(z.strictObject({ voter: text, kind: text, label: text, weight: z.number().nullable() })),
  model: z.strictObject({ label: text, probability: z.number() }).nullable(),
  evidence: z.array(
    z.strictObject({
      voter: text,
      label: text,
      /** `[start, end)` in UTF-16 units of the text shown. */
      spans: z.array(z.tuple([count, count])),
      /** A measurement or address in a few signs. */
      note: text.nullable(),
    }),
  ),
  /** What this person last said; `labels` is null for a skip. */
  mine: z.strictObject({ deed: text, labels: z.array(text).nullable() }).nullable(),
  remark: z.strictObject({ comment: text, flagged: z.boolean() }).nullable(),
});

/** `GET /api/tasks/:task/queue`. */
export const queueAnswer = z.strictObject({
  cards: z.array(card),
  /** Documents that this person has still to answer, those given out included. */
  remaining: count,
  /** At least so many of them lie open at another tab of this person. */
  elsewhere: count,
});

/** `GET /api/tasks/:task/cards`. */
export const cardsAnswer = z.strictObject({ cards: z.array(card) });

/** `GET /api/tasks/:task/pairs`. */
export const pairsAnswer = z.strictObject({
  pairs: z.array(z.strictObject({ left: shownDocument, right: shownDocument })),
});

/** `GET /api/tasks/:task/progress`. */
export const progressAnswer = z.strictObject({
  documents: count,
  remaining: count,
  answered: count,
  skipped: count,
  flagged: count,
  judged: count,
  /** Answers and skips since midnight where the server runs. */
  today: count,
  /** Median of the last fifty answers; null before the first. */
  seconds: z.number().nullable(),
  labels: z.array(z.strictObject({ label: text, mine: count, everybody: count })),
  everybody: z.strictObject({ people: count, documents: count, answers: count, judged: count }),
});

export type TasksAnswer = z.infer<typeof tasksAnswer>;
export type TaskAnswer = z.infer<typeof task>;
export type ShownDocument = z.infer<typeof shownDocument>;
export type CardAnswer = z.infer<typeof card>;
export type QueueAnswer = z.infer<typeof queueAnswer>;
export type CardsAnswer = z.infer<typeof cardsAnswer>;
export type PairsAnswer = z.infer<typeof pairsAnswer>;
export type ProgressAnswer = z.infer<typeof progressAnswer>;
