import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { millPlace, runMill } from "../cli/corpus.ts";
import { serving, servingFolder } from "../server/serving.ts";
import { axeFindings, hasBrowser, launch, openPage } from "./browser.ts";
import { mapWorkspace } from "./explore-corpus.ts";

describe.skipIf(!hasBrowser)("the map's page, when there is no map to show", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test("says so in a workspace in which nothing has run, and what to run", async () => {
    const server = await serving();
    const { page, faults } = await openPage(browser, server, "/explore");
    await page.getByText("Nothing has run in this workspace").waitFor();
    await page.getByText("sluice run pipelines/quickstart.ts").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
    await server.close();
  });

  test("names the stages that a pipeline without a map lacks, and how to run it", async () => {
    const place = millPlace();
    await runMill(place);
    const server = await serving(join(place.folder, "mill.sluice"));
    const { page } = await openPage(browser, server, "/explore");
    await page.getByText("This workspace has no map").waitFor();
    expect(await page.locator(".explore-stages").innerText()).toContain("project({");
    await page.getByText(/sluice run .*mill\.ts/).waitFor();
    await page.context().close();
    await server.close();
  });

  test("a map that a new run has replaced is told and exchanged, and nothing is done to it meanwhile", async () => {
    const place = await mapWorkspace();
    const server = await servingFolder(place.folder);
    const { page } = await openPage(browser, server, '/explore?only=[["is","source","docs/cjk.jsonl"]]');
    await page.getByRole("button", { name: "Drop", exact: true }).and(page.locator(":enabled")).waitFor();
    await place.rerun();
    await page.getByRole("button", { name: "Drop", exact: true }).click();
    await page.getByLabel(/Why drop/).fill("a test");
    await page.getByRole("button", { name: "Drop 6 documents" }).click();
    await page.getByText(/^Nothing was changed: /).waitFor();
    await page.getByText("A new run has finished").waitFor();
    await page.getByRole("button", { name: "Load the new map" }).click();
    await page.getByText("A new run has finished").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Drop 6 documents" }).click();
    await page.getByText("Dropped 6 documents: a test.").waitFor();
    await page.context().close();
    await server.close();
  });
});
