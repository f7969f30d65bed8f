import { UserError } from "../core/errors.ts";
import { cost } from "../tokens/cost/cost.ts";
import type { Answer, Estimate } from "../tokens/cost/estimate.ts";
import { formatQuantity, parseQuantity } from "../tokens/cost/quantity.ts";
import type { Question } from "../tokens/cost/questions.ts";
import { colours } from "./colour.ts";
import { next, printJson } from "./output.ts";
import { show } from "./show.ts";
import { hasWorkspace, withViews } from "./workspace.ts";

/** Flags of `sluice cost`: the inputs of a question by name, and where to find what is left out. */
export interface CostFlags {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly [input: string]: unknown;
}

/** `sluice cost train|budget|label|store`: the number, its range, how it comes about and who says so. */
export async function askCost(kind: Question["kind"], flags: CostFlags): Promise<void> {
  const { workspace, json, ...inputs } = flags;
  const asked = await completed(kind, inputs, workspace);
  const answer = cost({ kind, ...asked } as unknown as Question);
  if (json) printJson({ question: { kind, ...asked }, answer });
  else process.stdout.write(answerText(answer));
  next(nextQuestion[kind]);
}

const nextQuestion: Readonly<Record<Question["kind"], string>> = {
  train: "sluice cost budget --dollars 1k",
  budget: "sluice cost train --parameters 124M --tokens 2.5B",
  label: "sluice label fit --votes answers.csv",
  store: "sluice cost train --parameters 124M --tokens 2.5B",
};

type Inputs = Readonly<Record<string, unknown>>;

/** What the person left out and the workspace knows. */
async function completed(kind: Question["kind"], inputs: Inputs, workspace?: string): Promise<Inputs> {
  if (kind === "budget" && inputs.dollars === undefined)
    throw new UserError("cost budget: say how much there is to spend: --dollars 10k");
  if (kind === "budget") return inputs;
  const name = kind === "label" ? "items" : "tokens";
  if (inputs[name] !== undefined) return withParameters(kind, inputs);
  if (workspace === undefined && !hasWorkspace())
    throw new UserError(`cost ${kind}: say how many: --${name} N, or --workspace DIR to take what is there`);
  const found = await fromWorkspace(name, workspace);
  process.stderr.write(`${name} ${formatQuantity(found)}: what the workspace keeps\n`);
  return withParameters(kind, { ...inputs, [name]: found });
}

/** A model without its size has a twentieth of the tokens: about what spends compute best. */
function withParameters(kind: Question["kind"], inputs: Inputs): Inputs {
  const tokens = parseQuantity(String(inputs.tokens ?? 1));
  if (kind !== "train" || inputs.parameters !== undefined) return inputs;
  const parameters = Math.max(1, Math.round(tokens / 20));
  process.stderr.write(`parameters ${formatQuantity(parameters)}: a twentieth of the tokens\n`);
  return { ...inputs, parameters };
}

function fromWorkspace(name: "items" | "tokens", workspace?: string): Promise<number> {
  return withViews(workspace, async ({ database }) => {
    const [{ n }] = await database.rows(
      name === "items"
        ? "SELECT count(*) AS n FROM survivors"
        : `SELECT CAST(sum(tokens) AS BIGINT) AS n FROM tokens WHERE id IN (SELECT id FROM survivors)
           AND tokenizer = (SELECT min(tokenizer) FROM tokens)`,
    );
    if (Number(n) > 0) return Number(n);
    throw new UserError(`cost: the workspace keeps no ${name}. Say how many: --${name} N`);
  });
}

function answerText(answer: Answer): string {
  const paint = colours(process.stdout);
  const [headline, ...others] = answer;
  const width = Math.max(...answer.map(({ name }) => name.length));
  const figures = others.map((estimate) => `  ${estimate.name.padEnd(width)}  ${figure(estimate)}`);
  const lines = [`${headline.name}  ${paint.strong(figure(headline))}`, "", ...figures];
  if (figures.length > 0) lines.push("");
  return `${[...lines, ...answer.flatMap((estimate) => origin(estimate, paint.muted))].join("\n")}\n`;
}

/** `1.2 M USD  (0.9 M to 3 M)`. */
function figure({ value, unit, range: [low, high] }: Estimate): string {
  const range = low === high ? "" : `  (${amount(low)} to ${amount(high)})`;
  return `${amount(value)} ${unit}`.trim() + range;
}

function origin({ name, formula, inputs, sources }: Estimate, muted: (text: string) => string): string[] {
  const values = Object.entries(inputs).map(
    ([key, value]) => `${key} ${typeof value === "number" ? amount(value) : value}`,
  );
  return [
    formula.includes(" = ") ? formula : `${name} = ${formula}`,
    muted(`    ${show(values.join(", "))}`),
    ...sources.map((source) => muted(`    ${source}`)),
  ];
}

function amount(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-3)) return value.toExponential(2);
  return formatQuantity(value).replace(/([kMBT])$/, " $1");
}
