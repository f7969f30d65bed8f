import { bloomSize, createBloom, enter } from "./bloom.ts";
import { gramPlaces, gramTotal } from "./example-grams.ts";
import type { Example } from "./examples.ts";
import { buildTable } from "./gram-table.ts";
import { createGrams, hashGrams } from "./grams.ts";
import type { BloomHeader, ExactHeader } from "./index-file.ts";
import type { Settings } from "./options.ts";
import { Growing, pack } from "./packed.ts";
import { Words } from "./words.ts";

/** Gathers the grams of evaluation examples, set after set, and packs them as an exact or a Bloom index. */
export class IndexBuilder {
  readonly #settings: Settings;
  readonly #words: Words;
  readonly #grams = createGrams();
  /** The hash of the word that all numbers become. */
  readonly #number: Uint32Array;
  readonly #ids: string[] = [];
  /** By example: its set, and how many grams it has. */
  readonly #sets = new Growing();
  readonly #totals = new Growing();
  /** Words of all examples, one after the other: where their letters end. */
  readonly #letters = new Growing();
  readonly #wordEnds = new Growing();
  /** By gram place: hash, example, first word among all words, length in words. */
  readonly #low = new Growing();
  readonly #high = new Growing();
  readonly #example = new Growing();
  readonly #first = new Growing();
  readonly #length = new Growing();

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#words = new Words(settings.normalize);
    this.#words.read(Buffer.from("0"), 0, 1);
    this.#number = this.#words.hashes.slice(0, 2);
  }

  get examples(): number {
    return this.#ids.length;
  }

  /** Gram places entered up to now. */
  get grams(): number {
    return this.#low.length;
  }

  /** Enters an example of set number `set`; answers how many of its grams are looked for. */
  add(set: number, { id, question, answer }: Example): number {
    const firstWord = this.#wordEnds.length;
    const asked = this.#appendWords(question);
    const hashes = [...asked, ...this.#appendWords(answer)];
    const count = hashes.length / 2;
    const places = gramPlaces(asked.length / 2, count - asked.length / 2, this.#settings).filter(
      ({ at, length }) => !this.#isMostlyNumbers(hashes, at, length),
    );
    for (const { at, length } of places) {
      const gram = { count: length, hashes: Uint32Array.from(hashes.slice(2 * at, 2 * (at + length))) };
      hashGrams(this.#grams, gram, length);
      this.#low.push(this.#grams.hashes[0]);
      this.#high.push(this.#grams.hashes[1]);
      this.#example.push(this.#ids.length);
      this.#first.push(firstWord + at);
      this.#length.push(length);
    }
    this.#ids.push(id);
    this.#sets.push(set);
    this.#totals.push(gramTotal(places));
    return places.length;
  }

  /** The parts of the index file. */
  finish(): Uint8Array[] {
    return this.#settings.index === "bloom" ? this.#bloom() : this.#exact();
  }

  /** Where all numbers are alike, a row of them says nothing: any table of numbers would hold it. */
  #isMostlyNumbers(hashes: readonly number[], at: number, length: number): boolean {
    if (!this.#settings.normalize.numbers) return false;
    let count = 0;
    for (let k = at; k < at + length; k++)
      if (hashes[2 * k] === this.#number[0] && hashes[2 * k + 1] === this.#number[1]) count++;
    return 2 * count > length;
  }

  /** Appends the words of a text; answers their hashes, two numbers for a word. */
  #appendWords(text: string): number[] {
    const bytes = Buffer.from(text);
    const words = this.#words;
    words.read(bytes, 0, bytes.length);
    const before = this.#letters.length;
    const letters = words.count === 0 ? 0 : words.ends[words.count - 1];
    this.#letters.append(words.letters.subarray(0, letters));
    for (let i = 0; i < words.count; i++) this.#wordEnds.push(before + words.ends[i]);
    return Array.from(words.hashes.subarray(0, 2 * words.count));
  }

  #exact(): Uint8Array[] {
    const { table, numbers } = buildTable(this.#low.values(), this.#high.values());
    const { starts, order } = grouped(numbers, table.low.length);
    const by = (values: Uint32Array) => order.map((i) => values[i]);
    const header: ExactHeader = { kind: "exact", ids: this.#ids, lengths: this.#lengths() };
    return pack(header, {
      ...table,
      starts,
      examples: by(this.#example.values()),
      firsts: by(this.#first.values()),
      lengths: by(this.#length.values()),
      sets: this.#sets.values(),
      totals: this.#totals.values(),
      letters: this.#letters.values(),
      wordEnds: this.#wordEnds.values(),
    });
  }

  /** A filter for each set, so that a hit says which. */
  #bloom(): Uint8Array[] {
    const { against, falsePositives } = this.#settings;
    const [lows, highs, sets] = [this.#low.values(), this.#high.values(), this.#sets.values()];
    const owners = this.#example.values().map((example) => sets[example]);
    const filters = against.map((_, set) => {
      const mine = (values: Uint32Array) => values.filter((_value, i) => owners[i] === set);
      const { table } = buildTable(mine(lows), mine(highs));
      const filter = createBloom(bloomSize(table.low.length, falsePositives));
      for (const [i, low] of table.low.entries()) enter(filter, low, table.high[i]);
      return filter;
    });
    const header: BloomHeader = {
      kind: "bloom",
      lengths: this.#lengths(),
      filters: filters.map(({ size, hashes }) => ({ size, hashes })),
    };
    return pack(header, Object.fromEntries(filters.map(({ bits }, set) => [`bits${set}`, bits])));
  }

  #lengths(): number[] {
    return [...new Set(this.#length.values())].sort((a, b) => b - a);
  }
}

/** Lists what has number k at `order[starts[k]]` up to `order[starts[k + 1]]`, in their order. */
function grouped(numbers: Uint32Array, count: number): { starts: Uint32Array; order: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const number of numbers) starts[number + 1]++;
  for (let k = 0; k < count; k++) starts[k + 1] += starts[k];
  const next = starts.slice();
  const order = new Uint32Array(numbers.length);
  for (const [i, number] of numbers.entries()) order[next[number]++] = i;
  return { starts, order };
}
