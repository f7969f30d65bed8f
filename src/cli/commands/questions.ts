import type { Command } from "commander";
import { oneOf, positive, readsWorkspace, whole, writesFile } from "./flags.ts";
import { addRules } from "./rules.ts";

/** Declares the commands that ask a workspace: query, explain, rules, signals. */
export function addQuestions(program: Command): void {
  addQuery(program);
  readsWorkspace(program.command("explain").argument("<id>", "id of a document"))
    .description("one document's whole story: measurements, decisions, duplicates, votes, score")
    .option("--text <n>", "characters of text to print", whole, 600)
    .option("--json", "print JSON")
    .action(async (id, flags) => (await import("../explain.ts")).explain(id, flags));
  addRules(program);
  program
    .command("signals")
    .argument("[filter]", "part of a name, a family or a definition")
    .description("everything that can be measured: name, unit, definition, source")
    .option("--json", "print JSON")
    .action(async (filter, flags) => (await import("../signals.ts")).signals(filter, flags));
}

function addQuery(program: Command): void {
  const command = readsWorkspace(
    program.command("query").argument("<sql>", 'a query, or just "from decisions"'),
  ).description("ask the workspace in SQL");
  writesFile(command, "write there instead of standard output; the ending chooses the format")
    .addOption(
      oneOf("--format <format>", "format of the result (default: table, or by the ending of --output)", [
        "table",
        "csv",
        "json",
        "jsonl",
        "parquet",
        "arrow",
      ]),
    )
    .option("--rows <n>", "rows of a table to print", positive, 200)
    .action(async (sql, flags) => (await import("../query.ts")).query(sql, flags));
}
