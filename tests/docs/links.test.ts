import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { makeProgram } from "../../src/cli/program.ts";
import { commandsIn, linksOf } from "./page.ts";
import { checkout, pages } from "./pages.ts";

const others = ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/LOG.md"];

function read(page: string): string {
  return readFileSync(join(checkout, page), "utf8");
}

/** GitHub's anchors of a page: its headings in lower case, with dashes, without punctuation. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

function names(command: Command, before = ""): string[] {
  return command.commands.flatMap((one) => [`${before}${one.name()}`, ...names(one, `${one.name()} `)]);
}

describe.each([...pages, ...others])("%s", (page) => {
  test("links only to files and headings that are there", () => {
    const dead = linksOf(read(page)).filter((link) => {
      const [path, anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(checkout, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  test("names only commands that there are", async () => {
    const program = await makeProgram(["cost"]);
    const known = names(program);
    const groups = new Set(known.filter((name) => name.includes(" ")).map((name) => name.split(" ")[0]));
    const unknown = commandsIn(read(page)).filter((command) => {
      const [first] = command.split(" ");
      return !known.includes(groups.has(first) && command.includes(" ") ? command : first);
    });
    expect(unknown).toEqual([]);
  });
});

test("every command is on some page", async () => {
  const program = await makeProgram(["cost"]);
  const text = pages.map(read).join("\n");
  const leaves = program.commands.flatMap((one) =>
    one.commands.length > 0 ? one.commands.map((sub) => `${one.name()} ${sub.name()}`) : [one.name()],
  );
  expect(leaves.filter((command) => !text.includes(`sluice ${command}`))).toEqual([]);
});
