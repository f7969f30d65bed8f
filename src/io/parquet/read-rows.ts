import { type FileHandle, open } from "node:fs/promises";
import { makeVector, type Vector } from "apache-arrow";
import type { Texts } from "../../core/batch.ts";
import type { Value } from "../../core/table.ts";
import { arrowData } from "./arrow-data.ts";
import type { Column } from "./format.ts";
import { readEntries } from "./read-column.ts";
import { type ChunkPlace, type FileColumn, type FileLayout, fileLayout } from "./read-footer.ts";
import { chunkPages } from "./read-page.ts";

/** The column holds rows `[first, first + rows)` here; a page, or a whole chunk where pages cannot be read alone. */
interface Piece extends ChunkPlace {
  readonly first: number;
}

/**
 * Single rows of a file that `parquetWriter` wrote, by number: only the pages that hold them are read and decompressed, a
 * megabyte at most each. Of the file nothing but where its pages lie stays in memory.
 */
export class RowReader {
  private readonly path: string;
  private layout: Promise<FileLayout> | undefined;
  private readonly pieces = new Map<string, Promise<readonly Piece[]>>();

  constructor(path: string) {
    this.path = path;
  }

  /** The values of columns in the rows, in their order; throws for an unknown column and for a row that is not there. */
  async read<C extends string>(columns: readonly C[], rows: readonly number[]): Promise<Record<C, Value>[]> {
    const handle = await open(this.path, "r");
    try {
      const values = await Promise.all(columns.map((name) => this.column(handle, name, rows)));
      return rows.map(
        (_, i) => Object.fromEntries(columns.map((name, j) => [name, values[j][i]])) as Record<C, Value>,
      );
    } finally {
      await handle.close();
    }
  }

  /** A whole column of strings, packed; nothing else of the file is read. */
  async texts(name: string): Promise<Texts> {
    const handle = await open(this.path, "r");
    try {
      const { column, chunks } = await this.find(handle, name);
      const bytes = await Promise.all(chunks.map(({ start, end }) => slice(handle, start, end)));
      let start = 0;
      const packed = chunks.map((chunk, i) => {
        const place = { ...chunk, start, end: start + bytes[i].length };
        start = place.end;
        return place;
      });
      const data = arrowData(column, readEntries(Buffer.concat(bytes), { column, chunks: packed }));
      return {
        bytes: data.values as Uint8Array,
        offsets: data.valueOffsets as Int32Array,
        length: data.length,
      };
    } finally {
      await handle.close();
    }
  }

  private async find(handle: FileHandle, name: string): Promise<FileColumn> {
    this.layout ??= readLayout(handle);
    const { columns } = await this.layout;
    const found = columns.find(({ column }) => column.name === name);
    if (found === undefined) throw new Error(`Parquet: ${this.path} has no column "${name}"`);
    return found;
  }

  private async column(handle: FileHandle, name: string, rows: readonly number[]): Promise<Value[]> {
    const found = await this.find(handle, name);
    const chunks = firstRows(found.chunks);
    const decoded = new Map<Piece, Vector>();
    const values: Value[] = [];
    for (const row of rows) {
      const chunk = pieceWith(chunks, row);
      const piece = pieceWith(await this.piecesOf(handle, name, chunk), row);
      const vector = decoded.get(piece) ?? (await decode(handle, found.column, piece));
      decoded.set(piece, vector);
      values.push(vector.get(row - piece.first) as Value);
    }
    return values;
  }

  private piecesOf(handle: FileHandle, name: string, chunk: Piece): Promise<readonly Piece[]> {
    const key = `${name} ${chunk.start}`;
    const known = this.pieces.get(key) ?? readPieces(handle, chunk);
    this.pieces.set(key, known);
    return known;
  }
}

function firstRows(chunks: readonly ChunkPlace[]): Piece[] {
  let first = 0;
  return chunks.map((chunk) => {
    const piece = { ...chunk, first };
    first += chunk.rows;
    return piece;
  });
}

function pieceWith(pieces: readonly Piece[], row: number): Piece {
  const found = pieces.find(({ first, rows }) => row >= first && row < first + rows);
  if (found === undefined) throw new Error(`Parquet: there is no row ${row}`);
  return found;
}

async function decode(handle: FileHandle, column: Column, piece: Piece): Promise<Vector> {
  const bytes = await slice(handle, piece.start, piece.end);
  const chunks = [{ ...piece, start: 0, end: bytes.length }];
  return makeVector(arrowData(column, readEntries(bytes, { column, chunks })));
}

/** The pages of a chunk as pieces; a dictionary comes with its one page, and so do lists. */
async function readPieces(handle: FileHandle, chunk: Piece): Promise<Piece[]> {
  const bytes = await slice(handle, chunk.start, chunk.end);
  const pages = chunkPages(bytes, { ...chunk, start: 0, end: bytes.length });
  if (pages[0]?.isDictionary || chunk.rows !== chunk.entries) return [chunk];
  let { start, first } = chunk;
  return pages.map(({ body, count, plainSize }) => {
    const end = chunk.start + body.byteOffset - bytes.byteOffset + body.length;
    const header = end - body.length - start;
    const piece = { first, rows: count, entries: count, start, end, plainSize: header + plainSize };
    start = end;
    first += count;
    return piece;
  });
}

/** The footer tells its own length; `fileLayout` takes a whole file, so what lies before the footer is left blank. */
async function readLayout(handle: FileHandle): Promise<FileLayout> {
  const { size } = await handle.stat();
  const file = new Uint8Array(size);
  file.set(await slice(handle, 0, Math.min(4, size)));
  const tail = Math.max(0, size - 8);
  file.set(await slice(handle, tail, size), tail);
  const start = Math.max(0, tail - new DataView(file.buffer, tail).getUint32(0, true));
  file.set(await slice(handle, start, tail), start);
  return fileLayout(file);
}

async function slice(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(end - start);
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) throw new Error("Parquet: the file is cut off");
    done += bytesRead;
  }
  return bytes;
}
