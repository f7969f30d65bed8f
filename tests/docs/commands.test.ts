import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeCorpus } from "./corpus.ts";
import { type Block, blocksOf } from "./page.ts";
import { checkout, pages } from "./pages.ts";

describe.each(pages)("%s does what it says", (page) => {
  const blocks = blocksOf(readFileSync(join(checkout, page), "utf8"));
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sluice-docs-"));
    writeCorpus(folder, checkout);
    writeCommands(join(folder, "bin"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const block of blocks) {
    if (block.file !== undefined) {
      test(`line ${block.line}: ${block.file} can be written`, () => {
        writeFileSync(join(folder, block.file as string), block.content);
      });
    } else if (block.language === "sh" && block.notRun === undefined) {
      test(`line ${block.line}: ${block.content.split("\n")[0]}`, async () => {
        const { code, output } = await shell(block, folder);
        expect(code, output).toBe(block.exit);
      });
    }
  }
});

test("every page has commands that are run", () => {
  const without = pages.filter((page) => {
    const blocks = blocksOf(readFileSync(join(checkout, page), "utf8"));
    return !blocks.some(({ language, notRun }) => language === "sh" && notRun === undefined);
  });
  expect(without).toEqual([]);
});

/** `sluice`, and an `npx` that knows nothing else. */
function writeCommands(folder: string): void {
  mkdirSync(folder);
  const sluice = `exec "${process.execPath}" "${join(checkout, "bin/sluice.js")}" "$@"`;
  const npx =
    '[ "$1" = sluice ] || { echo "npx $1: not in this test" >&2; exit 127; }; shift; exec sluice "$@"';
  for (const [name, script] of Object.entries({ sluice, npx })) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
}

function shell({ content }: Block, folder: string): Promise<{ code: number; output: string }> {
  const env = {
    ...process.env,
    PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH}`,
    NO_COLOR: "1",
  };
  return new Promise((resolve) => {
    execFile("bash", ["-euo", "pipefail", "-c", content], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, output: `${stdout}\n${stderr}`.trim() });
    }).stdin?.end();
  });
}
