import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, type Serving, serving, signIn } from "./serving.ts";

let server: Serving;
beforeAll(async () => {
  server = await serving();
});
afterAll(() => server.close());

/** Every declared operation, with something in the place of its parameters. */
async function operations(): Promise<{ method: string; path: string; isOpen: boolean }[]> {
  const { json } = await server.ask("/api/openapi");
  return Object.entries(json.paths as Record<string, Record<string, { security?: unknown[] }>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{\w+\}/g, "x"),
        isOpen: security?.length === 0 || (path === "/api/session" && method === "delete"),
      })),
  );
}

describe("who may do what", () => {
  test("without a session every operation answers 401, but for signing in and the description", async () => {
    const closed = (await operations()).filter(({ isOpen }) => !isOpen);
    expect(closed.length).toBeGreaterThan(1);
    for (const { method, path } of closed) {
      const body = method === "GET" ? undefined : {};
      const { status, json } = await ask(server.url, path, { method, body });
      expect([method, path, status, json?.error.code]).toEqual([method, path, 401, "signed_out"]);
    }
  });

  test("a made-up cookie is no session", async () => {
    const { status } = await server.ask("/api/session", { cookie: `${server.cookie.split("=")[0]}=guessed` });
    expect(status).toBe(401);
  });

  test("a one-time link opens once", async () => {
    const token = server.served.invite();
    await signIn(server.url, token);
    const again = await ask(server.url, "/api/session", { method: "POST", body: { token } });
    expect([again.status, again.json.error.code]).toEqual([401, "unknown_link"]);
  });

  test("an invited annotator signs in under their name and may not invite others", async () => {
    const { json } = await server.ask("/api/invitations", { body: { name: "Ada" } });
    const cookie = await signIn(server.url, json.token);
    expect((await server.ask("/api/session", { cookie })).json).toMatchObject({
      name: "Ada",
      role: "annotator",
    });
    const refused = await server.ask("/api/invitations", { cookie, body: { name: "Eve" } });
    expect([refused.status, refused.json.error.code]).toEqual([403, "owner_only"]);
  });

  test.each(["", " ", "a\u202eb", "a\u0000", "x".repeat(61)])(
    "a person cannot be called %j",
    async (name) => {
      expect((await server.ask("/api/invitations", { body: { name } })).status).toBe(400);
    },
  );

  test("after signing out the cookie is worth nothing", async () => {
    const cookie = await signIn(server.url, server.served.invite());
    expect((await server.ask("/api/session", { cookie })).status).toBe(200);
    await server.ask("/api/session", { method: "DELETE", cookie, body: {} });
    expect((await server.ask("/api/session", { cookie })).status).toBe(401);
  });

  test("the cookie cannot be read by scripts nor sent from other sites", async () => {
    const { headers } = await ask(server.url, "/api/session", {
      method: "POST",
      body: { token: server.served.invite() },
    });
    expect(headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Strict$/);
  });
});

describe("requests from elsewhere", () => {
  const invite = { method: "POST", body: { name: "Eve" } } as const;

  test.each([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ] as Record<string, string>[])("a write with %j is refused", async (headers) => {
    const { status, json } = await server.ask("/api/invitations", { ...invite, headers });
    expect([status, json.error.code]).toEqual([403, "foreign_origin"]);
  });

  test("a form cannot write: only JSON is heard", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const { status } = await server.ask("/api/invitations", {
        ...invite,
        headers: { "content-type": type },
      });
      expect(status).toBe(415);
    }
  });

  test("another host name is refused, as a rebound one would come", async () => {
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      request(`${server.url}/api/openapi`, { headers: { host: "evil.example" } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });
});

describe("what a client can get wrong", () => {
  test("every error has the one shape", async () => {
    for (const path of ["/api/nothing", "/api/session?a=1&a=2", "/missing.js"]) {
      const { json } = await server.ask(path);
      expect(json === undefined || Object.keys(json.error).join() === "code,message").toBe(true);
    }
    const { status, json } = await server.ask("/api/nothing");
    expect([status, json.error.code]).toEqual([404, "not_found"]);
  });

  test("broken JSON, an unknown field and a wrong type are told in one line", async () => {
    const broken = await fetch(`${server.url}/api/invitations`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: server.cookie },
      body: "{",
    });
    expect(broken.status).toBe(400);
    const unknown = await server.ask("/api/invitations", { body: { name: "Ada", admin: true } });
    expect([unknown.status, unknown.json.error.message]).toEqual([400, 'Unrecognized key: "admin"']);
    const wrong = await server.ask("/api/invitations", { body: { name: 7 } });
    expect(wrong.json.error.message).toMatch(/^name: /);
  });

  test("TRACE and made-up methods are refused", async () => {
    const { status } = await server.ask("/api/session", { method: "OPTIONS" });
    expect(status).toBe(405);
  });

  test.each(["/..%2f..%2fetc/passwd", "/%2e%2e/package.json", "/assets/..%5c..%5cx.js", "/%00.js"])(
    "%s leads to no file",
    async (path) => {
      const { status, text } = await server.ask(path);
      expect(text).not.toContain("root:");
      expect([200, 400, 404]).toContain(status); // 200 is the page itself: an address without an ending
      if (status === 200) expect(text).toContain('<div id="app">');
    },
  );
});

describe("the pages", () => {
  test("come with a policy that allows nothing inline and nothing remote", async () => {
    const { headers, text } = await server.ask("/label?task=x");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-powered-by")).toBe(null);
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style|style="| on\w+="|https?:\/\//);
  });

  test("answers of the API are kept by nobody", async () => {
    expect((await server.ask("/api/session")).headers.get("cache-control")).toBe("no-store");
  });
});
