import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Served, startServer } from "../../src/cli/serve.ts";
import { openWorkspace } from "../../src/core/workspace.ts";
import { files } from "../../src/io/files.ts";

/** A real server of a workspace on a free port, and a way to ask it as the owner who signed in. */
export interface Serving {
  readonly folder: string;
  readonly url: string;
  readonly served: Served;
  /** `sluice_…=…`, for requests of one's own and for a browser. */
  readonly cookie: string;
  ask(path: string, options?: Asking): Promise<Answered>;
  close(): Promise<void>;
}

/** What differs from a GET by the owner from this very site. */
export interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, its body read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

/** Serves a workspace: a copy of `from`, or a new empty one. */
export async function serving(from?: string, port = 0): Promise<Serving> {
  const parent = mkdtempSync(join(tmpdir(), "sluice-serving-"));
  const folder = join(parent, "test.sluice");
  if (from !== undefined) cpSync(from, folder, { recursive: true });
  const opened = await servingFolder(folder, port);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** Serves a workspace where it lies, and leaves it there. */
export async function servingFolder(folder: string, port = 0): Promise<Serving> {
  const served = await startServer(await openWorkspace(files, folder), { port, host: "127.0.0.1" });
  const url = `http://127.0.0.1:${served.port}`;
  const cookie = await signIn(url, served.invite());
  return {
    folder,
    url,
    served,
    cookie,
    ask: (path, options) => ask(url, path, { cookie, ...options }),
    close: () => served.close(),
  };
}

/** The cookie that a one-time token becomes. */
export async function signIn(url: string, token: string): Promise<string> {
  const { headers, status, text } = await ask(url, "/api/session", { method: "POST", body: { token } });
  if (status !== 200) throw new Error(`sign in: ${status} ${text}`);
  return (headers.get("set-cookie") ?? "").split(";")[0];
}

/** One request as a browser on this site sends it. */
export async function ask(url: string, path: string, options: Asking = {}): Promise<Answered> {
  const { method = options.body === undefined ? "GET" : "POST", body, cookie, headers } = options;
  const answer = await fetch(url + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") === true;
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}
