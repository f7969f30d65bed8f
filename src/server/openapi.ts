import { z } from "zod";
import { type Route, route } from "./http/route.ts";

/** `GET /api/openapi`: the description of all routes, made from the very declarations that serve them. */
export function openApiRoutes(routes: readonly Route[]): Route[] {
  const own = route({
    method: "get",
    path: "/api/openapi",
    summary: "This description",
    access: "open",
    answer: z.record(z.string(), z.unknown()),
    handle: () => description,
  });
  const description = describeRoutes([...routes, own]);
  return [own];
}

/** The OpenAPI 3.1 document of routes. */
export function describeRoutes(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    const path = one.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [one.method]: operation(one) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Sluice",
      version: "1",
      description: "A workspace of Sluice: its runs, documents, votes, rules and map.",
    },
    paths: { ...signIn, ...paths, "/api/session": { ...signIn["/api/session"], ...paths["/api/session"] } },
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "sluice" } },
    },
  };
}

const errorSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message"],
      properties: { code: { type: "string" }, message: { type: "string" } },
    },
  },
};

const refused = {
  description: "Refused",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};

/** The two requests that set a cookie stand outside the declared routes. */
const signIn = {
  "/api/session": {
    post: {
      summary: "Sign in with a one-time token",
      requestBody: json(z.strictObject({ token: z.string() })),
      responses: { "200": { description: "Signed in; sets the cookie" }, default: refused },
      security: [],
    },
    delete: { summary: "Sign out", responses: { "200": { description: "Signed out" }, default: refused } },
  },
};

function operation({ summary, access, params, query, body, answer }: Route): Record<string, unknown> {
  return {
    summary,
    description: access === "owner" ? "For the owner of the workspace." : undefined,
    parameters: [...parameters("path", params), ...parameters("query", query)],
    requestBody: body && json(body),
    responses: {
      "200": answer ? { description: "Done", ...json(answer, "output") } : { description: "Bytes or events" },
      default: refused,
    },
    security: access === "open" ? [] : [{ session: [] }],
  };
}

function parameters(place: "path" | "query", schema: z.ZodObject | undefined): unknown[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, unknown>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: one,
  }));
}

function json(schema: z.ZodType, io: "input" | "output" = "input") {
  return { content: { "application/json": { schema: schemaOf(schema, io) } } };
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): unknown {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return described;
}
