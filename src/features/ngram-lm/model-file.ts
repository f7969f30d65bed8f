import type { FileSink } from "../../core/stage.ts";
import { levelOver, type NgramModel } from "./model.ts";

const MAGIC = "sluice-ngram-lm 1\n";
const CHUNK = 1 << 24;

/** What the first lines of a model file say. */
interface Header extends Pick<NgramModel, "kind" | "order" | "trained"> {
  /** Bytes of the vocabulary, of the unigrams, and of each level. */
  readonly bytes: readonly number[];
}

/** Writes a model: a line of magic, a line of JSON, padding to 8 bytes, then the tables as they lie in memory, little-endian. */
export async function writeModel(sink: FileSink, model: NgramModel): Promise<void> {
  const { vocabulary, unigrams, levels, kind, order, trained } = model;
  const tables = [vocabulary, unigrams, ...levels.map(({ keys }) => keys)];
  const header: Header = { kind, order, trained, bytes: tables.map(({ byteLength }) => byteLength) };
  const text = `${MAGIC}${JSON.stringify(header)}`;
  await sink.write(Buffer.from(`${text}${" ".repeat(7 - (text.length % 8))}\n`));
  for (const { buffer, byteOffset, byteLength } of tables)
    for (let at = 0; at < byteLength; at += CHUNK)
      await sink.write(new Uint8Array(buffer, byteOffset + at, Math.min(CHUNK, byteLength - at)));
}

/** Reads the bytes of a model, which stay in use: its tables lie over them. Throws when they are no such model or cut short. */
export function readModel(file: Uint8Array): NgramModel {
  const aligned = file.byteOffset % 4 === 0 ? file : file.slice();
  const buffer = Buffer.from(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (buffer.subarray(0, MAGIC.length).toString() !== MAGIC)
    throw new Error("not a language model of version 1");
  const end = buffer.indexOf("\n", MAGIC.length) + 1;
  const { bytes, ...header } = JSON.parse(buffer.toString("utf8", MAGIC.length, end)) as Header;
  const wanted = bytes.reduce((sum, size) => sum + size, end);
  if (buffer.length !== wanted)
    throw new Error(`language model has ${buffer.length} bytes, expected ${wanted}`);
  let at = buffer.byteOffset + end;
  const tables = bytes.map((size) => {
    const table = new Int32Array(buffer.buffer, at, size / 4);
    at += size;
    return table;
  });
  const [vocabulary, unigrams, ...levels] = tables;
  return {
    ...header,
    vocabulary: new Uint32Array(vocabulary.buffer, vocabulary.byteOffset, vocabulary.length),
    unigrams: new Float32Array(unigrams.buffer, unigrams.byteOffset, unigrams.length),
    levels: levels.map(levelOver),
  };
}
