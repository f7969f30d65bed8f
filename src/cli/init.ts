import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../core/errors.ts";
import { ask, canAsk } from "./ask.ts";
import { type PipelineDraft, pipelineText, type Task, tasks } from "./init-text.ts";
import { type LookFlags, lookInto } from "./look.ts";
import { next, refuseOverwriting, replaceFile, shellWord } from "./output.ts";
import { plural, show } from "./show.ts";

/** Flags of `sluice init`. */
export interface InitFlags extends LookFlags {
  readonly name?: string;
  readonly output?: string;
  readonly task?: Task;
  readonly force?: boolean;
}

/** Documents whose ids are compared. */
const seenDocuments = 50_000;

/** `sluice init`: looks at the input and writes a pipeline file that fits it. */
export async function init(globs: string[], flags: InitFlags): Promise<void> {
  const input = globs.length > 0 ? globs : await askInput();
  const found = await lookInto(input, { ...flags, samples: seenDocuments });
  if (found.read.documents === 0) throw noDocuments(input, found.problems[0]?.error);
  const name = checkedName(flags.name ?? (await ask("Name of the pipeline", nameAfter(input[0]))));
  const task = flags.task ?? ((await ask("What for", "train", tasks)) as Task);
  const output = flags.output ?? `${name}.ts`;
  refuseOverwriting(output, flags.force);
  const draft: PipelineDraft = { name, task, input, format: flags.format, found };
  await replaceFile(output, (temporary) => writeFile(temporary, pipelineText(draft), { flag: "wx" }));
  process.stderr.write(
    `${show(output)}: a pipeline for ${plural(found.documents, "document")} of ${plural(found.files, "file")}\n`,
  );
  process.stdout.write(`${output}\n`);
  next(`sluice run ${shellWord(output)}`);
}

async function askInput(): Promise<string[]> {
  if (!canAsk()) throw new UserError('init: name the input: sluice init "data/*.jsonl.gz"');
  return [await ask("Which files", "data/*.jsonl.gz")];
}

function noDocuments(input: readonly string[], problem: string | undefined): UserError {
  const words = input.map(shellWord).join(" ");
  return new UserError(
    `init: no document can be read in ${words}${problem === undefined ? "" : `: ${problem}`} See more with: sluice look ${words}`,
  );
}

function checkedName(name: string): string {
  if (/^[a-z][a-z0-9_-]{0,63}$/i.test(name)) return name;
  throw new UserError(
    `init: a name is a letter, then letters, digits, _ or -, at most 64; got ${JSON.stringify(name)}. Choose one: --name NAME`,
  );
}

/** A name after the file, or after the folder when the file is a pattern: `crawl/*.warc.gz` gives `crawl`. */
function nameAfter(glob: string): string {
  const parts = glob.split("/").filter((part) => !/[*?[\]{}]/.test(part) && part !== "." && part !== "..");
  const stem = basename(parts.at(-1) ?? "").replace(/\..*$/, "");
  const name = stem
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/gi, "-")
    .replace(/^[^a-z]+|-+$/gi, "");
  return name.slice(0, 64) || "corpus";
}
