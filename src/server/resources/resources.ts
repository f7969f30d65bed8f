import type { Dependencies } from "../dependencies.ts";
import type { Route } from "../http/route.ts";
import { costRoutes } from "./cost/routes.ts";
import { deedsRoutes } from "./deeds.ts";
import { documentRoutes } from "./documents/routes.ts";
import { mapRoutes } from "./map/routes.ts";
import { rulesRoutes } from "./rules/routes.ts";
import { runsRoutes } from "./runs/routes.ts";
import { searchRoutes } from "./search/routes.ts";
import { sessionRoutes } from "./session.ts";
import { tasksRoutes } from "./tasks/routes.ts";

/** One entry per resource: its routes under `/api`. */
export const resources: Readonly<Record<string, (dependencies: Dependencies) => Route[]>> = {
  session: sessionRoutes,
  tasks: tasksRoutes,
  deeds: deedsRoutes,
  documents: documentRoutes,
  map: mapRoutes,
  search: searchRoutes,
  runs: runsRoutes,
  rules: rulesRoutes,
  cost: costRoutes,
};
