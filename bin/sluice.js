#!/usr/bin/env node
// Starts the command line in Node 24 or newer: this one, or the one that npm put beside Sluice.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "../src/cli/sluice.ts");
const entry = existsSync(source) ? source : join(here, "../cli/sluice.js");

// Compiled code is kept between starts, for the worker threads too: it halves the time to load.
const cache = module.enableCompileCache?.().directory;
if (cache) process.env.NODE_COMPILE_CACHE ??= cache;

if (Number(process.versions.node.split(".")[0]) >= 24) {
  await import(entry);
} else {
  runInNewerNode();
}

function runInNewerNode() {
  let node;
  try {
    node = join(dirname(createRequire(import.meta.url).resolve("node/package.json")), "bin/node");
  } catch {
    console.error(`sluice: needs Node 24 or newer, this is ${process.version}. Try: npm install node@24`);
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  process.on("SIGINT", () => {}); // the terminal sends it to the child as well, and the child decides
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => {
    process.exitCode = signal ? 130 : (code ?? 1);
  });
}
