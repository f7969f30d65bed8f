import type { Command } from "commander";
import { oneOf, whole, writesFile } from "./flags.ts";

/** Formats that `--format` names, as in `src/io/read/format.ts`. */
export const inputFormats = ["jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc", "html", "text"];

/** Declares the commands with which a person begins: look, init. */
export function addBeginning(program: Command): void {
  program
    .command("look")
    .argument("<glob...>", "files, globs, folders or addresses")
    .description("what is in any input, and what is wrong with it, in two seconds")
    .addOption(
      oneOf("--format <format>", "read the files as this (default: by name or content)", inputFormats),
    )
    .option("--text <field>", "the field that holds the text (default: text, or a guess)")
    .option("--samples <n>", "documents to show", whole, 3)
    .option("--json", "print JSON")
    .action(async (globs, flags) => (await import("../look.ts")).look(globs, flags));
  writesFile(
    program
      .command("init")
      .argument("[glob...]", "the input that the pipeline is for")
      .description("write a pipeline file for the input at hand"),
    "the file to write (default: ./<name>.ts)",
  )
    .option("--name <name>", "name of the pipeline (default: after the input)")
    .addOption(oneOf("--task <task>", "what the documents are wanted for", ["train", "clean", "label"]))
    .addOption(
      oneOf("--format <format>", "read the files as this (default: by name or content)", inputFormats),
    )
    .option("--text <field>", "the field that holds the text (default: text, or a guess)")
    .action(async (globs, flags) => (await import("../init.ts")).init(globs, flags));
}
