import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** A built file of the pages, as it goes over the wire. */
export interface Asset {
  readonly type: string;
  readonly plain: Uint8Array;
  readonly gzip: Uint8Array;
  readonly brotli: Uint8Array;
  readonly tag: string;
  /** The name holds a hash of the content: a browser may keep it for ever. */
  readonly immutable: boolean;
}

/** Built files by path (`/assets/main-4f2a.js`). Only what is in the map can be served, so no path leads elsewhere. */
export type Assets = ReadonlyMap<string, Asset>;

/** The page that stands for every address of the application. */
export const indexPath = "/index.html";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  json: "application/json; charset=utf-8",
  wasm: "application/wasm",
};

/** Packs files for the wire, once: a few hundred kilobytes in all. */
export function packAssets(files: ReadonlyMap<string, Uint8Array>): Assets {
  return new Map([...files].map(([path, plain]) => [path, pack(path, plain)]));
}

function pack(path: string, plain: Uint8Array): Asset {
  return {
    type: types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    tag: `"${createHash("sha256").update(plain).digest("hex").slice(0, 16)}"`,
    immutable: /-[\w-]{8}\.\w+$/.test(path),
  };
}
