import { type Request, type Response, Router } from "express";
import { z } from "zod";
import type { Dependencies } from "../dependencies.ts";
import { HttpError } from "../http/errors.ts";
import { workspaceName } from "../resources/session.ts";

const monthSeconds = 30 * 24 * 3600;
/** Wrong tokens that are heard in a minute, over all: a token has 192 bits, this only quiets a flood. */
const triesPerMinute = 60;
const body = z.strictObject({ token: z.string().min(1).max(100) });

/** Signing in with a one-time token, and out: the two requests that set a cookie. */
export function signInRouter({ live, sessions, now }: Dependencies): Router {
  const router = Router();
  const allow = limiter(now);
  const setCookie = (response: Response, value: string, seconds: number) =>
    response.setHeader(
      "set-cookie",
      `${sessions.cookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`,
    );
  router.post("/api/session", (request: Request, response: Response) => {
    allow();
    const entered = sessions.enter(body.parse(request.body ?? {}).token);
    if (entered === undefined)
      throw new HttpError(
        401,
        "unknown_link",
        "This link was used already, or is too old. Start `sluice serve --link` for a new one.",
      );
    setCookie(response, entered.token, monthSeconds);
    response.setHeader("cache-control", "no-store");
    response.json({ ...entered.person, workspace: workspaceName(live.workspace.folder) });
  });
  router.delete("/api/session", (request: Request, response: Response) => {
    const token = new RegExp(`(?:^|;\\s*)${sessions.cookie}=([^;]+)`).exec(request.headers.cookie ?? "")?.[1];
    if (token !== undefined) sessions.end(token);
    setCookie(response, "", 0);
    response.setHeader("cache-control", "no-store");
    response.json({ ended: token !== undefined });
  });
  return router;
}

function limiter(now: () => Date): () => void {
  let minute = 0;
  let tries = 0;
  return () => {
    const current = Math.floor(now().getTime() / 60_000);
    if (current !== minute) [minute, tries] = [current, 0];
    if (++tries > triesPerMinute)
      throw new HttpError(429, "too_many_tries", "Too many tries to sign in. Wait a minute.");
  };
}
