// Is what `npm run build` makes a package that works where it is installed, without this repository beside it?
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expectEqual, runChecks } from "./checks.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "sluice-package-"));
const path = `${join(root, "node_modules/node/bin")}${delimiter}${dirname(process.execPath)}${delimiter}${process.env.PATH}`;

function command(cwd: string, ...words: string[]): string {
  const env = { ...process.env, PATH: path, npm_config_fund: "false", npm_config_audit: "false" };
  return execFileSync(words[0], words.slice(1), { cwd, env, encoding: "utf8", stdio: "pipe" });
}

const pipelineFile = `import { countTokens, deduplicate, gopherRepetition, ingest, measure, pipeline, rules, write } from "sluice";

const tooFew: string = "word_count < 5";

export default pipeline({
  name: "tiny",
  stages: {
    documents: ingest("notes/*.jsonl"),
    signals: measure("basics", "gopher"),
    quality: rules({ too_few_words: tooFew, repeated_lines: gopherRepetition.repeated_lines }),
    copies: deduplicate({ threshold: 0.8 }),
    tokens: countTokens({ tokenizer: "gpt2" }),
    train: write({ format: "nanogpt", tokenizer: "gpt2" }),
  },
});
`;

function writeNotes(): void {
  const subjects = ["rivers", "bridges", "lamps", "maps", "clocks", "boats", "wells", "roofs"];
  const texts = subjects.map(
    (one) => `A note on ${one}: they were counted in spring, and again when ${one} were sold.`,
  );
  const records = ["Too short.", ...texts, texts[0]].map((text, i) =>
    JSON.stringify({ id: `note-${i}`, text }),
  );
  mkdirSync(join(folder, "notes"));
  writeFileSync(join(folder, "notes/all.jsonl"), `${records.join("\n")}\n`);
  writeFileSync(join(folder, "tiny.ts"), pipelineFile);
}

/** Starts the server of the installed package, asks it as a stranger, and stops it with Ctrl-C. */
async function servedThere(): Promise<string> {
  const child = spawn("npx", ["sluice", "serve", "--port", "0"], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    detached: true,
  });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (text) => {
        said += text;
        const found = /http:\/\/[\d.:]+/.exec(said)?.[0];
        if (found !== undefined && said.includes("/enter#")) resolve(found);
      });
      child.on("close", () => reject(new Error(`ended: ${said}`)));
    });
    const page = await (await fetch(address)).text();
    expectEqual(page.includes('<div id="app">'), true);
    expectEqual((await fetch(`${address}/api/workspace`)).status, 401);
    return address;
  } finally {
    process.kill(-child.pid!, "SIGINT");
  }
}

let archive = "";
await runChecks([
  {
    claim: "npm run build makes dist/",
    run: () => void command(root, "npm", "run", "build"),
  },
  {
    claim: "it packs",
    run() {
      archive = command(join(root, "dist"), "npm", "pack", "--silent", "--pack-destination", folder).trim();
      return archive;
    },
  },
  {
    claim: "it installs into an empty folder",
    run() {
      writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
      command(folder, "npm", "install", `./${archive}`);
    },
  },
  {
    claim: "npx sluice --version",
    run: () => command(folder, "npx", "sluice", "--version").trim(),
  },
  {
    claim: "a pipeline in TypeScript runs there, with two threads",
    run() {
      writeNotes();
      command(folder, "npx", "sluice", "run", "tiny.ts", "--workers", "2");
      const rows = command(
        folder,
        "npx",
        "sluice",
        "query",
        "SELECT count(*) AS n FROM kept",
        "--format",
        "json",
      );
      expectEqual(JSON.parse(rows), [{ n: 8 }]);
    },
  },
  {
    claim: "sluice serve shows the pages, and lets nobody in without its link",
    run: () => servedThere(),
  },
  {
    claim: "its types check that pipeline",
    run() {
      const flags = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2024"];
      command(folder, process.execPath, join(root, "node_modules/typescript/bin/tsc"), ...flags, "tiny.ts");
    },
  },
]);
rmSync(folder, { recursive: true, force: true });
