import { Router } from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resources } from "../../src/server/resources/resources.ts";
import { type Serving, serving } from "./serving.ts";

let server: Serving;
beforeAll(async () => {
  server = await serving();
});
afterAll(() => server.close());

test("the description lists every route that is served, and no other", async () => {
  const { json } = await server.ask("/api/openapi");
  const described = Object.entries(json.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const dependencies = new Proxy({}, { get: () => new Proxy(() => ({}), { get: () => () => ({}) }) });
  const served = Object.values(resources)
    .flatMap((resource) => resource(dependencies as never))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  const always = ["post /api/session", "delete /api/session", "get /api/openapi"];
  expect(described.toSorted()).toEqual([...served, ...always].toSorted());
});

test("every described operation answers something else than 404 with its own error code", async () => {
  const { json } = await server.ask("/api/openapi");
  for (const [path, methods] of Object.entries(json.paths as Record<string, object>)) {
    for (const method of Object.keys(methods).filter((one) => one !== "delete")) {
      if (path.endsWith("/events")) continue;
      const answered = await server.ask(path.replace(/\{\w+\}/g, "x"), {
        method: method.toUpperCase(),
        body: method === "get" ? undefined : {},
      });
      expect(`${method} ${path}: ${answered.text}`).not.toContain(`There is no ${method.toUpperCase()}`);
      expect([method, path, answered.status]).not.toEqual([method, path, 500]);
    }
  }
});

test("every operation says what it does, takes and gives in JSON Schema", async () => {
  const { json } = await server.ask("/api/openapi");
  expect(json.openapi).toBe("3.1.0");
  for (const methods of Object.values(json.paths as Record<string, Record<string, { summary?: string }>>))
    for (const { summary } of Object.values(methods)) expect(summary?.length).toBeGreaterThan(5);
});

test("express knows the paths as they are declared", () => {
  const router = Router({ strict: true });
  const dependencies = new Proxy({}, { get: () => new Proxy(() => ({}), { get: () => () => ({}) }) });
  for (const { method, path } of Object.values(resources).flatMap((one) => one(dependencies as never)))
    expect(() => router[method](path, () => {})).not.toThrow();
});
