import { z } from "zod";

const count = z.int().min(0);
const name = z.string().min(1).max(200);
const predicate = z.string().trim().min(1).max(10_000);

const amount = z.strictObject({ documents: count, tokens: count });

const agreement = z.strictObject({ answered: count, right: count, byPeople: count });

const span = z.strictObject({ start: count, end: count });

const handle = z.strictObject({
  expression: z.string(),
  operator: z.enum(["<", "<=", ">", ">="]),
  value: z.number(),
  number: span,
  comparison: span,
});

/** Rules as a person would have them: a predicate, or null for a rule that is off. */
export const changesShape = z.record(name, predicate.nullable());

/** Labels of a task that say a document should go. */
export const questionShape = z.strictObject({ task: name, unwanted: z.array(name).max(200) });

const ruleShape = z.strictObject({
  name: z.string(),
  when: z.string(),
  ...amount.shape,
  alone: amount,
  handles: z.array(handle),
  /** Why its predicate cannot be reckoned with; null when it can. */
  problem: z.string().nullable(),
});

const stageShape = z.strictObject({
  name: z.string(),
  /** The rules in force, those that cost most tokens first. */
  rules: z.array(ruleShape),
  /** Columns that its rules can read. */
  columns: z.array(z.string()),
  /** Rules that stand in the pipeline file itself; null where the predicate is computed. */
  own: z.record(z.string(), z.string().nullable()),
  /** Others come from elsewhere: a spread, a constant of another file. */
  open: z.boolean(),
  /** Why the file cannot be changed for this stage; null when it can. */
  refusal: z.string().nullable(),
});

const signalShape = z.strictObject({
  name: z.string(),
  unit: z.string(),
  definition: z.string(),
  source: z.string(),
  numeric: z.boolean(),
});

/** What `GET /api/rules` answers. */
export const rulesAnswer = z.strictObject({
  version: z.string(),
  pipeline: z.string().nullable(),
  file: z.string().nullable(),
  ...amount.shape,
  tokenizer: z.string().nullable(),
  /** Documents whose tokens are a quarter of their bytes, since nobody counted them. */
  estimated: count,
  kept: amount,
  /** Dropped by stages that are no rules, and by hand. */
  elsewhere: amount,
  stages: z.array(stageShape),
  signals: z.array(signalShape),
  tasks: z.array(
    z.strictObject({
      task: z.string(),
      labels: z.array(z.strictObject({ label: z.string(), documents: count })),
      /** Documents that people answered. */
      people: count,
    }),
  ),
});

/** What a draft is: a stage, changes of its rules, and what they are held against. */
export const tryBody = z.strictObject({
  stage: name,
  changes: changesShape,
  /** A rule to tell of also when it is not changed. */
  rule: name.optional(),
  question: questionShape.optional(),
});

/** What `POST /api/rules/try` answers. */
export const tryAnswer = z.strictObject({
  version: z.string(),
  kept: amount,
  lost: amount,
  gained: amount,
  agreement,
  unwanted: count,
  rules: z.array(
    z.strictObject({
      name: z.string(),
      ...amount.shape,
      alone: amount,
      agreement,
      handles: z.array(handle),
    }),
  ),
});

/** What is asked of a histogram; `changes` is JSON. */
export const histogramQuery = z.strictObject({
  stage: name,
  rule: name.optional(),
  bound: z.coerce.number().int().min(0).max(100).optional(),
  by: z.enum(["source", "language"]).optional(),
  changes: z.string().max(12_000).optional(),
});

const bin = z.strictObject({ kept: count, movable: count, dropped: count, elsewhere: count });

/** What `GET /api/signals/:signal/histogram` answers. */
export const histogramAnswer = z.strictObject({
  version: z.string(),
  signal: z.string(),
  unit: z.string().nullable(),
  definition: z.string().nullable(),
  whole: z.boolean(),
  logarithmic: z.boolean(),
  unmeasured: count,
  /** Borders of the bins; bin i lies between edge i and edge i + 1. Empty where nothing was measured. */
  edges: z.array(z.number()),
  /** The bound of the rule on this axis. */
  handle: handle.nullable(),
  bins: z.array(bin),
  groups: z.array(z.strictObject({ name: z.string(), ...amount.shape, bins: z.array(bin) })),
});

/** What is asked for cards: the documents at a bound. */
export const cardsBody = z.strictObject({
  stage: name,
  changes: changesShape,
  rule: name,
  bound: z.int().min(0).max(100).optional(),
  count: z.int().min(1).max(50).default(6),
});

const card = z.strictObject({
  id: z.string(),
  value: z.number().nullable(),
  tokens: count,
  source: z.string(),
  /** Something else decides over it as well: another rule, another stage, a person. */
  elsewhere: z.boolean(),
  text: z.string(),
  cut: z.boolean(),
});

/** What `POST /api/rules/cards` answers. */
export const cardsAnswer = z.strictObject({
  version: z.string(),
  signal: z.string().nullable(),
  inside: z.array(card),
  outside: z.array(card),
});

const hunk = z.array(z.strictObject({ mark: z.enum(["-", "+", " "]), text: z.string(), line: count }));

/** What is asked of the recipe: other rules for a stage. */
export const previewBody = z.strictObject({ stage: name, changes: changesShape });

/** What `POST /api/recipe/preview` answers. */
export const previewAnswer = z.strictObject({
  file: z.string(),
  /** Of the file as it is; saving wants it back. Null when the file cannot be read. */
  hash: z.string().nullable(),
  hunks: z.array(hunk),
  /** Why it cannot be changed, and what to paste instead. */
  refusal: z.strictObject({ reason: z.string(), paste: z.string() }).nullable(),
});

/** What `PUT /api/recipe` wants: changes to a file that was seen, or a save to take back. */
export const saveBody = z.union([
  z.strictObject({ stage: name, changes: changesShape, hash: z.string().max(100) }),
  z.strictObject({ undo: z.string().max(100) }),
]);

/** What `PUT /api/recipe` answers. */
export const saveAnswer = z.strictObject({
  file: z.string(),
  hash: z.string(),
  hunks: z.array(hunk),
  /** Sent back, it takes this save back. */
  undo: z.string(),
  /** The command that applies the recipe. */
  next: z.string(),
});

export type RulesAnswer = z.infer<typeof rulesAnswer>;
export type StageAnswer = z.infer<typeof stageShape>;
export type RuleAnswer = z.infer<typeof ruleShape>;
export type TryBody = z.input<typeof tryBody>;
export type TryAnswer = z.infer<typeof tryAnswer>;
export type HistogramQuery = z.infer<typeof histogramQuery>;
export type HistogramAnswer = z.infer<typeof histogramAnswer>;
export type BinAnswer = z.infer<typeof bin>;
export type HandleAnswer = z.infer<typeof handle>;
export type CardsBody = z.infer<typeof cardsBody>;
export type CardsAnswer = z.infer<typeof cardsAnswer>;
export type CardAnswer = z.infer<typeof card>;
export type ChangesBody = z.infer<typeof changesShape>;
export type PreviewAnswer = z.infer<typeof previewAnswer>;
export type SaveAnswer = z.infer<typeof saveAnswer>;
