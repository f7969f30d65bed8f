import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Operation } from "./recorded-files.ts";

/** What a disk may have kept of the bytes that were never synced. */
export type Unsynced = "nothing" | "half" | "zeros" | "all";

/** What the disk makes of everything that was not yet durable: per unsynced file, and per name not yet synced in its folder. */
export interface Loss {
  unsynced(): Unsynced;
  keepsName(): boolean;
}

/** One change of names in a folder that the disk may have lost. */
interface Change {
  readonly folder: string;
  readonly gone: string | undefined;
  readonly path: string | undefined;
  readonly file: number | undefined;
}

/** A disk as it may be after the power went, by the weakest promise of a file system: only what was synced is sure. */
export class Disk {
  private readonly names = new Map<string, number>();
  private readonly durableNames = new Map<string, number>();
  private readonly folders = new Set<string>();
  private readonly written = new Map<number, Uint8Array[]>();
  private readonly synced = new Map<number, number>();
  private pending: Change[] = [];

  apply(operation: Operation): void {
    switch (operation.kind) {
      case "create":
        this.written.set(operation.file, []);
        this.change({
          folder: dirname(operation.path),
          gone: undefined,
          path: operation.path,
          file: operation.file,
        });
        break;
      case "write":
        this.written.get(operation.file)?.push(operation.bytes);
        break;
      case "sync":
        this.sync(operation.file);
        break;
      case "syncFile":
        this.sync(this.fileAt(operation.path));
        break;
      case "syncFolder":
        this.settle(operation.path);
        break;
      case "makeFolder":
        this.folders.add(operation.path);
        break;
      case "rename":
        this.change({
          folder: dirname(operation.to),
          gone: operation.from,
          path: operation.to,
          file: this.fileAt(operation.from),
        });
        break;
      case "remove":
        if (this.names.has(operation.path)) {
          this.change({
            folder: dirname(operation.path),
            gone: operation.path,
            path: undefined,
            file: undefined,
          });
        }
    }
  }

  /** Writes the disk as it is after the loss into real folders; `place` gives the new place of a path. */
  materialise(loss: Loss, place: (path: string) => string): void {
    for (const folder of this.folders) mkdirSync(place(folder), { recursive: true });
    const names = new Map(this.durableNames);
    for (const change of this.pending) if (loss.keepsName()) rewrite(names, change);
    for (const [path, file] of names) writeFileSync(place(path), this.bytesAfter(file, loss));
  }

  private change(change: Change): void {
    rewrite(this.names, change);
    this.pending.push(change);
  }

  private settle(folder: string): void {
    for (const change of this.pending) if (change.folder === folder) rewrite(this.durableNames, change);
    this.pending = this.pending.filter((change) => change.folder !== folder);
  }

  private fileAt(path: string): number {
    const file = this.names.get(path);
    if (file === undefined) throw new Error(`there is no ${path}`);
    return file;
  }

  private sync(file: number): void {
    this.synced.set(file, Buffer.concat(this.written.get(file) ?? []).length);
  }

  private bytesAfter(file: number, loss: Loss): Uint8Array {
    const bytes = Buffer.concat(this.written.get(file) ?? []);
    const sure = this.synced.get(file) ?? 0;
    if (sure === bytes.length) return bytes;
    const fate = loss.unsynced();
    if (fate === "nothing") return bytes.subarray(0, sure);
    if (fate === "half") return bytes.subarray(0, sure + ((bytes.length - sure) >> 1));
    return fate === "all" ? bytes : Buffer.concat([bytes.subarray(0, sure)], bytes.length);
  }
}

function rewrite(names: Map<string, number>, { gone, path, file }: Change): void {
  if (gone !== undefined) names.delete(gone);
  if (path !== undefined && file !== undefined) names.set(path, file);
}
