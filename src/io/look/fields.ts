/** One field of the records: how often it is there, as what, and one value of it. */
export interface FieldProfile {
  readonly name: string;
  /** Share of records that have a value: not null, not an empty text. */
  readonly filled: number;
  /** Share of the values by type: `string`, `number`, `boolean`, `array`, `object`. */
  readonly types: Readonly<Record<string, number>>;
  /** Mean length of the texts, in characters. */
  readonly length: number | null;
  readonly example: string | null;
}

const maximumFields = 500;

/** Counts the fields of records that pass by. */
export class FieldCounts {
  records = 0;
  readonly #fields = new Map<string, Counts>();

  add(fields: Readonly<Record<string, unknown>>): void {
    this.records++;
    for (const name of Object.keys(fields)) {
      const counts = this.#fields.get(name) ?? this.#begin(name);
      if (counts !== undefined) count(counts, fields[name]);
    }
  }

  profiles(): FieldProfile[] {
    return [...this.#fields].map(([name, counts]) => profile(name, counts, this.records));
  }

  #begin(name: string): Counts | undefined {
    if (this.#fields.size >= maximumFields) return undefined; // records with keys for values: the first ones tell it
    const counts: Counts = { types: new Map(), characters: 0, example: null };
    this.#fields.set(name, counts);
    return counts;
  }
}

interface Counts {
  readonly types: Map<string, number>;
  characters: number;
  example: string | null;
}

function count(counts: Counts, value: unknown): void {
  if (value === null || value === undefined || value === "") return;
  const type = Array.isArray(value) ? "array" : typeof value;
  counts.types.set(type, (counts.types.get(type) ?? 0) + 1);
  if (typeof value === "string") counts.characters += value.length;
  counts.example ??= (typeof value === "string" ? value : String(JSON.stringify(value)))
    .slice(0, 120)
    .toWellFormed();
}

function profile(name: string, { types, characters, example }: Counts, records: number): FieldProfile {
  const filled = [...types.values()].reduce((sum, n) => sum + n, 0);
  const shares = Object.fromEntries([...types].map(([type, n]) => [type, n / filled]));
  const strings = types.get("string") ?? 0;
  return {
    name,
    filled: filled / records,
    types: shares,
    length: strings === 0 ? null : characters / strings,
    example,
  };
}

const usualNames = [
  "text",
  "content",
  "body",
  "raw_content",
  "article",
  "document",
  "passage",
  "markdown",
  "html",
  "code",
];

/** The field that most likely holds the text: one with a usual name, else the one with the longest texts. */
export function guessText(profiles: readonly FieldProfile[]): string | undefined {
  const known = usualNames.find((name) => profiles.some((field) => field.name.toLowerCase() === name));
  const usual = profiles.find((field) => field.name.toLowerCase() === known);
  const longest = profiles
    .filter((field) => field.length !== null)
    .sort((a, b) => (b.length ?? 0) - (a.length ?? 0))[0];
  return (usual ?? longest)?.name;
}
