import type { Command } from "commander";
import { oneOf, positive, readsWorkspace, writesFile } from "./flags.ts";

/** Declares the commands about runs: run, plan, report. */
export function addRuns(program: Command): void {
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
    .option(
      "--undo <rule...>",
      "turn these rules off, and restore what they removed: RULE, RULE.PART or STAGE.RULE",
    )
    .option(
      "--against <release...>",
      "also drop what has a copy in these: workspaces, or Parquet or JSONL files",
    )
    .option("--memory <bytes>", "memory for SQL over whole tables", positive)
    .addOption(
      oneOf("--verify <how>", "check results on disk by size or full (hashes)", ["size", "full"]).default(
        "size",
      ),
    )
    .option("--strict", "an input record that cannot be read is an error")
    .option("--no-report", "do not write report.html")
    .option("--json", "print the record of the run as JSON on standard output")
    .action(async (file, flags) => void (await (await import("../run.ts")).run(file, flags)));
  program
    .command("plan")
    .argument("<pipeline>", "a pipeline file")
    .description("say what would run, and why")
    .option("--workspace <dir>", "the workspace (default: ./<name>.sluice)")
    .option("--input <glob...>", "read these files instead of those that the pipeline names")
    .option("--sample <n>", "as in run", positive)
    .option("--until <stage>", "stop after this stage")
    .option("--undo <rule...>", "as in run")
    .option("--against <release...>", "as in run")
    .option("--json", "print JSON")
    .action(async (file, flags) => (await import("../plan.ts")).plan(file, flags));
  writesFile(
    readsWorkspace(program.command("report").description("one self-contained HTML file about the last run")),
    "where to write it (default: report.html in the workspace)",
  ).action(async (flags) => (await import("../report.ts")).report(flags));
}
