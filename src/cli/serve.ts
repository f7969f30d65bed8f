import { userInfo } from "node:os";
import type { Workspace } from "../core/workspace.ts";
import { pageFiles } from "../io/page-files.ts";
import { openPeople } from "../io/people/open-people.ts";
import { refreshPeople } from "../io/people/people-views.ts";
import { openSessions } from "../io/sessions.ts";
import { createApp } from "../server/create-app.ts";
import { packAssets } from "../server/http/assets.ts";
import { type Listening, listen } from "../server/listen.ts";
import { liveWorkspace } from "../server/live-workspace.ts";
import { show } from "./show.ts";
import { findWorkspace } from "./workspace.ts";

/** Flags of `sluice serve`. */
export interface ServeFlags {
  readonly workspace?: string;
  readonly port?: number;
  readonly host?: string;
  /** Print a one-time link even when the owner has a session. */
  readonly link?: boolean;
}

/** `sluice serve`: the pages and their API on this machine, until Ctrl-C. */
export async function serve(flags: ServeFlags): Promise<void> {
  await serveWorkspace(await findWorkspace(flags.workspace), { ...flags, path: "/" });
}

/** Serves a workspace until Ctrl-C, and prints the address; a new owner's link leads to `path`. */
export async function serveWorkspace(
  workspace: Workspace,
  { port = 4477, host = "127.0.0.1", link, path }: ServeFlags & { readonly path: string },
): Promise<void> {
  const served = await startServer(workspace, { port, host });
  const address = `http://${host.includes(":") ? `[${host}]` : host}:${served.port}`;
  const isNew = link === true || !served.hasOwner();
  process.stdout.write(`${show(workspace.folder)} at ${address}${path === "/" ? "/" : path}\n`);
  if (isNew) {
    const to = path === "/" ? "" : `?to=${encodeURIComponent(path)}`;
    process.stdout.write(`Open once, to sign in: ${address}/enter${to}#${served.invite()}\n`);
  }
  if (!isLoopback(host))
    process.stderr.write(
      `Anyone who reaches ${show(host)} can read what passes: put TLS in front, or stay on 127.0.0.1.\n`,
    );
  process.stderr.write("Ctrl-C stops it.\n");
  await stopped();
  await served.close();
}

/** A server that is up, and what its owner can do with it. */
export interface Served extends Listening {
  hasOwner(): boolean;
  /** A one-time token for the owner. */
  invite(): string;
}

/** Starts the server of a workspace on a port; 0 takes a free one. */
export async function startServer(
  workspace: Workspace,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Served> {
  const people = openPeople(workspace.folder);
  const sessions = openSessions(workspace.folder);
  const live = liveWorkspace(workspace, { refresh: (database) => refreshPeople(database, people) });
  const closeAll = async () => {
    await live.close();
    people.close();
    sessions.close();
  };
  try {
    const assets = packAssets(await pageFiles());
    const listening = await listen(
      (actual) =>
        createApp({
          live,
          people,
          sessions,
          assets,
          hosts: hostNames(host, actual),
          log: (line) => process.stderr.write(`${show(line, { lines: true })}\n`),
          now: () => new Date(),
        }),
      { host, port },
    );
    return {
      port: listening.port,
      hasOwner: () => sessions.hasOwner(),
      invite: () => sessions.invite({ name: ownerName(), role: "owner" }),
      close: async () => {
        await listening.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

function hostNames(host: string, port: number): string[] {
  const names = isLoopback(host)
    ? ["127.0.0.1", "localhost", "[::1]"]
    : [host.includes(":") ? `[${host}]` : host];
  return names.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
}

/** The owner votes under the name that the machine knows. */
function ownerName(): string {
  try {
    return (
      userInfo()
        .username.replace(/[^\p{L}\p{N}._-]/gu, "")
        .slice(0, 60) || "owner"
    );
  } catch {
    return "owner"; // an account without a name
  }
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => resolve();
    process.once("SIGINT", stop).once("SIGTERM", stop);
    process.once("SIGINT", () => process.once("SIGINT", () => process.exit(130)));
  });
}
