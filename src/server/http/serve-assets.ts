import type { RequestHandler } from "express";
import { type Asset, type Assets, indexPath } from "./assets.ts";
import { HttpError } from "./errors.ts";

/** Serves built files, and the one page for every other address that a browser opens. */
export function serveAssets(assets: Assets): RequestHandler {
  return (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    const asset = assets.get(request.path) ?? (isPage(request.path) ? assets.get(indexPath) : undefined);
    if (asset === undefined)
      throw new HttpError(404, "not_found", "There is no such file. The pages begin at /.");
    const { encoding, bytes } = encoded(asset, String(request.headers["accept-encoding"] ?? ""));
    response.setHeader("content-type", asset.type);
    response.setHeader("etag", asset.tag);
    response.setHeader("vary", "accept-encoding");
    response.setHeader("cache-control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.headers["if-none-match"] === asset.tag) return void response.status(304).end();
    if (encoding !== undefined) response.setHeader("content-encoding", encoding);
    response.setHeader("content-length", bytes.length);
    response.end(request.method === "HEAD" ? undefined : bytes);
  };
}

/** Addresses of pages have no file ending; ids of documents may hold dots. */
function isPage(path: string): boolean {
  return path.startsWith("/documents/") || !/\.\w+$/.test(path);
}

function encoded(asset: Asset, accepted: string): { encoding?: string; bytes: Uint8Array } {
  if (/\bbr\b/.test(accepted)) return { encoding: "br", bytes: asset.brotli };
  if (/\bgzip\b/.test(accepted)) return { encoding: "gzip", bytes: asset.gzip };
  return { bytes: asset.plain };
}
