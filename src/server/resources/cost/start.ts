import { formatCount } from "../../../viz/charts/format.ts";
import type { CostAnswer, CostKind } from "./wire.ts";

/** What a workspace knows that a question of cost asks for. */
export interface Holdings {
  readonly documents: number;
  readonly kept: number;
  readonly tokens: number | null;
  readonly tokenizer: string | null;
}

type Question = CostAnswer["questions"][number];
type Start = Pick<Question, "start" | "fromWorkspace" | "suggestions">;

/** Tokens of instructions that go with a document to a model; the document's own come on top. */
const instructions = 300;

/** What a form begins with: the numbers of the workspace where it has them, an example that people know otherwise. */
export function startOf(kind: CostKind, { documents, kept, tokens, tokenizer }: Holdings): Start {
  const counted = tokens !== null && tokens > 0;
  const own = counted
    ? [{ field: "tokens", value: formatCount(tokens), why: `kept here, by ${tokenizer}` }]
    : [];
  switch (kind) {
    case "train":
      return {
        start: counted
          ? { parameters: formatCount(Math.max(1, Math.round(tokens / 20))), tokens: formatCount(tokens) }
          : { parameters: "1B", tokens: "20B" },
        fromWorkspace: counted,
        suggestions: [...own, ...own.map((one) => ({ ...one, field: "unique" }))],
      };
    case "budget":
      return { start: { dollars: "1,000" }, fromWorkspace: false, suggestions: [] };
    case "label": {
      const mean = counted && kept > 0 ? Math.round(tokens / kept) : undefined;
      const prompt: Record<string, string> =
        mean === undefined ? {} : { tokensIn: formatCount(mean + instructions) };
      return {
        start: { items: kept > 0 ? formatCount(kept) : "10,000", redundancy: "3", ...prompt },
        fromWorkspace: kept > 0,
        suggestions: [
          ...(kept > 0 ? [{ field: "items", value: formatCount(kept), why: "kept here" }] : []),
          ...(documents > kept ? [{ field: "items", value: formatCount(documents), why: "read here" }] : []),
          ...(mean === undefined
            ? []
            : [
                {
                  field: "tokensIn",
                  value: formatCount(mean + instructions),
                  why: `${formatCount(mean)} of a mean document here, ${instructions} of instructions`,
                },
              ]),
        ],
      };
    }
    case "store":
      return {
        start: { tokens: counted ? formatCount(tokens) : "1T" },
        fromWorkspace: counted,
        suggestions: own,
      };
  }
}
