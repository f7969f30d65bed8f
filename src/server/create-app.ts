import express, { type Express } from "express";
import type { Dependencies } from "./dependencies.ts";
import { answerErrors } from "./http/answer-errors.ts";
import { HttpError } from "./http/errors.ts";
import { mountRoutes } from "./http/mount.ts";
import { allowHosts, refuseForeignWrites, securityHeaders } from "./http/security.ts";
import { serveAssets } from "./http/serve-assets.ts";
import { openApiRoutes } from "./openapi.ts";
import { resources } from "./resources/resources.ts";
import { signInRouter } from "./sessions/sign-in.ts";

/** Bodies are small but for bulk acts by id; the limit counts after decompression. */
const bodyLimit = "16mb";

/** The application without a port: routes of all resources, the pages, and what keeps strangers out. */
export function createApp(dependencies: Dependencies): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);
  app.use(securityHeaders());
  app.use(allowHosts(dependencies.hosts));
  app.use(refuseForeignWrites());
  app.use("/api", express.json({ limit: bodyLimit, strict: true }));
  app.use(signInRouter(dependencies));
  const routes = Object.values(resources).map((resource) => resource(dependencies));
  for (const some of routes) app.use(mountRoutes(some, dependencies.sessions));
  app.use(mountRoutes(openApiRoutes(routes.flat()), dependencies.sessions));
  app.use("/api", (request) => {
    throw new HttpError(
      404,
      "not_found",
      `There is no ${request.method} /api${request.path.slice(0, 100)}. GET /api/openapi lists what there is.`,
    );
  });
  app.use(serveAssets(dependencies.assets));
  app.use(answerErrors(dependencies.log));
  return app;
}
