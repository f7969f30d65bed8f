import type { Row } from "../core/table.ts";
import type { Story } from "../server/resources/documents/story.ts";
import { type Colours, colours } from "./colour.ts";
import { editLines } from "./explain-edits.ts";
import { cell } from "./grid.ts";
import { count, percent, show } from "./show.ts";
import { wrap } from "./wrap.ts";

const width = 100;

/** A document's story for a terminal: verdict and reasons first, then the text, its edits as a diff, then everything else, signals last. */
export function storyText(story: Story, textLimit: number): string {
  const paint = colours(process.stdout);
  const [document] = story.document;
  const verdict = story.survives[0].survives === true ? paint.keep("kept") : paint.drop("dropped");
  const text = String(story.text[0]?.text ?? "");
  const told = sections.filter((name) => story[name].length > 0);
  const lines = [
    `${paint.strong(cell(document.id))}  ${verdict}  ${cell(document.source)}:${cell(document.position)}`,
    ...fields(document, ["url", "title", "author", "created", "language"]),
    ...reasonLines(story.decisions, paint),
    "",
    ...textLines(text, textLimit),
    "",
    ...(story.edits.length > 0 ? editLines(story.edits, text, paint) : []),
    ...told.flatMap((name) => section(name, story, paint)),
    ...(story.signals.length > 0 ? [paint.strong("signals"), ...signalLines(story.signals[0])] : []),
  ];
  const silent = ["edits", ...sections, "signals"].filter((name) => story[name].length === 0);
  if (silent.length > 0) lines.push(paint.muted(`none: ${silent.join(", ")}`));
  return `${lines.join("\n")}\n`;
}

const sections = ["duplicates", "votes", "labels", "scores", "tokens", "mixture", "map"];

function fields(row: Row, names: readonly string[]): string[] {
  const there = names.filter((name) => row[name] !== null);
  return there.map((name) => `  ${name.padEnd(9)} ${show(cell(row[name]), { limit: width - 14 })}`);
}

/** `  dropped by quality.too_few_words: word_count 12 < 20`. */
function reasonLines(decisions: readonly Row[], paint: Colours): string[] {
  return decisions.map(({ stage, rule, verdict, reason }) => {
    const word = verdict === "drop" ? paint.drop("drop") : paint.keep(cell(verdict));
    return `  ${word}  ${cell(stage)}.${cell(rule)}  ${show(cell(reason), { limit: 120 })}`;
  });
}

function textLines(text: string, limit: number): string[] {
  const shown = show(text, { lines: true, limit });
  const lines = shown.split("\n").flatMap((line) => (line.length <= width ? [line] : wrap(line, width)));
  const left = text.length - limit;
  return left > 0 ? [...lines, `(${count(left)} more characters: --text ${text.length})`] : lines;
}

function section(name: string, story: Story, paint: Colours): string[] {
  const lines = story[name].map((row) => (writers[name] ?? plainLine)(row, story.document[0]));
  return [paint.strong(name), ...lines.map((line) => `  ${line}`)];
}

/** How a row of a table reads; a table that is not named here is told as names and values. */
const writers: Readonly<Record<string, (row: Row, document: Row) => string>> = {
  duplicates: (row, document) =>
    [
      row.kept ? "kept   " : "dropped",
      cell(row.id),
      row.method === null ? "" : `${cell(row.method)} copy, similarity ${cell(row.similarity)}`,
      row.id === document.id ? "← this one" : "",
    ]
      .filter(Boolean)
      .join("  "),
  votes: (row) => `${cell(row.task)}  ${cell(row.label)}  ${cell(row.voter)} (${cell(row.kind)})`,
  labels: (row) =>
    `${cell(row.task)}  ${cell(row.label)}  ${percent(Number(row.probability))} (${cell(row.source)})`,
  scores: (row) => `${cell(row.model)}  ${cell(row.score)} ± ${cell(row.uncertainty)}`,
  tokens: (row) => `${cell(row.tokenizer)}  ${count(Number(row.tokens))}`,
  map: (row) =>
    `at ${cell(row.x)}, ${cell(row.y)}  ${row.name === null ? "in no cluster" : `cluster ${cell(row.cluster)}: ${cell(row.name)}`}`,
};

function plainLine(row: Row): string {
  const parts = Object.entries(row).filter(([, value]) => value !== null);
  return parts.map(([name, value]) => `${name} ${show(cell(value), { limit: 80 })}`).join("  ");
}

/** Signals in as many columns as fit. */
function signalLines(row: Row): string[] {
  const parts = Object.entries(row).map(([name, value]) => `${name} ${cell(value)}`);
  const widest = Math.max(...parts.map((part) => part.length)) + 2;
  const columns = Math.max(1, Math.floor((width - 2) / widest));
  const rows = Math.ceil(parts.length / columns);
  return Array.from({ length: rows }, (_, i) =>
    `  ${parts
      .slice(columns * i, columns * (i + 1))
      .map((part) => part.padEnd(widest))
      .join("")}`.trimEnd(),
  );
}
