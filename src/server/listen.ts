import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { UserError } from "../core/errors.ts";

/** An HTTP server that is up. */
export interface Listening {
  readonly port: number;
  /** Ends idle connections and event streams at once, gives others two seconds. */
  close(): Promise<void>;
}

const closeMs = 2000;

/** Limits on what a client may hold open; Node's own defaults wait up to five minutes. */
const limits = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5000 };

/** Listens on a port of this machine; port 0 takes a free one. `app` is made for the port, since it knows its own address. */
export async function listen(
  makeApp: (port: number) => Express,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = createServer(limits);
  server.maxConnections = 1000;
  server.maxHeadersCount = 100;
  server.maxRequestsPerSocket = 1000;
  await bound(server, host, port);
  const actual = (server.address() as AddressInfo).port;
  server.on("request", makeApp(actual));
  return { port: actual, close: () => closed(server) };
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explained(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new UserError(
      `port ${port} is in use by another program. Take another: sluice serve --port ${port + 1}, or --port 0 for a free one`,
    );
  if (error.code === "EACCES")
    return new UserError(`port ${port}: permission denied. Take one above 1023: sluice serve --port 4477`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new UserError(`--host ${host}: no such address on this machine. Take 127.0.0.1`);
  return error;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), closeMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
