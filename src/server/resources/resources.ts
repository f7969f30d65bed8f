import type { Dependencies } from "../dependencies.ts";
import type { Route } from "../http/route.ts";
import { sessionRoutes } from "./session.ts";

/** One entry per resource: its routes under `/api`. */
export const resources: Readonly<Record<string, (dependencies: Dependencies) => Route[]>> = {
  session: sessionRoutes,
};
