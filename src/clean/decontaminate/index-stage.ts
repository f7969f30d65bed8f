import { UserError } from "../../core/errors.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { fingerprint, readExamples } from "./evaluation-file.ts";
import { IndexBuilder } from "./index-builder.ts";
import type { Settings } from "./options.ts";

/** File of the grams of all evaluation sets. */
export const INDEX_FILE = "evaluation-grams.bin";

/** Reads the evaluation sets once and writes their grams; the content of the files is part of the key. */
export function indexStage(settings: Settings): QueryStage {
  const { against, grams, shortest, from, index, normalize } = settings;
  const sets = against.map((set) => ({ ...set, content: fingerprint(set) }));
  const falsePositives = index === "bloom" ? settings.falsePositives : undefined;
  return {
    shape: "query",
    kind: "evaluation-index",
    version: 1,
    options: { against: sets, grams, shortest, from, index, falsePositives, normalize },
    tables: {},
    files: [INDEX_FILE],
    reads: [],
    run: (context) => writeIndex(context, settings),
  };
}

async function writeIndex(context: QueryContext, settings: Settings): Promise<StageNotes> {
  const builder = new IndexBuilder(settings);
  let tooShort = 0;
  for (const [number, set] of settings.against.entries()) {
    const before = builder.grams;
    for await (const example of readExamples(set, context))
      if (builder.add(number, example) === 0) tooShort++;
    if (builder.grams === before)
      throw new UserError(
        `decontaminate: ${set.name}: no example of ${set.path} has ${settings.shortest} words; nothing would be found. ` +
          "Lower shortest, or name the fields that hold the text.",
      );
  }
  const sink = await context.create(INDEX_FILE);
  for (const part of builder.finish()) await sink.write(part);
  await sink.close();
  return { examples: builder.examples, grams: builder.grams, "examples too short": tooShort };
}
