import type { RequestHandler } from "express";
import helmet from "helmet";
import { HttpError } from "./errors.ts";

/** Headers of every answer: nothing inline, nothing remote, no framing, no guessing of types; markup only by the charts' policy. */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ["sluice-charts"],
      },
    },
    // Loopback speaks plain HTTP; whoever puts TLS in front sets this there.
    strictTransportSecurity: false,
    referrerPolicy: { policy: "no-referrer" },
    crossOriginEmbedderPolicy: true,
  });
}

/** Refuses other host names: a page elsewhere whose name was bent to this address (DNS rebinding) gets nothing. */
export function allowHosts(hosts: readonly string[]): RequestHandler {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  return (request, _response, next) => {
    if (known.has((request.headers.host ?? "").toLowerCase())) return next();
    throw new HttpError(
      403,
      "foreign_host",
      "This server answers under its own address only; name others with --host.",
    );
  };
}

const changing = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const reading = new Set(["GET", "HEAD"]);

/**
 * Requests that change something must come from this very site: JSON (which no form can send), and by the browser's word
 * same-origin. Other methods are refused.
 */
export function refuseForeignWrites(): RequestHandler {
  return (request, _response, next) => {
    if (reading.has(request.method)) return next();
    if (!changing.has(request.method))
      throw new HttpError(405, "method", `There is no ${request.method.slice(0, 20)} here.`);
    if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? ""))
      throw new HttpError(415, "not_json", "Send JSON, with the content type application/json.");
    if (!isSameOrigin(request.headers))
      throw new HttpError(403, "foreign_origin", "This request came from another site.");
    next();
  };
}

function isSameOrigin(headers: NodeJS.Dict<string | string[]>): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = headers.origin;
  if (typeof origin !== "string") return origin === undefined; // no browser: it has no cookies of somebody else either
  return URL.parse(origin)?.host === headers.host;
}
