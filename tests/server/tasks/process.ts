import { type ChildProcess, spawn } from "node:child_process";
import { join, resolve } from "node:path";

const entry = resolve(import.meta.dirname, "../../../bin/sluice.js");

/** A `sluice` process that serves. */
export interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  /** The one-time link. */
  readonly link: string;
  /** What it wrote, so far. */
  said(): string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts `sluice` with words that serve, and waits for its link. */
export async function startServing(cwd: string, ...words: string[]): Promise<Served> {
  const child = spawn(process.execPath, [entry, ...words], { cwd, env: { ...process.env, NO_COLOR: "1" } });
  let said = "";
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  await new Promise<void>((ready, failed) => {
    const listen = (text: Buffer) => {
      said += text;
      if (/\/enter\S*#\S+\n/.test(said)) ready();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    void gone.then(() => failed(new Error(`sluice ${words.join(" ")} ended: ${said}`)));
  });
  const [link] = /http:\S+\/enter\S*#\S+/.exec(said) as RegExpExecArray;
  const kill = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  return { child, link, url: new URL(link).origin, said: () => said, kill };
}

/** `sluice serve` on a workspace. */
export function serveAgain(folder: string, port: number): Promise<Served> {
  return startServing(join(folder, ".."), "serve", "--workspace", folder, "--port", String(port), "--link");
}
