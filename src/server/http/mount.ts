import { type Request, type RequestHandler, type Response, Router } from "express";
import type { z } from "zod";
import type { Sessions } from "../sessions/sessions.ts";
import { HttpError } from "./errors.ts";
import { sessionOf } from "./person.ts";
import { sendReply } from "./reply.ts";
import type { Asked, Reply, Route } from "./route.ts";

/** A router of declared routes: permission first, then the schemas, then the work. */
export function mountRoutes(routes: readonly Route[], sessions: Sessions): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) router[route.method](route.path, handler(route, sessions));
  return router;
}

function handler(route: Route, sessions: Sessions): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(request, sessions);
    permit(route, session?.person.role);
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const asked = {
      params: checked(route.params, request.params),
      query: checked(route.query, single(request)),
      body: checked(route.body, request.body),
      person: session?.person,
      signal: gone.signal,
    } as Asked<never, never, never>;
    const answer = await route.handle(asked);
    if (response.destroyed) return; // nobody is there any more
    response.setHeader("cache-control", "no-store");
    if (route.answer === undefined) await sendReply(answer as Reply, response, session, gone.signal);
    else sendJson(response, answer);
  };
}

function permit({ access }: Route, role: "owner" | "annotator" | undefined): void {
  if (access === "open" || role === "owner" || (access === "member" && role !== undefined)) return;
  if (role === undefined)
    throw new HttpError(401, "signed_out", "Sign in with a link: `sluice serve` prints one.");
  throw new HttpError(403, "owner_only", "Only the owner of the workspace may do that.");
}

function checked<S extends z.ZodType>(schema: S | undefined, value: unknown): z.output<S> | undefined {
  return schema?.parse(value ?? {});
}

/** Query parameters, each at most once: a list where a word is expected confuses what reads it. */
function single(request: Request): Record<string, string> {
  const parameters = new URL(request.originalUrl, "http://local").searchParams;
  const found = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (found.has(name)) throw new HttpError(400, "bad_request", `${name.slice(0, 40)}: is given twice`);
    found.set(name, value);
  }
  return Object.fromEntries(found);
}

/** JSON with 64-bit counts as numbers where they are safe. */
function sendJson(response: Response, answer: unknown): void {
  const text = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? Number(value) : value));
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.end(text);
}
