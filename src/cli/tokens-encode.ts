import { open } from "node:fs/promises";
import { UserError } from "../core/errors.ts";
import { compressionByName, formatByName } from "../io/read/format.ts";
import { loadTokenizer } from "../tokens/tokenizers/tokenizer.ts";
import { next, type OutputFlags, refuseOverwriting, replaceFile, shellWord, writeStdout } from "./output.ts";
import { count, plural, show } from "./show.ts";
import { type Faults, type NamedText, textsOf, textsOfLines } from "./texts-of.ts";

/** Flags of `sluice tokens encode`. */
export interface EncodeFlags extends OutputFlags {
  readonly input: string;
  readonly tokenizer: string;
}

/** `sluice tokens encode`: the ids of every text, as JSONL of `{id, ids}`. */
export async function encode(flags: EncodeFlags): Promise<void> {
  if (flags.output !== undefined) refuseOverwriting(flags.output, flags.force);
  const faults: Faults = { count: 0 };
  const texts = isLines(flags.input) ? textsOfLines(flags.input) : textsOf([flags.input], faults);
  const tally = { texts: 0, tokens: 0 };
  const lines = refuseNothing(encoded(texts, flags.tokenizer, tally), flags.input, faults);
  if (flags.output === undefined) await writeLines(lines, writeStdout);
  else await replaceFile(flags.output, (temporary) => writeFileOf(lines, temporary));
  if (faults.count > 0)
    process.stderr.write(
      `${plural(faults.count, "record")} could not be read, the first at ${show(faults.first ?? "")}\n`,
    );
  process.stderr.write(
    `${plural(tally.texts, "text")}, ${count(tally.tokens)} tokens (${flags.tokenizer})\n`,
  );
  next(`sluice tokens count --input ${shellWord(flags.input)} --tokenizer ${flags.tokenizer}`);
}

/** JSONL, also where the name does not say so but is no other format: one value a line. */
function isLines(input: string): boolean {
  const format = formatByName(input);
  return format === "jsonl" || (format === undefined && compressionByName(input) === "none");
}

/** Input without a text is the person's turn, before anything is put in place. */
async function* refuseNothing(
  lines: AsyncIterable<string>,
  input: string,
  faults: Faults,
): AsyncGenerator<string> {
  let isEmpty = true;
  for await (const line of lines) {
    isEmpty = false;
    yield line;
  }
  if (isEmpty) throw new UserError(`${input}: holds no text${faults.first ? `: ${faults.first}` : ""}`);
}

async function* encoded(
  texts: AsyncIterable<NamedText>,
  name: string,
  tally: { texts: number; tokens: number },
): AsyncGenerator<string> {
  const tokenizer = loadTokenizer(name);
  for await (const { id, text } of texts) {
    const ids = tokenizer.encode(text);
    tally.texts++;
    tally.tokens += ids.length;
    yield `{"id":${JSON.stringify(id)},"ids":[${ids.join(",")}]}\n`;
  }
}

async function writeFileOf(lines: AsyncIterable<string>, path: string): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await writeLines(lines, async (text) => void (await handle.write(text)));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes in pieces of some size. */
async function writeLines(
  lines: AsyncIterable<string>,
  write: (text: string) => Promise<void>,
): Promise<void> {
  let waiting = "";
  for await (const line of lines) {
    waiting += line;
    if (waiting.length < 1 << 16) continue;
    await write(waiting);
    waiting = "";
  }
  if (waiting !== "") await write(waiting);
}
