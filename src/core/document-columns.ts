import xxhash from "xxhash-wasm";
import { type Batch, column, makeBatch, textColumn } from "./batch.ts";
import type { SourceDocument } from "./stage.ts";

type Hash = (bytes: Uint8Array, seed: bigint) => bigint;

const encoder = new TextEncoder();
const hashing = xxhash();

/** Documents of a part on their way into an Arrow batch: texts in one slab, other columns as arrays. */
export class DocumentColumns {
  bytes = 0;
  private slab: Uint8Array;
  private readonly ends: number[] = [];
  private readonly documents: SourceDocument[] = [];
  private readonly ids: string[] = [];
  private readonly hash: Hash;

  private constructor(hash: Hash, bytes: number) {
    this.hash = hash;
    this.slab = new Uint8Array(bytes);
  }

  /** Room for about `bytes` of text; it grows when that is not enough. */
  static async create(bytes: number): Promise<DocumentColumns> {
    return new DocumentColumns((await hashing).h64Raw, bytes);
  }

  get length(): number {
    return this.documents.length;
  }

  add(document: SourceDocument): void {
    const start = this.bytes;
    if (typeof document.text === "string") this.writeString(document.text);
    else this.writeBytes(document.text);
    this.ends.push(this.bytes);
    this.ids.push(document.id ?? this.makeId(this.slab.subarray(start, this.bytes), document));
    this.documents.push({ ...document, text: "" });
  }

  batch(): Batch {
    const offsets = Int32Array.from([0, ...this.ends]);
    const of = (pick: (document: SourceDocument) => string | number | Date | null | undefined) =>
      this.documents.map((document) => pick(document) ?? null);
    return makeBatch({
      id: column("VARCHAR", this.ids),
      text: textColumn({ bytes: this.slab.subarray(0, this.bytes), offsets, length: this.length }),
      source: column(
        "VARCHAR",
        of((document) => document.source),
      ),
      position: column(
        "BIGINT",
        of((document) => document.position),
      ),
      url: column(
        "VARCHAR",
        of((document) => document.url),
      ),
      title: column(
        "VARCHAR",
        of((document) => document.title),
      ),
      author: column(
        "VARCHAR",
        of((document) => document.author),
      ),
      created: column(
        "TIMESTAMP",
        of((document) => document.created),
      ),
      language: column(
        "VARCHAR",
        of((document) => document.language),
      ),
      metadata: column(
        "JSON",
        of((document) => (document.metadata ? JSON.stringify(document.metadata) : null)),
      ),
    });
  }

  private writeString(text: string): void {
    this.reserve(text.length * 3);
    this.bytes += encoder.encodeInto(text, this.slab.subarray(this.bytes)).written;
  }

  private writeBytes(text: Uint8Array): void {
    this.reserve(text.length);
    this.slab.set(text, this.bytes);
    this.bytes += text.length;
  }

  private reserve(more: number): void {
    if (this.bytes + more <= this.slab.length) return;
    const larger = new Uint8Array(Math.max(this.slab.length * 2, this.bytes + more));
    larger.set(this.slab.subarray(0, this.bytes));
    this.slab = larger;
  }

  private makeId(text: Uint8Array, { source, position }: SourceDocument): string {
    const place = this.hash(encoder.encode(`${source}\u0000${position}`), 0n);
    const low = this.hash(text, place);
    const high = this.hash(text, ~place & 0xffff_ffff_ffff_ffffn);
    return low.toString(16).padStart(16, "0") + (high & 0xffffn).toString(16).padStart(4, "0");
  }
}
