import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { data, hasData } from "../data.ts";
import { type Serving, servingFolder } from "../server/serving.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { axeFindings, hasBrowser, launch, openPage } from "./browser.ts";

const root = resolve(import.meta.dirname, "../..");
const minutes = 60_000;

describe.skipIf(!hasData || !hasBrowser)("the workspace of the books pipeline", () => {
  const folder = join(temporaryFolder("sluice-books-"), "books.sluice");
  let browser: Browser;
  let server: Serving;
  beforeAll(async () => {
    const words = [
      "run",
      "pipelines/books.ts",
      "--input",
      data("books.jsonl.gz"),
      "--workspace",
      folder,
      "--no-report",
    ];
    execFileSync(process.execPath, [join(root, "bin/sluice.js"), ...words], { cwd: root, stdio: "pipe" });
    server = await servingFolder(folder);
    browser = await launch();
  }, 6 * minutes);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test.each([
    ["/", "kept"],
    ["/label?task=form", "treatise"],
    ["/explore", "documents"],
    ["/workbench", "Rules"],
    ["/budget", "Tokens"],
  ])("%s shows what is in it, and nothing that is wrong", async (path, word) => {
    const { page, context, faults } = await openPage(browser, server, path);
    await page.getByText(word).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("every document is on the map, and a search finds its words", async () => {
    const kept = (await server.ask("/api/workspace")).json.kept;
    expect(kept).toBeGreaterThan(1000);
    expect((await server.ask("/api/map")).json.count).toBe(kept);
    let found = (await server.ask("/api/search?q=whale")).json;
    for (let i = 0; i < 600 && found.status === "building"; i++) {
      await new Promise((later) => setTimeout(later, 100));
      found = (await server.ask("/api/search?q=whale")).json;
    }
    expect(found.count).toBeGreaterThan(10);
    expect(JSON.stringify(found.hits[0].snippet)).toMatch(/whale/i);
  });

  test("a moved bound is counted as SQL counts it", async () => {
    const [stage] = (await server.ask("/api/rules")).json.stages;
    const rule = stage.rules.find(({ handles }: { handles: unknown[] }) => handles.length === 1);
    const { handles, name } = rule;
    const when = `${handles[0].expression} ${handles[0].operator} ${handles[0].value * 1.1}`;
    const { json } = await server.ask("/api/rules/try", {
      body: { stage: stage.name, changes: { [name]: when } },
    });
    const out = execFileSync(
      process.execPath,
      [
        join(root, "bin/sluice.js"),
        "query",
        `SELECT count(*) AS n FROM signals WHERE ${when}`,
        "--workspace",
        folder,
        "--format",
        "json",
      ],
      { encoding: "utf8" },
    );
    expect(json.rules.find((one: { name: string }) => one.name === name).documents).toBe(
      JSON.parse(out)[0].n,
    );
  });
});
