import { type Command, InvalidArgumentError } from "commander";
import { readQuantity } from "../../tokens/cost/quantity.ts";
import { oneOf, positive, readsWorkspace, share, whole, writesFile } from "./flags.ts";

/** Declares `sluice rules search`. */
export function addRulesSearch(rules: Command): void {
  const command = readsWorkspace(rules.command("search"))
    .description("look for the rules and bounds that do best by a goal, and write the pipeline that has them")
    .addOption(
      oneOf("--goal <goal>", "what is best", ["label-f1", "perplexity", "similarity"]).default("label-f1"),
    )
    .option("--labels <file>", "label-f1: labels by id (.csv, .jsonl, .parquet with id, label)")
    .option("--task <name>", "label-f1: a task whose labels the workspace has")
    .option(
      "--keep <label>",
      "label-f1: the label of what should be kept (default: keep, good, 1, yes, true)",
    )
    .option("--target <file or predicate>", "perplexity, similarity: the text to be like")
    .addOption(
      oneOf("--units <kind>", "of the target: words, or characters", ["words", "characters"]).default(
        "words",
      ),
    )
    .option("--budget <tokens>", "tokens that must be kept, such as 10M", quantity)
    .option(
      "--rules <names>",
      "published rules to try beside those in force, parted by commas: gopher, c4, …; or in-force (default: all)",
    )
    .option("--stage <name>", "the stage of rules to change (default: the only one)")
    .option("--documents <n>", "documents to look at, chosen by hash", positive, 20_000)
    .option("--held-out <share>", "share of them kept aside to judge what was found", share, 0.3)
    .option("--trials <n>", "recipes to try (default: 2000, for goals over texts 300)", positive)
    .option("--seconds <n>", "stop after so long, with the best so far", positive)
    .option("--seed <n>", "another seed tries other recipes", whole, 1)
    .addOption(oneOf("--sampler <name>", "how recipes are proposed", ["tpe", "random"]).default("tpe"));
  writesFile(command, "write the pipeline with the best recipe there (.ts)")
    .option("--json", "print JSON")
    .action(async (flags) => (await import("../rules-search.ts")).searchRules(flags));
}

/** Reads `10M` as 10,000,000. */
function quantity(text: string): number {
  const value = readQuantity(text);
  if (value === undefined || !(value > 0))
    throw new InvalidArgumentError("must be a number of tokens such as 10M.");
  return value;
}
