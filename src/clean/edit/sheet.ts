import { isUtf8 } from "node:buffer";
import { type Change, Draft, type RuleChange } from "./draft.ts";

/** Why a document goes, as a rule of edits found it. */
export interface Fault {
  readonly part: string;
  readonly value: number | null;
  readonly bound: string | null;
  readonly reason: string;
}

/** A fault with the full name of its rule. */
export interface NamedFault extends Fault {
  readonly rule: string;
}

/** One document on the desk of the editors: its text as it stands, decoded only on demand, and what was changed. */
export class Sheet {
  #bytes: Buffer = Buffer.alloc(0);
  #isCurrent = true;
  #draft: Draft | undefined;
  #isSeen = false;
  readonly #seen = new Uint8Array(256);
  #rule = "";
  faults: NamedFault[] = [];

  /** Takes a document in UTF-8; bytes that are none read as U+FFFD. */
  load(bytes: Buffer): this {
    this.#bytes = isUtf8(bytes) ? bytes : Buffer.from(bytes.toString("utf8"));
    this.#draft = undefined;
    this.#isCurrent = true;
    this.#isSeen = false;
    this.faults = [];
    return this;
  }

  /** Names the rule that speaks from now on; with an empty name its parts stand alone. */
  as(rule: string): this {
    this.#rule = rule;
    return this;
  }

  /** The text as it stands. */
  get text(): string {
    this.#draft ??= new Draft(this.#bytes.toString("utf8"));
    return this.#draft.text;
  }

  /** The text as it stands in valid UTF-8. */
  get bytes(): Buffer {
    if (!this.#isCurrent) this.#bytes = Buffer.from(this.text);
    this.#isCurrent = true;
    return this.#bytes;
  }

  /** 1 for each byte value that occurs in the text as it stands. */
  get seen(): Uint8Array {
    if (this.#isSeen) return this.#seen;
    this.#isSeen = true;
    const { bytes } = this;
    const seen = this.#seen.fill(0);
    for (let i = 0; i < bytes.length; i++) seen[bytes[i]] = 1;
    return seen;
  }

  /** Whether the text holds a byte from `from` to `to`. */
  has(from: number, to = from): boolean {
    const { seen } = this;
    for (let byte = from; byte <= to; byte++) if (seen[byte] === 1) return true;
    return false;
  }

  /** The draft, where an editor looked at the text. */
  get draft(): Draft | undefined {
    return this.#draft;
  }

  /** Applies changes of one part of the rule, or of a rule without parts: offsets in `text`, sorted, disjoint. */
  change(part: string, changes: readonly Change[]): void {
    this.apply(changes.map((change) => ({ ...change, rule: part })));
  }

  /** Applies changes whose `rule` is a part of the rule: offsets in `text`, sorted, disjoint. Neighbours of one part become one change. */
  apply(changes: readonly RuleChange[]): void {
    if (changes.length === 0) return;
    void this.text;
    const named = joined(changes).map((change) => ({ ...change, rule: this.#nameOf(change.rule) }));
    this.#draft?.apply(named);
    this.#isCurrent = false;
    this.#isSeen = false;
  }

  /** Says that the document should go. */
  drop(fault: Fault): void {
    this.faults.push({ ...fault, rule: this.#nameOf(fault.part) });
  }

  #nameOf(part: string): string {
    return part === "" || this.#rule === "" ? this.#rule + part : `${this.#rule}.${part}`;
  }
}

function joined(changes: readonly RuleChange[]): RuleChange[] {
  const out: RuleChange[] = [];
  for (let i = 0; i < changes.length; ) {
    const first = changes[i];
    let last = i;
    while (continues(changes[last], changes[last + 1])) last++;
    const replacement = changes
      .slice(i, last + 1)
      .map((change) => change.replacement)
      .join("");
    out.push(last === i ? first : { ...first, end: changes[last].end, replacement });
    i = last + 1;
  }
  return out;
}

function continues(one: RuleChange, next: RuleChange | undefined): boolean {
  return next !== undefined && next.start === one.end && next.rule === one.rule && !one.tag && !next.tag;
}
