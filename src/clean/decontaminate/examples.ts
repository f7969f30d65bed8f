import { didYouMean, UserError } from "../../core/errors.ts";
import type { EvaluationSet } from "./options.ts";

/** One example of an evaluation set. A set of texts without answers has questions only. */
export interface Example {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
}

/** One record of a file, with its place for messages. */
export interface EvaluationRecord {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly place: string;
  /** From 1. */
  readonly number: number;
}

const QUESTIONS =
  "question query problem prompt instruction input text sentence passage premise goal ctx".split(" ");
const ANSWERS =
  "answer answers solution canonical_solution target output response completion hypothesis".split(" ");
const IDS = "id example_id question_id task_id idx key".split(" ");

/** Makes examples of records. The first record decides which fields are read, when the person did not. */
export function exampleMaker(set: EvaluationSet): (record: EvaluationRecord) => Example {
  let chosen: Chosen | undefined;
  return (record) => {
    chosen ??= chooseFields(set, record);
    const text = (names: readonly string[]) => names.map((name) => textOf(record.fields[name])).join("\n");
    const id = chosen.id === undefined ? "" : textOf(record.fields[chosen.id]);
    return { id: id || String(record.number), question: text(chosen.question), answer: text(chosen.answer) };
  };
}

interface Chosen {
  readonly question: readonly string[];
  readonly answer: readonly string[];
  readonly id: string | undefined;
}

function chooseFields(set: EvaluationSet, { fields, place }: EvaluationRecord): Chosen {
  const names = Object.keys(fields);
  for (const name of [
    ...(set.question ?? []),
    ...(set.answer ?? []),
    ...(set.id === undefined ? [] : [set.id]),
  ]) {
    if (!names.includes(name))
      throw new UserError(
        `decontaminate: ${set.name}: ${place} has no field "${name}".${didYouMean(name, names)} Fields: ${names.join(", ")}.`,
      );
  }
  const wellKnown = (known: readonly string[]) => known.find((name) => names.includes(name));
  const listed = (name: string | undefined) => (name === undefined ? [] : [name]);
  const given = set.question !== undefined || set.answer !== undefined;
  const question = set.question ?? (given ? [] : listed(wellKnown(QUESTIONS)));
  const answer = set.answer ?? (given ? [] : listed(wellKnown(ANSWERS)));
  if (question.length + answer.length === 0)
    throw new UserError(
      `decontaminate: ${set.name}: no field of ${place} has a name that is known to hold a question or an answer. ` +
        `Name them: { path, question: "…", answer: "…" }. Fields: ${names.join(", ")}.`,
    );
  return { question, answer, id: set.id ?? wellKnown(IDS) };
}

/** Text of a field: lists (choices, several answers) line by line, objects by their values. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(textOf).join("\n");
  return typeof value === "object" ? Object.values(value).map(textOf).join("\n") : String(value);
}
