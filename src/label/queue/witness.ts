import { z } from "zod";
import type { Value } from "../../core/table.ts";
import { eachTerm } from "../functions/dictionary.ts";
import { eachWord, findPhrase } from "../functions/words.ts";
import { linearPattern } from "./linear-pattern.ts";
import { lowered } from "./lowered.ts";
import { apart, type Span } from "./span.ts";

/** What made a function vote: the words, or in a few signs the measurement or address. */
export interface Testimony {
  /** In order, apart. */
  readonly spans: readonly Span[];
  /** `word_count 12 < 50`, `example.com`; null where the words say it all or nothing can be said. */
  readonly note: string | null;
}

/** Tells what a function saw in a document, from its stored definition alone: no code of the pipeline runs. */
export interface Witness {
  /** Columns of the signals or documents that it needs besides the text. */
  readonly columns: readonly string[];
  testify(text: string, columns: Readonly<Record<string, Value>>): Testimony;
}

/** More underlining than this hides the text. */
const mostSpans = 100;

const pattern = z.union([z.string(), z.object({ $regexp: z.string() })]);
const bounds = z.partialRecord(z.enum(["above", "below", "atLeast", "atMost"]), z.number());
const definitions = z.union([
  z.object({ keyword: z.array(z.string()), wholeWords: z.boolean(), caseSensitive: z.boolean() }),
  z.object({ regex: pattern }),
  z.object({ dictionary: z.array(z.string()) }),
  z.object({ signal: z.string(), bounds: bounds.catch({}) }),
  z.object({ url: z.object({ hosts: z.array(z.string()).optional() }) }),
]);

/** A witness for a definition as the manifest of a `label` stage holds it; one that says nothing for arbitrary functions. */
export function witnessOf(definition: unknown): Witness {
  const { data: known } = definitions.safeParse(definition);
  if (known === undefined) return silent;
  if ("keyword" in known) return inText((text) => phrases(text, known));
  if ("dictionary" in known) return inText(termsOf(known.dictionary));
  if ("regex" in known) return inText(linearPattern(known.regex));
  if ("signal" in known) return measured(known.signal, known.bounds);
  return { columns: ["url"], testify: (_, { url }) => ({ spans: [], note: hostOf(url) }) };
}

const nothing: Testimony = { spans: [], note: null };
const silent: Witness = { columns: [], testify: () => nothing };

function inText(find: (text: string) => Iterable<Span>): Witness {
  return { columns: [], testify: (text) => ({ spans: firstOf(find(text)), note: null }) };
}

function firstOf(found: Iterable<Span>): Span[] {
  const spans: Span[] = [];
  for (const span of found) {
    if (spans.length === mostSpans) break;
    spans.push(span);
  }
  return spans;
}

function phrases(
  text: string,
  { keyword, wholeWords, caseSensitive }: { keyword: string[]; wholeWords: boolean; caseSensitive: boolean },
): Span[] {
  const { lower, place } = caseSensitive ? { lower: text, place: (at: number) => at } : lowered(text);
  const spans: Span[] = [];
  for (const word of keyword) {
    const phrase = caseSensitive ? word : word.toLowerCase();
    let at = findPhrase(lower, phrase, wholeWords);
    for (let n = 0; at >= 0 && n < mostSpans; n++) {
      spans.push([place(at), place(at + phrase.length)]);
      at = findPhrase(lower, phrase, wholeWords, at + phrase.length);
    }
  }
  return apart(spans);
}

function termsOf(terms: readonly string[]): (text: string) => Span[] {
  const known = new Set(terms);
  const longest = terms.reduce((most, term) => Math.max(most, term.split(" ").length), 1);
  return (text) => {
    const { lower, place } = lowered(text);
    const words: string[] = [];
    const places: Span[] = [];
    eachWord(lower, (start, end) => {
      words.push(lower.slice(start, end));
      places.push([start, end]);
    });
    const spans: Span[] = [];
    eachTerm(words, known, longest, (first, last) =>
      spans.push([place(places[first][0]), place(places[last][1])]),
    );
    return apart(spans);
  };
}

const signs = { above: ">", below: "<", atLeast: "≥", atMost: "≤" } as const;

function measured(name: string, within: z.infer<typeof bounds>): Witness {
  const said = (Object.keys(signs) as (keyof typeof signs)[])
    .filter((bound) => within[bound] !== undefined)
    .map((bound) => `${signs[bound]} ${within[bound]}`);
  return {
    columns: [name],
    testify: (_, columns) => {
      const value = columns[name];
      if (value === null || value === undefined) return { spans: [], note: [name, ...said].join(" ") };
      return { spans: [], note: [name, short(Number(value)), said.join(", ")].join(" ").trim() };
    },
  };
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

function hostOf(url: Value | undefined): string | null {
  return typeof url === "string" ? (URL.parse(url)?.hostname ?? null) : null;
}
