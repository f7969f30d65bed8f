import { z } from "zod";
import { hardware } from "./hardware.ts";
import { questions } from "./questions.ts";

/** A kind of question. */
export type Kind = keyof typeof questions;

/** How an input is asked for on a form: what it is called, what it means, how far its slider reaches. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly form: "amount" | "number" | "choice" | "switch";
  readonly isOptional: boolean;
  readonly default?: string | number | boolean;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly slider?: Slider;
}

/** Reach of a slider. Values beyond it can be typed. */
export interface Slider {
  readonly low: number;
  readonly high: number;
  /** Multiples of ten are equally far apart. */
  readonly logarithmic: boolean;
  /** Whole steps of a linear slider. */
  readonly step?: number;
}

type Words = Pick<Field, "label" | "hint" | "slider">;

const decades = (low: number, high: number): Slider => ({ low, high, logarithmic: true });
const steps = (low: number, high: number, step: number): Slider => ({ low, high, logarithmic: false, step });

const words: Readonly<Record<string, Words>> = {
  parameters: { label: "Parameters", hint: "of the model", slider: decades(1e6, 1e12) },
  tokens: { label: "Tokens", hint: "that it reads, or that are kept", slider: decades(1e6, 1e14) },
  unique: {
    label: "Of them different",
    hint: "when some are read again and again; empty: all",
    slider: decades(1e6, 1e14),
  },
  dollars: { label: "Money", hint: "US dollars to spend on training", slider: decades(10, 1e8) },
  hardware: { label: "Hardware", hint: "kind of GPU" },
  utilisation: { label: "Utilisation", hint: "share of the peak it reaches", slider: steps(0.1, 0.7, 0.01) },
  price: {
    label: "Price of a GPU-hour",
    hint: "US dollars; empty: the market's range",
    slider: steps(0.5, 10, 0.05),
  },
  items: { label: "Items", hint: "documents to label", slider: decades(100, 1e9) },
  redundancy: { label: "Answers to each item", hint: "by different labelers", slider: steps(1, 11, 1) },
  seconds: { label: "Seconds an answer", hint: "measured in a pilot", slider: decades(1, 600) },
  wage: { label: "Wage", hint: "US dollars an hour, with what comes on top", slider: steps(1, 100, 0.5) },
  accuracy: {
    label: "Accuracy of one person",
    hint: "share of right answers, two labels",
    slider: steps(0.5, 1, 0.01),
  },
  model: { label: "Model", hint: "that labels instead of people" },
  priceIn: { label: "Price of the prompt", hint: "US dollars for a million tokens; empty: the table's" },
  priceOut: { label: "Price of the answer", hint: "US dollars for a million tokens; empty: the table's" },
  tokensIn: { label: "Tokens of a prompt", hint: "document and instructions", slider: decades(10, 1e5) },
  tokensOut: { label: "Tokens of an answer", hint: "with its reasoning", slider: decades(1, 1e4) },
  batch: { label: "Batch interface", hint: "answers within a day for half the price" },
  bytesPerToken: { label: "Bytes of a token", hint: "2 for vocabularies up to 65,536" },
  provider: { label: "Provider", hint: "of the storage" },
};

/** One input of a question, as its JSON schema tells it. */
interface Property {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly anyOf?: readonly { readonly const?: unknown }[];
  readonly default?: string | number | boolean;
}

/** The fields of a form for a kind of question, in the order of its schema. */
export function fieldsOf(kind: Kind): Field[] {
  const { properties = {}, required = [] } = z.toJSONSchema(questions[kind], { io: "input" });
  return Object.entries(properties as Record<string, Property>)
    .filter(([name]) => name !== "kind")
    .map(([name, property]) => ({
      name,
      ...words[name],
      form: formOf(property),
      isOptional: !required.includes(name),
      default: property.default,
      choices: choicesOf(name, property),
    }));
}

function formOf({ type, enum: names, anyOf }: Property): Field["form"] {
  if (type === "boolean") return "switch";
  if (names !== undefined || anyOf !== undefined) return "choice";
  return Array.isArray(type) ? "amount" : "number";
}

function choicesOf(name: string, { enum: names, anyOf = [] }: Property): Field["choices"] {
  const values = names ?? anyOf.flatMap(({ const: value }) => (value === undefined ? [] : [String(value)]));
  if (values.length === 0) return undefined;
  const label = (value: string) =>
    name === "hardware" ? hardware[value as keyof typeof hardware].name : value;
  return values.map((value) => ({ value, label: label(value) }));
}
