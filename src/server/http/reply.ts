import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import type { Session } from "../sessions/sessions.ts";
import { HttpError } from "./errors.ts";
import type { BytesReply, EventsReply, Reply } from "./route.ts";

/** Streams that one session may hold open: a browser allows six connections to a host, and they must not all be these. */
const streamsPerSession = 4;
const heartbeatMs = 15_000;
const open = new Map<string, number>();

/** Sends what is not JSON: bytes, a download, or a stream of events. */
export async function sendReply(
  reply: Reply,
  response: Response,
  session: Session | undefined,
  signal: AbortSignal,
): Promise<void> {
  if ("events" in reply) await sendEvents(reply, response, session, signal);
  else await sendBytes(reply, response);
}

async function sendBytes({ type, bytes, download }: BytesReply, response: Response): Promise<void> {
  response.setHeader("content-type", type);
  if (download !== undefined) {
    const name = download.replace(/[^\w.-]+/g, "-").slice(0, 100);
    response.setHeader("content-disposition", `attachment; filename="${name}"`);
    response.setHeader("content-security-policy", "sandbox; default-src 'none'");
  }
  if (typeof bytes === "string" || bytes instanceof Uint8Array) return void response.end(bytes);
  await pipeline(Readable.from(bytes), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error; // the client had enough
  });
}

async function sendEvents(
  { events }: EventsReply,
  response: Response,
  session: Session | undefined,
  signal: AbortSignal,
): Promise<void> {
  const key = session?.key ?? "";
  const held = open.get(key) ?? 0;
  if (held >= streamsPerSession)
    throw new HttpError(
      429,
      "too_many_streams",
      `This session holds ${held} event streams open; close a page.`,
    );
  open.set(key, held + 1);
  response.setHeader("content-type", "text/event-stream; charset=utf-8");
  response.setHeader("cache-control", "no-store, no-transform");
  response.setHeader("x-accel-buffering", "no");
  response.flushHeaders();
  const heartbeat = setInterval(() => {
    if (session !== undefined && !session.isAlive()) response.end();
    else response.write(": still here\n\n");
  }, heartbeatMs);
  try {
    for await (const { event, data, id } of events) {
      if (signal.aborted) break;
      const lines = `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
      if (!response.write(lines)) await once(response, "drain", { signal }).catch(() => {});
    }
  } finally {
    clearInterval(heartbeat);
    const left = (open.get(key) ?? 1) - 1;
    if (left > 0) open.set(key, left);
    else open.delete(key);
    response.end();
  }
}
