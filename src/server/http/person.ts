import type { Request } from "express";
import type { Session, Sessions } from "../sessions/sessions.ts";

/** The session that the cookie of a request names, when it is alive. */
export function sessionOf(request: Request, sessions: Sessions): Session | undefined {
  const token = cookie(request.headers.cookie ?? "", sessions.cookie);
  return token === undefined ? undefined : sessions.find(token);
}

function cookie(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
