import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openWorkspace } from "../../src/core/workspace.ts";
import { files } from "../../src/io/files.ts";
import { openPeople } from "../../src/io/people/open-people.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { ask, signIn } from "./serving.ts";

const entry = resolve(import.meta.dirname, "../../bin/sluice.js");
const clients = 10;
const votesEach = 100;

let running: ChildProcess | undefined;
afterEach(() => void running?.kill("SIGKILL"));

/** `sluice serve` as a process of its own; resolves once it tells its address. */
async function serve(workspace: string, port: number): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [
    entry,
    "serve",
    "--workspace",
    workspace,
    "--port",
    String(port),
    "--link",
  ]);
  running = child;
  let said = "";
  child.stderr?.resume();
  await new Promise<void>((ready, failed) => {
    child.stdout?.on("data", (text) => {
      said += text;
      if (said.includes("/enter")) ready();
    });
    child.on("exit", () => failed(new Error(`sluice serve ended: ${said}`)));
  });
  return { child, said };
}

/** A client that sends its votes one by one, and each again until it is acknowledged; gives the ids. */
async function client(url: string, cookie: string, number: number, onVote: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let i = 0; i < votesEach; i++) {
    const id = randomUUID();
    const act = {
      act: "answer",
      task: "t",
      document: `${number}-${i}`,
      labels: ["a"],
      seconds: 1,
      evidence: true,
    };
    for (let sent = false; !sent; ) {
      const answered = await ask(url, "/api/deeds", { cookie, body: { deeds: [{ id, act }] } }).catch(
        () => undefined,
      );
      sent = answered?.status === 200;
      if (answered !== undefined && !sent) throw new Error(`${answered.status} ${answered.text}`);
      if (!sent) await new Promise((wait) => setTimeout(wait, 50));
    }
    acknowledged.push(id);
    onVote();
  }
  return acknowledged;
}

test("a server killed again and again under ten clients loses no acknowledged vote and has each once", async () => {
  const folder = join(temporaryFolder("sluice-server-kill-"), "killed.sluice");
  await openWorkspace(files, folder);
  const first = await serve(folder, 0);
  const [, address, token] = /(http:\/\/127\.0\.0\.1:\d+)\/enter#(\S+)/.exec(first.said) as RegExpExecArray;
  const cookie = await signIn(address, token);
  const port = Number(new URL(address).port);

  let votes = 0;
  const killAt = [150, 400, 800];
  let restarting = Promise.resolve();
  let { child } = first;
  const onVote = () => {
    if (++votes !== killAt[0]) return;
    killAt.shift();
    child.removeAllListeners("exit").kill("SIGKILL");
    restarting = restarting.then(async () => {
      ({ child } = await serve(folder, port));
    });
  };
  const numbers = Array.from({ length: clients }, (_, i) => i);
  const sent = (await Promise.all(numbers.map((number) => client(address, cookie, number, onVote)))).flat();
  await restarting;
  expect(killAt).toEqual([]);

  const people = openPeople(folder);
  const found = people.deeds({ limit: 10_000 }).map(({ id }) => id);
  expect(found.length).toBe(clients * votesEach);
  expect(found.toSorted()).toEqual(sent.toSorted());
  expect(people.rows("votes").length).toBe(clients * votesEach);
  people.close();
});
