import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { ask, signIn } from "../server/serving.ts";
import { millPlace, runMill } from "./corpus.ts";

const entry = resolve(import.meta.dirname, "../../bin/sluice.js");
const place = millPlace();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A `sluice serve` that is up: what it printed, and how it ends. */
async function serve(...flags: string[]) {
  const child = spawn(process.execPath, [entry, "serve", "--port", "0", ...flags], {
    cwd: place.folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  children.push(child);
  let [stdout, stderr] = ["", ""];
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((done) => child.on("close", (code) => done(code)));
  await new Promise<void>((up, down) => {
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", () => stderr.includes("Ctrl-C") && up());
    child.on("close", () => down(new Error(stderr)));
  });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0] ?? "";
  return {
    child,
    url,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    token: /#([\w-]+)/.exec(stdout)?.[1] ?? "",
  };
}

describe("sluice serve", () => {
  beforeAll(() => runMill(place));

  test("prints its address and, the first time, a link that opens once; Ctrl-C ends it with 0", async () => {
    const first = await serve();
    expect(first.stdout()).toMatch(
      /mill\.sluice at http:\/\/127\.0\.0\.1:\d+\/\nOpen once, to sign in: .*\/enter#/,
    );
    const cookie = await signIn(first.url, first.token);
    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);
    const second = await serve();
    expect(second.stdout()).not.toContain("/enter#");
    expect((await ask(second.url, "/api/session", { cookie })).status).toBe(200);
    const third = await serve("--link");
    expect(third.stdout()).toContain("/enter#");
  });

  test("stops within seconds although a page listens to its events", async () => {
    const { url, child, ended, token } = await serve("--link");
    const cookie = await signIn(url, token);
    const stream = await fetch(`${url}/api/runs/events`, { headers: { cookie } });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const begun = performance.now();
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(performance.now() - begun).toBeLessThan(6000);
  });

  test("a port in use, a workspace that is not there, one of a newer Sluice: one line and 2", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((up) => taken.once("listening", up));
    const { port } = taken.address() as { port: number };
    const inUse = await place.sluice("serve", "--port", String(port));
    taken.close();
    expect([inUse.code, inUse.stderr]).toEqual([
      2,
      expect.stringMatching(/^sluice: port \d+ is in use.*--port/),
    ]);

    const absent = await place.sluice("serve", "--workspace", "nowhere.sluice");
    expect([absent.code, absent.stderr]).toEqual([
      2,
      expect.stringMatching(/^sluice: workspace nowhere\.sluice: there is none/),
    ]);

    mkdirSync(join(place.folder, "newer.sluice"));
    writeFileSync(join(place.folder, "newer.sluice/workspace.json"), '{"format": 99}');
    const newer = await place.sluice("serve", "--workspace", "newer.sluice");
    expect([newer.code, newer.stderr]).toEqual([
      2,
      expect.stringMatching(/format 99 is newer than this Sluice reads/),
    ]);

    const odd = await place.sluice("serve", "--port", "http");
    expect([odd.code, odd.stderr]).toEqual([2, expect.stringContaining("--port")]);
  });

  test("an empty workspace is served, and says that nothing has run", async () => {
    mkdirSync(join(place.folder, "empty.sluice"));
    writeFileSync(join(place.folder, "empty.sluice/workspace.json"), '{"format": 1}');
    const { url, token } = await serve("--workspace", "empty.sluice");
    const cookie = await signIn(url, token);
    const { status, json } = await ask(url, "/api/workspace", { cookie });
    expect([status, json.state]).toEqual([200, "empty"]);
  });

  test("serves while a run goes on in another terminal, and gives its results when it is done", async () => {
    const { url, token } = await serve("--workspace", "mill.sluice", "--link");
    const cookie = await signIn(url, token);
    const before = (await ask(url, "/api/workspace", { cookie })).json;
    const running = place.sluice("run", "mill.ts", "--sample", "6", "--workers", "1", "--no-report");
    let answered = 0;
    let isRunning = true;
    void running.then(() => {
      isRunning = false;
    });
    while (isRunning) {
      const { status } = await ask(url, "/api/workspace", { cookie });
      expect(status).toBe(200);
      answered++;
    }
    expect(answered).toBeGreaterThan(5);
    await new Promise((later) => setTimeout(later, 700));
    expect(before.documents).toBe(12);
    expect((await ask(url, "/api/workspace", { cookie })).json.documents).toBe(6);
  });
});
