import type { z } from "zod";
import { didYouMean } from "../../core/errors.ts";
import { fieldsOf, type Kind } from "./fields.ts";
import { readQuantity } from "./quantity.ts";
import { type CheckedQuestion, questions } from "./questions.ts";

/** What is wrong with one field of a form. */
export interface Problem {
  readonly field: string;
  readonly message: string;
}

/** Inputs as a form sends them: text as it was typed, or values. */
export type FormInputs = Readonly<Record<string, string | number | boolean>>;

/** A question from a form, or everything that is wrong with it, field by field. */
export function readForm(kind: Kind, inputs: FormInputs): CheckedQuestion | readonly Problem[] {
  const fields = new Map(fieldsOf(kind).map((field) => [field.name, field]));
  const typed = Object.entries(inputs).filter(([, value]) => value !== "");
  const values = typed.map(([name, value]) => [name, asValue(value, name, fields.get(name)?.form)]);
  const checked = questions[kind].safeParse({ kind, ...Object.fromEntries(values) });
  if (checked.success) return checked.data;
  return checked.error.issues.flatMap((issue) => problemsOf(issue, [...fields.keys()], inputs));
}

/** Text of a number, a share in percent or a switch as what it says; the schema complains of the rest by name. */
function asValue(value: string | number | boolean, name: string, form: string | undefined): unknown {
  if (typeof value !== "string") return value;
  if (form === "switch") return value === "true" ? true : value === "false" ? false : value;
  if (form === "choice" && name !== "bytesPerToken") return value;
  const percent = /^\s*([\d.]+)\s*%\s*$/.exec(value);
  const read = percent ? Number(percent[1]) / 100 : (readQuantity(value) ?? Number(value));
  return Number.isFinite(read) ? read : value;
}

function problemsOf(issue: z.core.$ZodIssue, known: readonly string[], inputs: FormInputs): Problem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((field) => ({
      field,
      message: `there is no such input.${didYouMean(field, known)}`,
    }));
  const field = String(issue.path[0]);
  return [{ field, message: messageOf(issue, inputs[field]) }];
}

function messageOf(issue: z.core.$ZodIssue, given: FormInputs[string] | undefined): string {
  if (given === undefined || given === "") return "say how many";
  return issue.code === "invalid_value" ? `must be one of ${issue.values.join(", ")}` : issue.message;
}
