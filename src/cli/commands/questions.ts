import type { Command } from "commander";
import { oneOf, positive, readsWorkspace, whole, writesFile } from "./flags.ts";

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

function addRules(program: Command): void {
  const rules = program.command("rules").description("what rules remove, and what another one would");
  readsWorkspace(rules.command("list"))
    .description("the rules in force: documents, share, and what each removes alone")
    .option("--json", "print JSON")
    .action(async (flags) => (await import("../rules-list.ts")).listRules(flags));
  readsWorkspace(
    rules.command("try").argument("<predicate>", 'when it holds a document is dropped: "word_count < 80"'),
  )
    .description("what a rule would drop and keep, without running anything")
    .option("--replaces <rule>", "a rule in force that it would take the place of")
    .option("--tokenizer <name>", "whose counts are summed (default: the first counted)")
    .option("--examples <n>", "documents shown on each side of the bound", positive, 4)
    .option("--json", "print JSON")
    .action(async (predicate, flags) => (await import("../rules-try.ts")).tryPredicate(predicate, flags));
  readsWorkspace(
    rules
      .command("set")
      .argument("<rule>", "name of a rule in force, or of a new one")
      .argument("[predicate]", 'when it holds a document is dropped: "word_count < 80"'),
  )
    .description("write a rule into the pipeline file, with the difference and what it comes to")
    .option("--off", "turn the rule off")
    .option("--stage <name>", "the stage of rules (default: the one that has the rule)")
    .option("--dry-run", "show the difference, write nothing")
    .option("--json", "print JSON")
    .action(async (rule, predicate, flags) =>
      (await import("../rules-set.ts")).setRule(rule, predicate, flags),
    );
}
