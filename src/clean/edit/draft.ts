/** A replacement in the text as it stands: UTF-16 offsets, half-open. An empty replacement removes. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A change with the rule that makes it. `tag` keeps a change that leaves the text as it is: the rule only points at it. */
export interface RuleChange extends Change {
  readonly rule: string;
  readonly tag?: boolean;
}

/** A change with the rule that made it, in offsets of the text before all changes. */
export interface DraftEdit extends Change {
  readonly rule: string;
}

/** A stretch of the text as it stands, and the stretch of the original that it stands for. `rule` is null where they are equal. */
interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly rule: string | null;
  /** Belongs to the same edit as the piece before it, since a change went through the middle of that edit. */
  readonly glued: boolean;
  readonly tag?: boolean;
}

/**
 * A text under edit by several rules, one after the other, and what they changed. The edits are disjoint, in order, and refer
 * to the original: a rule that changes what an earlier one put in takes that edit over.
 */
export class Draft {
  readonly original: string;
  #text: string;
  #pieces: readonly Piece[];

  constructor(original: string) {
    this.original = original;
    this.#text = original;
    this.#pieces = [{ text: original, from: 0, to: original.length, rule: null, glued: false }];
  }

  /** The text as it stands. */
  get text(): string {
    return this.#text;
  }

  /** Applies the changes of one rule: offsets in `text`, sorted, disjoint. */
  change(rule: string, changes: readonly Change[]): void {
    this.apply(changes.map((change) => ({ rule, ...change })));
  }

  /** Applies changes of several rules at once: offsets in `text`, sorted, disjoint. */
  apply(changes: readonly RuleChange[]): void {
    if (changes.length === 0) return;
    const walk = new Walk(this.#pieces);
    for (const change of changes) walk.replace(change);
    this.#pieces = walk.finish();
    this.#text = this.#pieces.map(({ text }) => text).join("");
  }

  /** What was changed up to now. */
  edits(): DraftEdit[] {
    const edits: (DraftEdit & { tag: boolean })[] = [];
    for (const { text, from, to, rule, glued, tag = false } of this.#pieces) {
      if (rule === null) continue;
      const last = edits.at(-1);
      if (!glued || last === undefined) edits.push({ rule, start: from, end: to, replacement: text, tag });
      else edits[edits.length - 1] = { ...last, rule, end: to, replacement: last.replacement + text };
    }
    return edits
      .filter(({ start, end, replacement, tag }) => tag || this.original.slice(start, end) !== replacement)
      .map(({ tag: _, ...edit }) => edit);
  }
}

/** Goes through the pieces once, from left to right, and replaces stretches of them. */
class Walk {
  readonly #pieces: readonly Piece[];
  readonly #done: Piece[] = [];
  #next = 0;
  /** Where the next piece begins in the current text. */
  #at = 0;
  /** What is left of a piece that was split. */
  #rest: Piece | undefined;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  replace({ rule, start, end, replacement, tag }: RuleChange): void {
    while (this.#peek() !== undefined && this.#at + this.#length() <= start) this.#done.push(this.#take());
    const head = start > this.#at ? this.#split(start - this.#at) : undefined;
    if (head) this.#done.push(head);
    const first = this.#peek();
    const from = first?.from ?? this.#done.at(-1)?.to ?? 0;
    const glued = first?.glued ?? false;
    let to = from;
    while (this.#peek() !== undefined && this.#at < end) {
      const part = this.#at + this.#length() > end ? this.#split(end - this.#at) : this.#take();
      to = part?.to ?? to;
    }
    this.#done.push({ text: replacement, from, to, rule, glued, ...(tag && { tag }) });
  }

  finish(): Piece[] {
    while (this.#peek() !== undefined) this.#done.push(this.#take());
    return this.#done;
  }

  #peek(): Piece | undefined {
    return this.#rest ?? this.#pieces[this.#next];
  }

  #length(): number {
    return this.#peek()?.text.length ?? 0;
  }

  #take(): Piece {
    const piece = this.#peek() as Piece;
    if (this.#rest === undefined) this.#next++;
    this.#rest = undefined;
    this.#at += piece.text.length;
    return piece;
  }

  /** The first `length` characters of the next piece; the others stay. */
  #split(length: number): Piece {
    const piece = this.#take();
    this.#at -= piece.text.length - length;
    const middle = piece.rule === null ? piece.from + length : piece.to;
    const glued = piece.rule !== null;
    this.#rest = { ...piece, text: piece.text.slice(length), from: middle, glued };
    return { ...piece, text: piece.text.slice(0, length), to: middle };
  }
}

/** The text with changes in offsets of this very text applied. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  let out = "";
  let at = 0;
  for (const { start, end, replacement } of changes) {
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return out + text.slice(at);
}
