import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSessions } from "../../src/io/sessions.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hour = 3600 * 1000;
const ada = { name: "Ada", role: "owner" } as const;

describe("sessions", () => {
  let now = 1_000_000;
  const folder = temporaryFolder("sluice-sessions-");
  let sessions: ReturnType<typeof openSessions>;
  beforeEach(() => {
    sessions = openSessions(folder, () => now);
  });
  afterEach(() => sessions.close());

  const enter = () => sessions.enter(sessions.invite(ada))!.token;

  test("a link becomes one session and no second one", () => {
    const link = sessions.invite(ada);
    expect(sessions.enter(link)?.person).toEqual(ada);
    expect(sessions.enter(link)).toBe(undefined);
  });

  test("a link lives for a day", () => {
    const link = sessions.invite(ada);
    now += 25 * hour;
    expect(sessions.enter(link)).toBe(undefined);
  });

  test("a session ends after two weeks without use, and after a month with it", () => {
    const [used, idle] = [enter(), enter()];
    for (let day = 0; day < 29; day++) {
      now += 24 * hour;
      expect(sessions.find(used)?.person).toEqual(ada);
    }
    expect(sessions.find(idle)).toBe(undefined);
    now += 48 * hour;
    expect(sessions.find(used)).toBe(undefined);
  });

  test("a session knows when it was ended", () => {
    const token = enter();
    const session = sessions.find(token);
    expect(session?.isAlive()).toBe(true);
    sessions.end(token);
    expect(session?.isAlive()).toBe(false);
  });

  test("tokens are not in the file, which its owner alone can read", async () => {
    const token = enter();
    const { readFileSync } = await import("node:fs");
    for (const name of ["sessions.sqlite", "sessions.sqlite-wal"])
      expect(readFileSync(join(folder, name)).includes(token)).toBe(false);
    expect(statSync(join(folder, "sessions.sqlite")).mode & 0o077).toBe(0);
  });

  test("sessions outlive the server", () => {
    const token = enter();
    const again = openSessions(folder, () => now);
    expect(again.find(token)?.person).toEqual(ada);
    again.close();
  });
});
