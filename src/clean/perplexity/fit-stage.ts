import { type Texts, texts } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { writeModel } from "../../features/ngram-lm/model-file.ts";
import { Reference, trainModel } from "../../features/ngram-lm/train.ts";
import { createUnits, scanUnits, type UnitKind } from "../../features/ngram-lm/units.ts";
import { checkRule } from "../rules/check.ts";
import { measuredSql, readableColumns } from "../rules/measured.ts";
import type { PerplexitySettings } from "./options.ts";
import { filesHash, filesSql, type ReferenceText, referenceOf } from "./reference.ts";

/** The file that the fitted model lies in. */
export const modelFile = "ngram-lm.bin";

/** Trains the model on the reference. */
export function fitStage(settings: PerplexitySettings): QueryStage {
  const reference = referenceOf(settings.reference, "perplexity");
  const { order, units, prune, sample } = settings;
  const isCorpus = "where" in reference;
  return {
    kind: "perplexity-fit",
    shape: "query",
    version: 1,
    options: {
      reference: isCorpus ? reference : { content: filesHash(reference.files) },
      ...{ order, units, prune, sample },
    },
    tables: {},
    reads: isCorpus ? ["documents", "signals", "text"] : [],
    files: [modelFile],
    check: async ({ columns, rows }) => {
      if (isCorpus) await checkRule(predicate(reference.where), columns, { rows });
    },
    run: (context) => fitModel(context, settings, reference),
  };
}

function predicate(when: string) {
  return { name: "perplexity_reference", when, why: undefined, share: undefined };
}

async function fitModel(
  context: QueryContext,
  { order, units: kind, prune, sample }: PerplexitySettings,
  source: ReferenceText,
): Promise<StageNotes> {
  const query = "files" in source ? filesSql(source.files) : await corpusSql(context, source.where);
  const reference = await read(context, query, kind, sample);
  if (reference.units === 0)
    throw new UserError(
      `${context.stage}: the reference of perplexity has no text. Name other files or another predicate.`,
    );
  const model = trainModel(reference, { kind, order, prune });
  const sink = await context.create(modelFile);
  await writeModel(sink, model);
  await sink.close();
  const grams = model.trained.grams.reduce((a, b) => a + b, 0);
  return { "units of the reference": reference.units, "n-grams": grams };
}

/** Reads texts in the order of a hash, so that what the bound leaves out is chosen by nothing else. */
async function read(
  context: QueryContext,
  query: string,
  kind: UnitKind,
  sample: number,
): Promise<Reference> {
  const reference = new Reference();
  const units = createUnits();
  for await (const { bytes, offsets, length } of hashed(context, query)) {
    for (let i = 0; i < length; i++) {
      scanUnits(units, bytes, offsets[i], offsets[i + 1], kind);
      if (reference.units + units.count > sample) return reference;
      reference.add(units);
    }
  }
  return reference;
}

async function* hashed(context: QueryContext, query: string): AsyncGenerator<Texts> {
  try {
    for await (const batch of context.batches(`SELECT text FROM (${query}) ORDER BY md5(text), text`))
      yield texts(batch);
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof UserError) throw cause;
    throw new UserError(
      `${context.stage}: the reference of perplexity cannot be read: ${cause.message.split("\n")[0]}`,
      {
        cause,
      },
    );
  }
}

async function corpusSql(context: QueryContext, where: string): Promise<string> {
  const tables = { documents: context.table("documents"), signals: context.table("signals") };
  const origins = await readableColumns(tables, context);
  const { columns } = await checkRule(predicate(where), origins.known, context);
  const chosen = `SELECT id FROM (${measuredSql(columns, origins, tables)}) WHERE (\n${where}\n)`;
  return `SELECT t.text FROM (${chosen}) AS m JOIN ${context.table("text")} AS t ON t.id = m.id`;
}
