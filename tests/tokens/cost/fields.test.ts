import { describe, expect, test } from "vitest";
import { fieldsOf, type Kind } from "../../../src/tokens/cost/fields.ts";
import { questions } from "../../../src/tokens/cost/questions.ts";

const kinds = Object.keys(questions) as Kind[];

describe.each(kinds)("the form of %s", (kind) => {
  test("has a field for each input of the schema, with a name, a meaning and its default", () => {
    const fields = fieldsOf(kind);
    expect(fields.map(({ name }) => name)).toEqual(
      Object.keys(questions[kind].shape).filter((name) => name !== "kind"),
    );
    for (const { label, hint } of fields) expect(label.length * hint.length).toBeGreaterThan(0);
  });
});

test("defaults and choices are those of the schema", () => {
  const fields = new Map(fieldsOf("train").map((field) => [field.name, field]));
  expect(fields.get("utilisation")).toMatchObject({ form: "number", default: 0.4, isOptional: true });
  expect(fields.get("hardware")?.choices?.[1]).toEqual({ value: "h100", label: "H100 SXM 80 GB" });
  expect(fields.get("tokens")).toMatchObject({ form: "amount", isOptional: false });
  expect(fieldsOf("label").find(({ name }) => name === "batch")).toMatchObject({ form: "switch" });
  expect(fieldsOf("store").find(({ name }) => name === "bytesPerToken")).toMatchObject({
    form: "choice",
    choices: [
      { value: "2", label: "2" },
      { value: "4", label: "4" },
    ],
  });
});
