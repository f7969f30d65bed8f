import { contract, type TableName } from "../src/core/table.ts";

interface TableText<Name extends TableName> {
  readonly row: string;
  readonly columns: Readonly<Record<keyof (typeof contract)[Name], string>>;
}

const id = "document";

/** What a row and a column mean; the compiler sees to it that no table and no column is missing. */
const texts: { readonly [Name in TableName]: TableText<Name> } = {
  documents: {
    row: "a record that was read",
    columns: {
      id: "unique; from the input, or made from file and position",
      text: "as it was read; for a page its HTML",
      source: "file or address",
      position: "byte or row in it ([by format](ingest.md))",
      url: "address of the document itself",
      title: "",
      author: "",
      created: "",
      language: "as the input says it",
      metadata: "fields that have no column",
    },
  },
  quarantine: {
    row: "a record that could not be read",
    columns: {
      source: "file",
      position: "where in it",
      error: "what is wrong",
      excerpt: "the bytes, made visible",
    },
  },
  signals: {
    row: "a measured document; a column for each measurement, as `sluice signals` describes them",
    columns: { id },
  },
  decisions: {
    row: "a rule that spoke on a document",
    columns: {
      id,
      stage: "of the pipeline",
      rule: "",
      verdict: "`drop` or `keep`",
      value: "measured",
      bound: "of the rule",
      reason: "in words",
    },
  },
  edits: {
    row: "a piece of text that was taken out or replaced",
    columns: {
      id,
      stage: "of the pipeline",
      rule: "",
      start: "first character",
      end: "behind the last",
      removed: "the piece",
      replacement: "what stands there now",
    },
  },
  duplicates: {
    row: "a document in a cluster of copies",
    columns: {
      id,
      keeper: "the one that stays",
      cluster: "",
      method: "`exact` or `near`",
      similarity: "to the keeper: Jaccard of shingles, verified",
      kept: "true for the keeper",
    },
  },
  votes: {
    row: "what one voter said about a document",
    columns: {
      id,
      task: "",
      voter: "function or person",
      kind: "`function`, `person`, `model`",
      label: "null: abstained",
      confidence: "",
      at: "",
      seconds: "that a person took",
    },
  },
  labels: {
    row: "the label of a document for a task",
    columns: {
      id,
      task: "",
      label: "",
      probability: "that it is right",
      source: "`label-model`, `person`, `classifier`, `adjudicated`",
    },
  },
  preferences: {
    row: "a choice between two answers",
    columns: {
      id: "of the choice",
      prompt: "",
      chosen: "",
      rejected: "",
      margin: "how clear it was",
      voter: "",
      at: "",
    },
  },
  scores: {
    row: "the score of a document by a model",
    columns: { id, model: "", score: "more is better", uncertainty: "between members of the model" },
  },
  vectors: { row: "the vector of a document", columns: { id, model: "", vector: "of length 1" } },
  map: {
    row: "a document on the map",
    columns: { id, x: "", y: "", z: "null on a flat map", cluster: "null: belongs to none" },
  },
  clusters: {
    row: "a group of documents on the map",
    columns: { cluster: "", name: "", terms: "words that set it apart", size: "documents" },
  },
  mixture: {
    row: "a document in the training set",
    columns: {
      id,
      split: "`train` or `validation`",
      rank: "place in the order of its split, from 0",
      copy: "0 for the first time it is taken, 1 for the second",
      part: "pattern of sources it belongs to",
      weight: "share of the tokens of that part",
      tokens: "without the end-of-text token",
    },
  },
  tokens: {
    row: "the length of a document",
    columns: { id, tokenizer: "", tokens: "without the end-of-text token" },
  },
};

/** Views that are derived from these tables. */
const derived = `\`survivors\` (\`id\`): documents that no decision dropped, or that one keeps. \`text\` (\`id\`, \`text\`): the current text of
every document. \`kept\`: the columns of \`documents\` for survivors, with their final text. \`stages\`: a row for each stage of the last run.
\`remarks\` (\`id\`, \`task\`, \`voter\`, \`comment\`, \`flagged\`, \`at\`): what people noted on documents in the labeling page. \`votes\`, \`decisions\` and
\`preferences\` hold what people did up to this moment, \`labels\` and everything after it what the last run made of it.
`;

/** The tables as Markdown: a heading, what a row is, and a line for each column. */
export function tablesMarkdown(): string {
  const sections = Object.entries(texts).map(([table, { row, columns }]) => {
    const types: Record<string, string> = contract[table as TableName];
    const lines = Object.entries(columns).map(
      ([name, means]) => `| \`${name}\` | ${types[name]} | ${means} |`,
    );
    return `### ${table}\n\nA row is ${row}.\n\n| column | type | means |\n|---|---|---|\n${lines.join("\n")}\n`;
  });
  return `${sections.join("\n")}\n### Derived\n\n${derived}`;
}

/** A page with its generated part made anew. */
export function withTables(page: string): string {
  const [begin, end] = ["<!-- generated by ", "<!-- end of generated -->"];
  const head = page.slice(0, page.indexOf("\n", page.indexOf(begin)) + 1);
  return `${head}\n${tablesMarkdown()}\n${page.slice(page.indexOf(end))}`;
}
