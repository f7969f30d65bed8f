import { batchOf } from "../../src/core/batch.ts";
import type { Row } from "../../src/core/table.ts";
import { c4 } from "../../src/features/signals/c4.ts";
import { dialectFamilies } from "../../src/features/signals/dialects/index.ts";
import { Document } from "../../src/features/signals/document.ts";
import type { Family, Measure, Measurements } from "../../src/features/signals/family.ts";
import { fineweb } from "../../src/features/signals/fineweb.ts";
import { gopherQuality } from "../../src/features/signals/gopher-quality.ts";
import { gopherRepetition } from "../../src/features/signals/gopher-repetition.ts";
import { measure } from "../../src/features/signals/measure.ts";
import { Tokens } from "../../src/features/signals/tokens.ts";
import { classAt, codePointAt, LETTER, sizeOf, WORD } from "../../src/features/signals/unicode.ts";
import { Vocabulary } from "../../src/features/signals/vocabulary.ts";
import type { TestDocument } from "./conformance-documents.ts";

/** The families that are compared. */
export const compared: readonly Family[] = [gopherQuality, gopherRepetition, c4, fineweb, ...dialectFamilies];

/** Our measurements, document by document. */
export async function measured(documents: readonly TestDocument[]): Promise<Row[]> {
  const kernel = await measure(...compared).open({ stage: "signals", file: (name) => name });
  const rows: Row[] = [];
  for (let at = 0; at < documents.length; at += 64) {
    const part = documents.slice(at, at + 64).map(({ id, text }) => ({ id, text }));
    const { signals } = await kernel(batchOf({ id: "VARCHAR", text: "VARCHAR" }, part));
    rows.push(...signals.toArray().map((row) => row.toJSON()));
  }
  return rows;
}

/** Tokens that another tokenizer cut, in the place of our own. */
class GivenTokens extends Tokens {
  /** Takes the tokens; `ellipses` belongs to the text and stays as it was read. */
  take(tokens: readonly string[], isSymbol: (token: string) => boolean): this {
    const bytes = Buffer.from(tokens.join(""));
    this.squeezed = Buffer.concat([bytes, Buffer.alloc(64)]);
    this.view = new DataView(this.squeezed.buffer, this.squeezed.byteOffset);
    this.offsets = new Int32Array(tokens.length + 1);
    this.characters = new Int32Array(tokens.length + 1);
    this.kinds = new Uint8Array(tokens.length);
    this.count = tokens.length;
    this.words = this.wordCharacters = this.alphabetic = 0;
    for (const [t, token] of tokens.entries()) this.#put(t, token, isSymbol(token));
    return this;
  }

  #put(t: number, token: string, isSymbol: boolean): void {
    const characters = [...token].length;
    this.offsets[t + 1] = this.offsets[t] + Buffer.byteLength(token);
    this.characters[t + 1] = this.characters[t] + characters;
    if (/\p{L}/u.test(token)) this.alphabetic++;
    if (isSymbol) return;
    this.words++;
    this.wordCharacters += characters;
  }
}

/** A document whose tokens are given. */
class TokenizedDocument extends Document {
  readonly given = new GivenTokens();
  readonly #vocabulary = new Vocabulary();

  override get tokens(): Tokens {
    return this.given;
  }

  override get vocabulary(): Vocabulary {
    return this.#vocabulary.read(this.given);
  }
}

const tokenFamilies = [gopherQuality, gopherRepetition, fineweb];

/** The measurements that our definitions give on datatrove's own tokens. */
export function onGivenTokens(
  isSymbol: (token: string) => boolean,
): (text: string, tokens: readonly string[]) => Measurements {
  const document = new TokenizedDocument();
  const measures = tokenFamilies.map((family) => family.open() as Measure);
  return (text, tokens) => {
    const bytes = Buffer.from(text);
    document.load({ bytes, offsets: Int32Array.from([0, bytes.length]), length: 1 }, 0);
    document.given.ellipses = new Tokens().read(document).ellipses;
    document.given.take(tokens, isSymbol);
    return Object.assign({}, ...measures.map((one) => one(document, {})));
  };
}

/** Our sign of a symbol: a token without a letter or a number. */
export function holdsNoWord(token: string): boolean {
  const bytes = Buffer.from(`${token}\n`);
  for (let i = 0; i < bytes.length - 1; i += sizeOf(bytes[i]))
    if (classAt(bytes, i) & (WORD | LETTER) || isIdeograph(bytes, i)) return false;
  return true;
}

function isIdeograph(bytes: Uint8Array, i: number): boolean {
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(codePointAt(bytes, i)));
}
