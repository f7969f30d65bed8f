import type { ErrorRequestHandler } from "express";
import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { type ErrorBody, HttpError } from "./errors.ts";

/** Says every error in the one shape; what is our fault is told to the terminal, not to the client. */
export function answerErrors(log: (line: string) => void): ErrorRequestHandler {
  return (error, request, response, next) => {
    const known = asHttpError(error);
    if (known.status >= 500)
      log(`${request.method} ${request.path}: ${String((error as Error)?.stack ?? error)}`);
    if (response.headersSent) return next(error);
    const body: ErrorBody = { error: { code: known.code, message: known.message } };
    response.status(known.status).setHeader("cache-control", "no-store").json(body);
  };
}

function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof z.ZodError) return new HttpError(400, "bad_request", firstIssue(error));
  if (error instanceof UserError)
    return new HttpError(error.name === "ConflictError" ? 409 : 400, "refused", error.message);
  const { status, type } = (error ?? {}) as { status?: number; type?: string };
  if (type === "entity.too.large") return new HttpError(413, "too_large", "The request is too large.");
  if (status !== undefined && status >= 400 && status < 500)
    return new HttpError(status, "bad_request", "The request cannot be read: is it well-formed JSON?");
  return new HttpError(500, "our_fault", "That is our fault; the terminal of the server says what happened.");
}

/** `order: Invalid option…, got "newest"`. */
function firstIssue({ issues: [issue] }: z.ZodError): string {
  const where = issue.path.join(".");
  return where === "" ? issue.message : `${where}: ${issue.message}`;
}
