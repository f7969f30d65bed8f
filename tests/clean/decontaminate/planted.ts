import { makeRandom, type Random } from "../../../src/features/vectors/random.ts";
import { dataRecords, dataText } from "../../data.ts";

/** A document and the questions that were planted in it, by id. */
export interface PlantedDocument {
  readonly id: string;
  readonly text: string;
  readonly questions: readonly string[];
}

/** An evaluation question. */
export interface Question {
  readonly id: string;
  readonly text: string;
}

/** How a question is changed before it is planted. */
export const changes: Readonly<Record<string, (text: string, random: Random) => string>> = {
  verbatim: (text) => text,
  capitals: (text) => text.toUpperCase(),
  punctuation: (text) => text.replaceAll(/[?!.,']/g, " ; ").replaceAll(" ", "  "),
  spacing: (text, random) => text.replaceAll(" ", () => [" ", "  ", "\t", "\u00a0"][random.below(4)]),
  "split over lines": (text, random) => text.replaceAll(" ", () => (random.below(3) === 0 ? "\n" : " ")),
};

/** Questions of the TREC set (train), each text once, of at least `words` words. */
export function questionsOf(words: number): Question[] {
  const set = JSON.parse(dataText("labeling/trec/train.json")) as Record<string, { data: { text: string } }>;
  const texts = new Map(Object.entries(set).map(([id, { data }]) => [data.text, id]));
  return [...texts]
    .filter(([text]) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).length >= words)
    .map(([text, id]) => ({ id, text }));
}

/** Passages of the books; into every tenth one question is planted under each kind of change in turn, at a random space. */
export function plantedBooks(questions: readonly Question[], seed: number) {
  const random = makeRandom(seed);
  const kinds = Object.keys(changes);
  const planted: Record<string, PlantedDocument[]> = Object.fromEntries(kinds.map((kind) => [kind, []]));
  const clean: PlantedDocument[] = [];
  for (const [i, { id, text }] of dataRecords<{ id: string; text: string }>("books.jsonl.gz").entries()) {
    if (i % 10 !== 0) {
      clean.push({ id, text, questions: [] });
      continue;
    }
    const kind = kinds[(i / 10) % kinds.length];
    const question = questions[random.below(questions.length)];
    const at = Math.max(0, text.indexOf(" ", random.below(text.length)));
    const changed = changes[kind](question.text, random);
    const whole = `${text.slice(0, at)} ${changed} ${text.slice(at)}`;
    planted[kind].push({ id, text: whole, questions: [question.id] });
  }
  return { planted, clean };
}
