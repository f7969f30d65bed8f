import { bloomFinder } from "../../../src/clean/decontaminate/bloom-finder.ts";
import { exactFinder } from "../../../src/clean/decontaminate/exact-finder.ts";
import type { Finding } from "../../../src/clean/decontaminate/findings.ts";
import { IndexBuilder } from "../../../src/clean/decontaminate/index-builder.ts";
import { openIndex } from "../../../src/clean/decontaminate/index-file.ts";
import { type DecontaminateOptions, settingsOf } from "../../../src/clean/decontaminate/options.ts";
import { Words } from "../../../src/clean/decontaminate/words.ts";
import type { Question } from "./planted.ts";

/** The scan without a pipeline around it: the index over the questions, and a function over the bytes of one text. */
export function scanner(questions: readonly Question[], options: Partial<DecontaminateOptions> = {}) {
  const settings = settingsOf({ against: { questions: "questions.txt" }, ...options });
  const builder = new IndexBuilder(settings);
  for (const { id, text } of questions) builder.add(0, { id, question: text, answer: "" });
  const index = openIndex(Buffer.concat(builder.finish()));
  const find = index.kind === "bloom" ? bloomFinder(index, settings) : exactFinder(index, settings);
  const words = new Words(settings.normalize);
  const ids = index.kind === "exact" ? index.ids : [];
  return {
    ids,
    grams: builder.grams,
    scan(bytes: Uint8Array): Finding[] {
      words.read(bytes, 0, bytes.length);
      return find(words);
    },
  };
}
