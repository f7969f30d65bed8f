import type { ErrorBody } from "../../src/server/http/errors.ts";

/** What the server refused, or `status` 0 when it could not be reached. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Asks the API for JSON. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return json<T>(await send("GET", withQuery(path, query), undefined, signal));
}

/** Asks the API for bytes. */
export async function getBytes(path: string, query: Query = {}, signal?: AbortSignal): Promise<ArrayBuffer> {
  return (await send("GET", withQuery(path, query), undefined, signal)).arrayBuffer();
}

/** Sends JSON, gets JSON. */
export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return json<T>(await send("POST", path, body, signal));
}

/** Sends JSON, gets bytes. */
export async function postForBytes(path: string, body: unknown, signal?: AbortSignal): Promise<ArrayBuffer> {
  return (await send("POST", path, body, signal)).arrayBuffer();
}

/** Puts JSON in the place of what was there. */
export async function put<T>(path: string, body: unknown): Promise<T> {
  return json<T>(await send("PUT", path, body));
}

/** Takes something away. */
export async function del<T>(path: string): Promise<T> {
  return json<T>(await send("DELETE", path, {}));
}

/** Sends JSON and lets the browser save the answer as a file. */
export async function download(path: string, body: unknown): Promise<void> {
  const answer = await send("POST", path, body);
  const name = /filename="([^"]*)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "sluice";
  const address = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = body === undefined ? undefined : { "content-type": "application/json" };
  const answer = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    credentials: "same-origin",
  }).catch((error: Error) => {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "unreachable", "The server does not answer. Is `sluice serve` still running?");
  });
  if (answer.ok) {
    tellSignedOut(false);
    return answer;
  }
  const told = (await answer.json().catch(() => undefined)) as ErrorBody | undefined;
  if (answer.status === 401) tellSignedOut(true);
  throw new ApiError(
    answer.status,
    told?.error.code ?? "unknown",
    told?.error.message ?? `The server answered ${answer.status}.`,
  );
}

let isSignedOut = false;

/** Tells the frame when the session is gone, and when there is one again (a link opened in another tab). */
function tellSignedOut(now: boolean): void {
  if (now === isSignedOut) return;
  isSignedOut = now;
  dispatchEvent(new CustomEvent("sluice:signed-out", { detail: now }));
}

async function json<T>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}
