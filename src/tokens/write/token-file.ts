import type { QueryContext } from "../../core/stage.ts";
import type { Format } from "./formats.ts";
import { hashingFile, type WrittenFile } from "./hashing-file.ts";
import { type IdWidth, packIds } from "./id-bytes.ts";

/** A document on its way into a token file: its ids as bytes, without the end-of-text token. */
export interface EncodedDocument {
  readonly id: string;
  readonly source: string;
  readonly position: number | null;
  readonly ids: Uint8Array;
}

/** Where a document lies in a file, in tokens from its first; `end` is exclusive and counts the end-of-text token. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A finished token file with the files that lead from its tokens to documents. */
export interface TokenFileRecord extends WrittenFile {
  readonly documents: number;
  readonly tokens: number;
  /** uint64 per document: position after its last token. */
  readonly ends: WrittenFile;
  /** JSON line per document: id, source, position. */
  readonly index: WrittenFile;
}

/** A token file being written. */
export interface TokenFile {
  readonly name: string;
  add(document: EncodedDocument): Promise<Span>;
  close(): Promise<TokenFileRecord>;
}

/** What all token files of a data set share. */
export interface Layout {
  readonly format: Format;
  readonly width: IdWidth;
  readonly endOfText: number;
}

/** The names of the files that go with a token file. */
export function companions(name: string): { readonly ends: string; readonly index: string } {
  const stem = name.replace(/\.bin$/, "");
  return { ends: `${stem}.ends.bin`, index: `${stem}.documents.jsonl` };
}

/** Starts a token file that will hold `planned` tokens. */
export async function openTokenFile(
  context: QueryContext,
  name: string,
  planned: number,
  layout: Layout,
): Promise<TokenFile> {
  const { format, width } = layout;
  const names = companions(name);
  const bin = hashingFile(name, await context.create(name));
  const ends = hashingFile(names.ends, await context.create(names.ends));
  const index = hashingFile(names.index, await context.create(names.index));
  const endOfText = packIds([layout.endOfText], width);
  await bin.write(format.header(planned, width));
  let documents = 0;
  let tokens = 0;

  return {
    name,
    async add({ id, source, position, ids }) {
      const start = tokens;
      if (format.endOfText === "prepended") await bin.write(endOfText);
      await bin.write(ids);
      if (format.endOfText === "appended") await bin.write(endOfText);
      tokens += ids.length / width + 1;
      documents++;
      await ends.write(uint64(tokens));
      await index.write(Buffer.from(`${JSON.stringify({ id, source, position })}\n`));
      return { start, end: tokens };
    },
    async close() {
      if (tokens !== planned) throw new Error(`${name}: planned ${planned} tokens, wrote ${tokens}`);
      return {
        ...(await bin.close()),
        documents,
        tokens,
        ends: await ends.close(),
        index: await index.close(),
      };
    },
  };
}

function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}
