import type { Command } from "commander";
import { inputFormats } from "./beginning.ts";
import { oneOf, positive, readsWorkspace, share, whole, writesFile } from "./flags.ts";

/** Label models, as in `src/label/models/fit.ts`. */
const labelModels = ["auto", "majority", "weighted-majority", "matrix-completion", "dawid-skene", "one-coin"];

/** Declares the commands that do one thing with files: apply, label, tokens. */
export function addSteps(program: Command): void {
  addApply(program);
  addLabel(program);
  addTokens(program);
}

function addApply(program: Command): void {
  const apply = program.command("apply").description("one stage alone, on files");
  applied(apply, "extract", "main text of web pages: id, text");
  applied(apply, "language", "language of each document: id, language, score");
  applied(apply, "measure", "measurements of each document: id and a column per signal").option(
    "--signals <family...>",
    "families of signals (default: all)",
  );
  applied(apply, "edit", "text edited by rules: id, text, dropped (the rules that reject it)").option(
    "--rules <rule...>",
    "edit rules, in this order (default: unicode whitespace boilerplate)",
  );
  applied(apply, "redact", "text without personal data and secrets: id, text, pii_count")
    .option("--kinds <kind...>", "what to look for (default: every kind)")
    .option("--regions <country...>", "countries of phone and identity numbers (default: every known one)")
    .addOption(oneOf("--mask <how>", "what stands in the place of a value", ["placeholder", "numbered"]));
  applied(apply, "deduplicate", "verified pairs of near-duplicates: a, b, similarity")
    .option("--threshold <share>", "least Jaccard similarity of two documents", share, 0.8)
    .option("--against <release...>", "look in these too: workspaces, or Parquet or JSONL files");
  applied(
    apply,
    "decontaminate",
    "what documents share with evaluation sets: id, benchmark, example, grams, coverage, start, end, matched",
  )
    .requiredOption("--against <set...>", "evaluation sets: NAME=FILE or FILE (JSONL, CSV, Parquet, text)")
    .option("--grams <n>", "words in a gram", positive, 13)
    .option("--coverage <share>", "least share of an example's grams (default: any)", share);
  applied(apply, "embed", "vectors of meaning: id, model, vector").option(
    "--dimensions <n>",
    "length of a vector",
    positive,
    64,
  );
  applied(apply, "score", "a score learned from preferences: id, score, uncertainty").requiredOption(
    "--preferences <file>",
    "JSONL of {chosen, rejected, prompt?}",
  );
}

function applied(apply: Command, stage: string, description: string): Command {
  const command = apply
    .command(stage)
    .description(description)
    .requiredOption("--input <glob...>", "files, globs, folders or addresses")
    .requiredOption("--output <file>", "result; its ending chooses csv, jsonl, parquet or arrow")
    .option("--force", "write over what is there")
    .addOption(
      oneOf("--format <format>", "read the input as this (default: by name or content)", inputFormats),
    )
    .option("--text <field>", "field that holds the text")
    .option("--id <field>", "field that holds the id")
    .option("--workers <n>", "threads (default: one per core)", positive)
    .option("--workspace <dir>", "keep the work here, to resume or to query it (default: nothing is kept)");
  return command.action(async (flags) => (await import("../apply.ts")).apply(stage, flags));
}

function addLabel(program: Command): void {
  program.enablePositionalOptions(); // flags after `label fit`, `label analyze`… are theirs, not those of `label FILE`
  const label = program
    .command("label")
    .description("label a file in the browser; votes into labels, and how good the voters are")
    .argument("[file]", "what to label: JSONL, CSV, Parquet, text, WARC, or a glob")
    .option("--labels <list>", "the possible answers, in the order of their keys: good,bad")
    .option("--multiple", "several labels may apply to one document")
    .option("--task <name>", "name of the task (default: the file's)")
    .option("--port <n>", "port of the page; 0 takes a free one (default: 4477)", whole)
    .option("--workspace <dir>", "where answers are kept (default: ./<file's name>.sluice)")
    .addOption(
      oneOf("--format <format>", "read the input as this (default: by name or content)", inputFormats),
    )
    .option("--text <field>", "field that holds the text")
    .option("--id <field>", "field that holds the id");
  label.action(async (file, flags) => {
    if (file === undefined) label.help();
    const commands = label.commands.map((command) => command.name());
    await (await import("../label-file.ts")).labelFile(file, flags, commands);
  });
  writesFile(
    label
      .command("fit")
      .description("labels from a file of answers: task, worker, label in; task, label, probability out")
      .requiredOption("--votes <file>", "answers: CSV, TSV or JSONL with task, worker, label")
      .addOption(oneOf("--model <model>", "label model", labelModels).default("auto"))
      .addOption(
        oneOf("--ties <policy>", "what becomes of tied tasks", ["frequent", "random", "abstain"]).default(
          "frequent",
        ),
      ),
    "CSV or JSONL to write (default: CSV on standard output)",
  ).action(async (flags) => (await import("../label-fit.ts")).fitVotes(flags));
  readsWorkspace(label.command("analyze"))
    .description("coverage, overlap, conflict and worth of the voters of a workspace")
    .option("--json", "print JSON")
    .action(async (flags) => (await import("../label-analyze.ts")).analyzeLabels(flags));
  readsWorkspace(label.command("agreement"))
    .description("how far people agree: Krippendorff's alpha, Fleiss' kappa, Cohen's kappa")
    .option(
      "--votes <file>",
      "answers: CSV, TSV or JSONL with task, worker, label (default: people's votes of a workspace)",
    )
    .option("--json", "print JSON")
    .action(async (flags) => (await import("../label-agreement.ts")).agreement(flags));
}

function addTokens(program: Command): void {
  const tokens = program.command("tokens").description("text to token ids, and back");
  writesFile(
    tokens
      .command("encode")
      .description("ids of every text: id, ids")
      .requiredOption("--input <file>", "JSONL of {id, text} or of strings, or any file that sluice reads")
      .option("--tokenizer <name>", "tokenizer", "gpt2"),
    "JSONL to write (default: standard output)",
  ).action(async (flags) => (await import("../tokens-encode.ts")).encode(flags));
  readsWorkspace(tokens.command("count"))
    .description("tokens of files, or of a workspace")
    .option("--input <glob...>", "files to count (default: the counts of a workspace)")
    .option("--tokenizer <name>", "tokenizer", "gpt2")
    .option("--text <field>", "field that holds the text")
    .option("--json", "print JSON")
    .action(async (flags) => (await import("../tokens-count.ts")).countFiles(flags));
  tokens
    .command("inspect")
    .argument("<dir>", "a written data set, or a workspace that has one")
    .description("the text around a token of a written data set, and the document it comes from")
    .requiredOption("--at <n>", "position of the token", whole)
    .option("--file <name>", "a token file of the data set (default: the first)")
    .option("--around <n>", "tokens to show on either side", whole, 32)
    .option("--json", "print JSON")
    .action(async (dir, flags) => (await import("../tokens-inspect.ts")).inspectTokens(dir, flags));
}
