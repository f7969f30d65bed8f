import type { Command } from "commander";
import { oneOf, positive, readsWorkspace, share } from "./flags.ts";
import { addRulesSearch } from "./rules-search.ts";

/** Declares `sluice rules …`: what rules remove, what others would, and which ones the documents suggest. */
export function addRules(program: Command): void {
  const rules = program
    .command("rules")
    .description("what rules remove, what another one would, and which ones to try");
  addLooking(rules);
  addFinding(rules);
  addRulesSearch(rules);
  addChanging(rules);
  rules
    .command("presets")
    .argument("[name]", "one of them, with its rules")
    .description("the published recipes")
    .option("--json", "print JSON")
    .action(async (name, flags) => (await import("../rules-presets.ts")).rulePresets(name, flags));
}

/** Every rule over the whole corpus. */
function addLooking(rules: Command): void {
  asksLedger(rules.command("list"))
    .description("the rules in force: documents, share, and what each removes alone")
    .action(async (flags) => (await import("../rules-list.ts")).listRules(flags));
  asksLedger(rules.command("losses"))
    .description("what each rule takes with others and alone: documents, characters, tokens")
    .addOption(oneOf("--by <part>", "also in every source or language", ["source", "language"]))
    .action(async (flags) => (await import("../rules-losses.ts")).ruleLosses(flags));
  asksLedger(rules.command("overlap"))
    .description("which rules fire together: pairs, and the largest exact combinations")
    .option("--top <n>", "pairs and combinations shown", positive, 15)
    .action(async (flags) => (await import("../rules-overlap.ts")).ruleOverlap(flags));
  asksLedger(rules.command("examples").argument("<rule>", "name of a rule in force"))
    .description("documents just inside and just outside the bounds of a rule")
    .option("--count <n>", "documents on each side", positive, 5)
    .option("--stage <name>", "the stage of rules, where several have the rule")
    .action(async (rule, flags) => (await import("../rules-examples.ts")).ruleExamples(rule, flags));
}

/** Rules that are not there yet. */
function addFinding(rules: Command): void {
  asksLedger(
    rules.command("try").argument("<predicate>", 'when it holds a document is dropped: "word_count < 80"'),
  )
    .description("what a rule would drop and keep, without running anything")
    .option("--replaces <rule>", "a rule in force that it would take the place of")
    .option("--examples <n>", "documents shown on each side of the bound", positive, 4)
    .action(async (predicate, flags) => (await import("../rules-try.ts")).tryPredicate(predicate, flags));
  asksLedger(
    rules
      .command("contrast")
      .argument("<a>", 'documents one wants, as a predicate: "source like \'%books%\'", "kept"')
      .argument("[b]", "documents one does not want (default: all others)"),
  )
    .description("every signal in two subsets, ranked by how far they lie apart, with bounds")
    .option("--task <name>", "lets both name the label of a task: \"label = 'good'\"")
    .addOption(oneOf("--by <measure>", "rank by this separation (default: ks)", ["ks", "auc", "js"]))
    .option("--top <n>", "signals shown", positive, 10)
    .action(async (a, b, flags) => (await import("../rules-contrast.ts")).contrastSubsets(a, b, flags));
  asksLedger(rules.command("suggest"))
    .description("bounds on signals from labeled documents, with precision and recall")
    .requiredOption("--labels <task>", "the task whose labels say what should go")
    .option(
      "--positive <label>",
      "the label of what should go (default: the other one of keep, good, 1, yes, true)",
    )
    .option("--precision <share>", "the highest recall at this precision, instead of the highest F1", share)
    .option("--top <n>", "signals shown", positive, 10)
    .action(async (flags) => (await import("../rules-suggest.ts")).suggestRules(flags));
}

/** The pipeline file. */
function addChanging(rules: Command): void {
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

/** What every command that asks the ledger takes. */
function asksLedger(command: Command): Command {
  return readsWorkspace(command)
    .option("--tokenizer <name>", "whose counts are summed (default: the first counted)")
    .option("--json", "print JSON");
}
