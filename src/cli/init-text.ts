import type { Look } from "../io/look.ts";

/** What the documents are wanted for. */
export const tasks = ["train", "clean", "label"] as const;

/** One of them. */
export type Task = (typeof tasks)[number];

/** What a pipeline file is written from. */
export interface PipelineDraft {
  readonly name: string;
  readonly task: Task;
  readonly input: readonly string[];
  readonly format?: string;
  readonly found: Look;
}

/** Lines of one stage, and what they import. */
interface StageText {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
}

/** A pipeline file for the input that was looked at: TypeScript that runs as it is. */
export function pipelineText(draft: PipelineDraft): string {
  const kind = kindOf(draft.found);
  const stages = [
    ingestText(draft),
    ...(kind.hasPages ? [extractText] : []),
    measureText(kind),
    rulesText(kind),
    copiesText,
    ...taskTexts[draft.task](draft),
  ];
  const imports = [...new Set(["pipeline", ...stages.flatMap((stage) => stage.imports)])].sort();
  const lines = stages.flatMap((stage) => stage.lines.map((line) => `    ${line}`));
  return [
    `// ${purposes[draft.task]} Run it with: sluice run, try other rules with: sluice rules try`,
    `import {\n${imports.map((name) => `  ${name},\n`).join("")}} from "sluice";`,
    "",
    "export default pipeline({",
    `  name: ${JSON.stringify(draft.name)},`,
    "  stages: {",
    ...lines,
    "  },",
    "});",
    "",
  ].join("\n");
}

const purposes: Readonly<Record<Task, string>> = {
  train: "From input to token files for training.",
  clean: "From input to clean documents.",
  label: "From input to labeled documents.",
};

/** What kind of text the input is, as far as the choice of rules depends on it. */
interface Kind {
  readonly hasPages: boolean;
  /** Texts of a few lines: rules that count words would drop them all. */
  readonly isShort: boolean;
  readonly isCode: boolean;
  /** The language of two thirds of the documents. */
  readonly language: string | undefined;
}

/** Half of the documents have fewer characters than about 100 words: Gopher's rules are not made for them. */
const shortText = 600;

function kindOf({ mediaTypes, languages, lengths }: Look): Kind {
  const share = (matches: RegExp) => shareOf(mediaTypes, (type) => matches.test(type));
  const main = Object.keys(languages).find((name) => shareOf(languages, (other) => other === name) > 2 / 3);
  const hasPages = share(/html/) > 0;
  return {
    hasPages,
    isShort: !hasPages && (lengths?.median ?? 0) < shortText,
    isCode: share(/^text\/x-|javascript|^text\/css/) > 0.5,
    language: main === "unknown" ? undefined : main,
  };
}

function shareOf(counts: Readonly<Record<string, number>>, belongs: (name: string) => boolean): number {
  const entries = Object.entries(counts);
  const total = entries.reduce((sum, [, n]) => sum + n, 0);
  return total === 0 ? 0 : entries.reduce((sum, [name, n]) => sum + (belongs(name) ? n : 0), 0) / total;
}

function ingestText({ input, format, found }: PipelineDraft): StageText {
  const globs =
    input.length === 1 ? JSON.stringify(input[0]) : JSON.stringify(input).replaceAll('","', '", "');
  const options = [
    ...(format === undefined ? [] : [`format: ${JSON.stringify(format)}`]),
    ...(found.textField === "text" ? [] : [`text: ${JSON.stringify(found.textField)}`]),
    ...(repeatsIds(found) ? ["id: false"] : []),
  ];
  const second = options.length === 0 ? "" : `, { ${options.join(", ")} }`;
  const comment = repeatsIds(found)
    ? ["// The field id repeats: ids are made from content and position instead."]
    : [];
  return { imports: ["ingest"], lines: [...comment, `documents: ingest(${globs}${second}),`] };
}

/** True when two documents seen have the same id, and the records need not have the field that is named instead. */
function repeatsIds({ samples, formats }: Look): boolean {
  const isLoose = Object.keys(formats).every((name) => /^jsonl?\b/.test(name));
  const ids = samples.flatMap(({ id }) => id ?? []);
  return isLoose && new Set(ids).size < ids.length;
}

const extractText: StageText = { imports: ["extract"], lines: ["text: extract({ minimumWords: 50 }),"] };

function measureText({ isShort, isCode }: Kind): StageText {
  const families = isShort || isCode ? ["basics", "language"] : ["basics", "gopher", "fineweb", "language"];
  return {
    imports: ["measure"],
    lines: [`signals: measure(${families.map((name) => `"${name}"`).join(", ")}),`],
  };
}

function rulesText(kind: Kind): StageText {
  const { language, isShort, isCode } = kind;
  const other = language?.match(/^[a-z]{2}(-[A-Za-z]{4})?$/)?.[0];
  const notLanguage =
    other === undefined || isCode
      ? []
      : [
          `  not_${other.replace("-", "_").toLowerCase()}: "language <> '${other}' AND language_score > 0.65",`,
        ];
  if (isShort || isCode)
    return {
      imports: ["rules"],
      lines: ["quality: rules({", `  too_few_words: "word_count < 3",`, ...notLanguage, "}),"],
    };
  const families = other === "en" ? ["gopherQuality", "gopherRepetition"] : ["gopherRepetition"];
  const words = other === "en" ? [] : [`  too_few_words: "word_count < 50",`];
  const parts = [...families.map((name) => `  ...${name},`), ...words, ...notLanguage];
  return { imports: ["rules", ...families], lines: kind.hasPages ? unguarded(parts) : guarded(parts) };
}

function guarded(parts: readonly string[]): string[] {
  const comment = "// A rule that would drop more than half of the documents stops the run and says so.";
  return [comment, "quality: rules({", ...parts, "}),"];
}

/** Few pages of a raw crawl hold text worth keeping, so that no share is unusual. */
function unguarded(parts: readonly string[]): string[] {
  const comment =
    "// share: 1 lets a rule drop any share of the pages; leave it out to be stopped at a half.";
  return [
    comment,
    "quality: rules(",
    "  {",
    ...parts.map((part) => `  ${part}`),
    "  },",
    "  { share: 1 },",
    "),",
  ];
}

const copiesText: StageText = {
  imports: ["deduplicate"],
  lines: [`copies: deduplicate({ threshold: 0.8, keep: "longest" }),`],
};

const taskTexts: Readonly<Record<Task, (draft: PipelineDraft) => readonly StageText[]>> = {
  clean: () => [],
  train: () => [
    { imports: ["countTokens"], lines: [`tokens: countTokens({ tokenizer: "gpt2" }),`] },
    {
      imports: ["write"],
      lines: [`train: write({ format: "nanogpt", tokenizer: "gpt2", sequence: 1024, validation: 0.01 }),`],
    },
  ],
  label: () => [
    {
      imports: ["label", "keyword", "regex", "signal"],
      lines: [
        "// Labeling functions vote or abstain; the label model weighs them. Put your own labels and functions here.",
        `form: label("form", {`,
        "  functions: {",
        `    tells_a_story: keyword(["he said", "she said", "once upon"], "story"),`,
        `    quotes_speech: regex(/["“][^"“”]{3,200}["”],? (?:said|asked|replied)/, "story"),`,
        `    gives_steps: regex(/^\\s*(?:\\d+[.)]|[-*•])\\s/m, "instructions"),`,
        `    tells_to_do: keyword(["click", "install", "make sure", "how to"], "instructions"),`,
        `    is_long: signal("word_count", { above: 2000 }, "story"),`,
        "  },",
        "}),",
      ],
    },
  ],
};
