import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { questions } from "../../tokens/cost/questions.ts";
import { readsWorkspace } from "./flags.ts";

const descriptions: Readonly<Record<string, string>> = {
  train: "money, time, energy and expected loss of training a model",
  budget: "the best model that a sum of money trains",
  label: "money and time of labeling, by people or by a language model",
  store: "money of keeping token files for a month",
};

/** What each input of a question means; the schemas say what it may be. */
const meanings: Readonly<Record<string, string>> = {
  parameters: "of the model, such as 124M (default: a twentieth of the tokens)",
  tokens: "such as 1.4T (default: what the workspace keeps)",
  unique: "tokens that are different, when some are repeated",
  hardware: "kind of GPU",
  utilisation: "share of its peak that a GPU reaches",
  price: "US dollars for a GPU-hour (default: the market's range)",
  dollars: "what there is to spend, such as 10k",
  items: "documents to label (default: what the workspace keeps)",
  redundancy: "answers for each item",
  seconds: "a person needs for an answer",
  accuracy: "share of a person's answers that are right",
  wage: "US dollars an hour",
  model: "language model that labels instead of people",
  priceIn: "US dollars for a million tokens of prompt",
  priceOut: "US dollars for a million tokens of answer",
  tokensIn: "tokens of a prompt",
  tokensOut: "tokens of an answer",
  batch: "pay the full price, not that of batches",
  bytesPerToken: "bytes of a token id",
  provider: "of the storage",
};

/** One input of a question, as its JSON schema tells it. */
interface Input {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly anyOf?: readonly { readonly const?: unknown }[];
  readonly default?: unknown;
}

/** Declares a command for each question of cost, with a flag for each input of its schema. */
export function addCostQuestions(cost: Command): void {
  for (const [kind, schema] of Object.entries(questions)) {
    const command = readsWorkspace(cost.command(kind)).description(descriptions[kind] ?? kind);
    const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
    for (const [name, input] of Object.entries(properties))
      if (name !== "kind") addInput(command, name, input as Input);
    command
      .option("--json", "print JSON")
      .action(async (flags) => (await import("../cost.ts")).askCost(kind as keyof typeof questions, flags));
  }
}

function addInput(command: Command, name: string, input: Input): void {
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const meaning = meanings[name] ?? "";
  if (input.type === "boolean") {
    command.option(`--no-${flag}`, meaning);
    return;
  }
  const option = command.createOption(
    `--${flag} <${input.enum ? "name" : "n"}>`,
    `${meaning}${input.default === undefined ? "" : ` (default: ${input.default})`}`,
  );
  if (input.enum) option.choices([...input.enum]);
  else if (input.anyOf) option.argParser((text) => oneOfNumbers(text, input.anyOf ?? []));
  else if (!Array.isArray(input.type)) option.argParser((text) => numberOr(text));
  command.addOption(option);
}

function oneOfNumbers(text: string, allowed: NonNullable<Input["anyOf"]>): number {
  const values = allowed.map(({ const: value }) => Number(value));
  if (values.includes(Number(text))) return Number(text);
  throw new InvalidArgumentError(`must be ${values.join(" or ")}.`);
}

/** The number that a text says, or the text: the schema then complains of it by name. */
function numberOr(text: string): number | string {
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}
