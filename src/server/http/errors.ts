/** A refusal that the client is told of: status, a short code, and one line with the way out. */
export class HttpError extends Error {
  override name = "HttpError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

/** The one shape of an error on the wire. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

/** 404 for a thing by name. */
export function notFound(what: string): HttpError {
  return new HttpError(404, "not_found", what);
}
