import type { z } from "zod";
import { UserError } from "../../core/errors.ts";
import type { BatchStage, QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { type Encoding, encodingOf } from "../tokenizers/encodings.ts";
import { lineageSchema, writeDocuments } from "./documents.ts";
import { encode } from "./encode.ts";
import { formats } from "./formats.ts";
import { widthOf } from "./id-bytes.ts";
import { manifestOf, metaOf, type Outcome } from "./manifest.ts";
import { checkWriteOptions, tokenFileNames, type WriteOptions, type writeSchema } from "./options.ts";
import { findOrder } from "./order.ts";
import { companions, type Layout, openTokenFile } from "./token-file.ts";

/**
 * Encodes the survivors and writes token files that a training framework reads, a manifest, and for every token the
 * way back to its document. Follows the `mixture` where the pipeline has one, else takes every survivor once.
 */
export function write(options: z.input<typeof writeSchema> = {}): readonly [BatchStage, QueryStage] {
  const checked = checkWriteOptions(options);
  const encoding = encodingOf(checked.tokenizer);
  const stage: QueryStage = {
    shape: "query",
    kind: "write",
    version: 1,
    options: { ...checked, vocabulary: encoding.sha256 },
    tables: { lineage: lineageSchema },
    reads: ["ids", "documents", "duplicates", "mixture"],
    files: fileNames(checked),
    run: (context) => run(context, checked, encoding),
  };
  return [encode({ tokenizer: checked.tokenizer }), stage];
}

function fileNames(options: WriteOptions): string[] {
  const withCompanions = tokenFileNames(options).flatMap((name) => [
    name,
    ...Object.values(companions(name)),
  ]);
  return [...withCompanions, "meta.json", "manifest.json"];
}

async function run(context: QueryContext, options: WriteOptions, encoding: Encoding): Promise<StageNotes> {
  const { mixed, planned } = await findOrder(context, options);
  const names = tokenFileNames(options);
  if (!planned.has(names[0]))
    throw new UserError(`stage "${context.stage}": there is no document to write: none survives`);
  const layout: Layout = {
    format: formats[options.format],
    width: widthOf(encoding.vocabularySize),
    endOfText: encoding.endOfText,
  };
  const { records, ...counts } = await writeDocuments(context, layout, planned, options.sequence);
  for (const name of names)
    if (!records.has(name)) records.set(name, await (await openTokenFile(context, name, 0, layout)).close());
  const outcome = { mixed, ...counts, files: names.map((name) => records.get(name)!) };
  const manifest = manifestOf(options, encoding, outcome);
  await writeJson(context, "meta.json", metaOf(options, encoding));
  await writeJson(context, "manifest.json", manifest);
  return { documents: manifest.documents, tokens: manifest.tokens, ...warnings(outcome) };
}

function warnings({ literalSpecials, cut }: Outcome): StageNotes {
  return {
    ...(literalSpecials > 0 ? { "documents with special tokens as text": literalSpecials } : {}),
    ...(cut > 0 ? { "documents cut by the sequence": cut } : {}),
  };
}

async function writeJson(context: QueryContext, name: string, value: unknown): Promise<void> {
  const file = await context.create(name);
  await file.write(Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
  await file.close();
}
