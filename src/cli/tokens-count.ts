import { UserError } from "../core/errors.ts";
import { loadTokenizer } from "../tokens/tokenizers/tokenizer.ts";
import { grid } from "./grid.ts";
import { next, printJson } from "./output.ts";
import { plural, show } from "./show.ts";
import { type Faults, textsOf } from "./texts-of.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice tokens count`. */
export interface CountFlags {
  readonly input?: string[];
  readonly workspace?: string;
  readonly tokenizer: string;
  readonly text?: string;
  readonly json?: boolean;
}

/** `sluice tokens count`: tokens of files, or what a workspace counted. */
export async function countFiles(flags: CountFlags): Promise<void> {
  const rows =
    flags.input === undefined ? await ofWorkspace(flags.workspace) : await ofFiles(flags.input, flags);
  if (flags.json) printJson(rows);
  else process.stdout.write(`${grid(rows)}\n`);
  const tokens = rows.at(-1)?.tokens;
  next(`sluice cost train --tokens ${tokens ?? "1B"} --parameters 124M`);
}

type Count = Record<string, string | number>;

function ofWorkspace(workspace: string | undefined): Promise<Count[]> {
  return withViews(workspace, async ({ database }) => {
    const rows = await database.rows(
      `SELECT tokenizer, CASE WHEN id IN (SELECT id FROM survivors) THEN 'kept' ELSE 'dropped' END AS state,
         count(*) AS documents, CAST(sum(tokens) AS BIGINT) AS tokens
       FROM tokens GROUP BY ALL ORDER BY tokenizer, state`,
    );
    if (rows.length > 0) return rows as unknown as Count[];
    throw new UserError(
      'tokens count: no stage of this workspace counts. Add one: countTokens({ tokenizer: "gpt2" })',
    );
  });
}

async function ofFiles(globs: readonly string[], flags: CountFlags): Promise<Count[]> {
  const tokenizer = loadTokenizer(flags.tokenizer);
  const faults: Faults = { count: 0 };
  const files = new Map<string, { documents: number; bytes: number; tokens: number }>();
  for await (const { text, source } of textsOf(globs, faults, flags.text)) {
    const bytes = Buffer.from(text);
    const sum = files.get(source) ?? { documents: 0, bytes: 0, tokens: 0 };
    sum.documents++;
    sum.bytes += bytes.length;
    sum.tokens += tokenizer.count(bytes);
    files.set(source, sum);
  }
  if (files.size === 0)
    throw new UserError(`tokens count: no text in ${globs.join(", ")}: ${faults.first ?? "no file"}`);
  if (faults.count > 0)
    process.stderr.write(
      `${plural(faults.count, "record")} could not be read, the first at ${show(faults.first ?? "")}\n`,
    );
  return withTotal([...files].map(([source, sum]) => countRow(source, sum)));
}

function countRow(
  source: string,
  { documents, bytes, tokens }: { documents: number; bytes: number; tokens: number },
): Count {
  return {
    source,
    documents,
    bytes,
    tokens,
    bytes_per_token: Number((bytes / Math.max(1, tokens)).toFixed(2)),
  };
}

function withTotal(rows: readonly Count[]): Count[] {
  if (rows.length === 1) return [...rows];
  const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
  return [
    ...rows,
    countRow("all", { documents: sum("documents"), bytes: sum("bytes"), tokens: sum("tokens") }),
  ];
}
