import { type Command, InvalidArgumentError } from "commander";

/** Declares every command; the code of a command is loaded only when it runs. */
export function addCommands(program: Command): void {
  program
    .command("run")
    .argument("<pipeline>", "a pipeline file")
    .description("run what is not done yet")
    .option("--workspace <dir>", "where results are kept (default: ./<name>.sluice)")
    .option("--input <glob...>", "read these files instead of those that the pipeline names")
    .option("--workers <n>", "threads (default: one per core)", positive)
    .option("--sample <n>", "read about this many records only", positive)
    .option("--until <stage>", "stop after this stage")
    .option("--allow <rule...>", "let this rule or guard remove an unusual share")
    .option("--memory <bytes>", "memory for SQL over whole tables", positive)
    .option("--verify <how>", "check results on disk by size or full (hashes)", "size")
    .option("--strict", "an input record that cannot be read is an error")
    .option("--no-report", "do not write report.html")
    .option("--json", "print the record of the run as JSON on standard output")
    .action(async (file, flags) => void (await (await import("./run.ts")).run(file, flags)));
  program
    .command("plan")
    .argument("<pipeline>", "a pipeline file")
    .description("say what would run, and why")
    .option("--workspace <dir>", "the workspace (default: ./<name>.sluice)")
    .option("--input <glob...>", "read these files instead of those that the pipeline names")
    .option("--sample <n>", "as in run", positive)
    .option("--until <stage>", "stop after this stage")
    .option("--json", "print JSON")
    .action(async (file, flags) => (await import("./plan.ts")).plan(file, flags));
  program
    .command("query")
    .argument("<sql>", 'a query, or just "from decisions"')
    .description("ask the workspace in SQL")
    .option("--workspace <dir>", "the workspace (default: the only *.sluice folder here)")
    .option("--format <format>", "table, csv, json, parquet or arrow", "table")
    .option("--output <file>", "write there instead of standard output")
    .option("--force", "write over an existing file")
    .action(async (sql, flags) => (await import("./query.ts")).query(sql, flags));
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("must be a whole number from 1.");
  return value;
}
