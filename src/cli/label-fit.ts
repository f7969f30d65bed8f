import { UserError } from "../core/errors.ts";
import { fitFile } from "../label/fit-file.ts";
import { readAnswers } from "./answers.ts";
import { formatOfOutput } from "./export.ts";
import { next, type OutputFlags, refuseOverwriting, shellWord, writeOutput } from "./output.ts";
import { count, percent, plural, show } from "./show.ts";
import { csvLine, textFormats } from "./text-formats.ts";

/** Flags of `sluice label fit`. */
export interface FitFlags extends OutputFlags {
  readonly votes: string;
  readonly model: NonNullable<Parameters<typeof fitFile>[1]>["model"];
  readonly ties: NonNullable<Parameters<typeof fitFile>[1]>["ties"];
}

/** `sluice label fit`: one label for each task of an answer file. */
export async function fitVotes(flags: FitFlags): Promise<void> {
  if (flags.output !== undefined) refuseOverwriting(flags.output, flags.force);
  const format = textFormat(flags.output);
  const answers = await readAnswers(flags.votes);
  const { labels, workers, fit } = fitFile(answers, { model: flags.model, ties: flags.ties });
  await writeOutput(labelsText(labels, format), flags);
  const { reason } = fit.diagnostics;
  const least = [...workers].sort((a, b) => a.reliability - b.reliability).slice(0, 3);
  process.stderr.write(
    `${[
      `${plural(labels.length, "task")} labeled from ${plural(answers.length, "answer")} of ${plural(workers.length, "worker")} by ${fit.model}`,
      ...(reason === undefined ? [] : [`because: ${reason}`]),
      `least reliable: ${least.map((w) => `${show(w.worker, { limit: 30 })} ${percent(w.reliability)} of ${count(w.answers)}`).join(", ")}`,
    ].join("\n")}\n`,
  );
  next(`sluice label agreement --votes ${shellWord(flags.votes)}`);
}

function textFormat(output: string | undefined): "csv" | "json" | "jsonl" {
  const format = output === undefined ? "csv" : formatOfOutput(output);
  if (format !== "parquet" && format !== "arrow") return format;
  throw new UserError(`label fit: --output must end in .csv, .json or .jsonl, got ${output}`);
}

type Labels = ReturnType<typeof fitFile>["labels"];

function labelsText(labels: Labels, name: "csv" | "json" | "jsonl"): string {
  const format = textFormats[name];
  const rows = labels.map(({ task, label, probability }, i) => format.row({ task, label, probability }, i));
  const head = name === "csv" ? csvLine(["task", "label", "probability"]) : format.head([]);
  return `${head}${rows.join("")}${format.tail}`;
}
