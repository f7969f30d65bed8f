import xxhash from "xxhash-wasm";
import type { SourceDocument, SourceFault, SourceRecord } from "../../core/stage.ts";
import { show } from "../read/fault.ts";
import { FieldCounts } from "./fields.ts";

/** Tells the language of a text, or null. */
export type GuessLanguage = (text: string) => string | null;

/** Faults with one reason: how many, and the first. */
export interface Problem {
  readonly error: string;
  readonly count: number;
  readonly first: { readonly source: string; readonly position: number; readonly excerpt: string };
}

const languageSample = 300;

/** What was seen of the records so far. */
export class Summary {
  readonly fields = new FieldCounts();
  readonly lengths: number[] = [];
  readonly samples: SourceDocument[] = [];
  readonly mediaTypes = new Map<string, number>();
  readonly languages = new Map<string, number>();
  readonly #problems = new Map<string, { count: number; first: SourceFault }>();
  readonly #hashes = new Set<bigint>();
  readonly #hash: (text: string) => bigint;
  readonly #language: GuessLanguage | undefined;
  readonly #maximumSamples: number;
  faults = 0;

  private constructor(hash: (text: string) => bigint, samples: number, language: GuessLanguage | undefined) {
    this.#hash = hash;
    this.#maximumSamples = samples;
    this.#language = language;
  }

  static async create(samples: number, language: GuessLanguage | undefined): Promise<Summary> {
    return new Summary((await xxhash()).h64, samples, language);
  }

  get documents(): number {
    return this.lengths.length;
  }

  /** Share of documents whose text was seen before. */
  get duplicateShare(): number {
    return this.documents === 0 ? 0 : (this.documents - this.#hashes.size) / this.documents;
  }

  get problems(): Problem[] {
    const all = [...this.#problems].map(([error, { count, first }]) => {
      const { source, position, excerpt } = first;
      return { error, count, first: { source, position, excerpt } };
    });
    return all.sort((a, b) => b.count - a.count);
  }

  add(record: SourceRecord): void {
    if ("error" in record) this.#addFault(record);
    else this.#addDocument(record);
  }

  #addFault(fault: SourceFault): void {
    this.faults++;
    const reason = fault.error.replace(/\b\d+\b/g, "N");
    const problem = this.#problems.get(reason);
    if (problem === undefined) this.#problems.set(reason, { count: 1, first: fault });
    else problem.count++;
  }

  #addDocument(document: SourceDocument): void {
    const text =
      typeof document.text === "string" ? document.text : Buffer.from(document.text).toString("utf8");
    this.#hashes.add(this.#hash(text));
    const type = document.metadata?.media_type;
    if (typeof type === "string") add(this.mediaTypes, show(type));
    if (this.documents < languageSample && this.#language)
      add(this.languages, this.#language(text) ?? "unknown");
    if (this.samples.length < this.#maximumSamples)
      this.samples.push({ ...document, text: text.slice(0, 400).toWellFormed() });
    this.lengths.push(text.length);
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
