import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documents } from "../cli/corpus.ts";
import { jsonl } from "../cli/sluice.ts";
import { edit, millWithHistory, run } from "../server/runs/mill-history.ts";
import { type Serving, serving, servingFolder } from "../server/serving.ts";
import { axeFindings, hasBrowser, launch, openPage } from "./browser.ts";

/** Pages of a diary, no two alike, so that a run has something to do. */
function manyPages(count: number): { readonly id: string; readonly text: string }[] {
  const word = (i: number, k: number) => ((i * 7919 + k * 104_729) % 999_983).toString(36);
  return Array.from({ length: count }, (_, i) => ({
    id: `page-${i}`,
    text: `On this day ${Array.from({ length: 30 }, (_, k) => word(i + 1, k + 1)).join(" ")} was written.`,
  }));
}

const quickstart = join(import.meta.dirname, "../../quickstart.sluice");

describe.skipIf(!hasBrowser)("home", () => {
  let browser: Browser;
  let history: Awaited<ReturnType<typeof millWithHistory>>;
  let server: Serving;
  beforeAll(async () => {
    browser = await launch();
    history = await millWithHistory();
    server = await servingFolder(history.workspace);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test("runs stand as rows, newest first, with what changed since the one before", async () => {
    const { page, context, faults } = await openPage(browser, server, "/");
    const rows = page.getByRole("region", { name: "Runs" }).locator("tbody tr");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(2);
    const newest = await rows.first().innerText();
    expect(newest).toMatch(/mill 2/);
    expect(newest).toContain("word_count < 10 → 4");
    expect(newest).toContain("and 2 more");
    expect(await rows.last().innerText()).toContain("the first run that is known");
    const { kept } = (await server.ask("/api/workspace")).json;
    expect(await page.locator(".home-numbers").innerText()).toContain(String(kept));
    expect(await rows.first().getByRole("img").locator("title").textContent()).toMatch(
      /12 documents read, \d+ kept/,
    );
    expect(faults).toEqual([]);
    await context.close();
  });

  test("a click on a loss of the funnel chooses it: its rules, its documents, the address; Back goes back", async () => {
    const { page, context } = await openPage(browser, server, "/");
    await page.locator("path[data-loss=quality]").waitFor();
    await page.locator("path[data-loss=copies]").dispatchEvent("click");
    await page.getByRole("heading", { name: "dropped by copies" }).waitFor();
    expect(new URL(page.url()).searchParams.get("stage")).toBe("copies");
    await page.locator("path[data-loss=quality]").dispatchEvent("click");
    await page.getByRole("heading", { name: "dropped by quality" }).waitFor();
    await page.getByRole("button", { name: "too_few_words" }).click();
    await page.getByRole("heading", { name: "1 dropped by too_few_words" }).waitFor();
    expect(await page.locator(".home-documents li").count()).toBe(1);
    expect(await page.locator(".home-reason").innerText()).toContain("word_count 2 < 4");
    await page.locator("path[data-loss=copies]").dispatchEvent("click");
    await page.getByRole("heading", { name: "dropped by copies" }).waitFor();
    expect(new URL(page.url()).searchParams.get("rule")).toBeNull();
    await page.goBack();
    await page.getByRole("heading", { name: "1 dropped by too_few_words" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "dropped by quality" }).waitFor();
    await context.close();
  });

  test("the same by keys alone, down to the document", async () => {
    const { page, context } = await openPage(browser, server, "/");
    await page.getByRole("button", { name: /^quality −/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "too_few_words" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "1 dropped by too_few_words" }).waitFor();
    await page.locator(".home-document").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${server.url}/documents/short-a`);
    await context.close();
  });

  test("a link to a rule shows it at once", async () => {
    const { page, context } = await openPage(browser, server, "/?stage=quality&rule=too_many_words");
    await page.getByRole("heading", { name: "dropped by too_many_words" }).waitFor();
    const bound = page.getByRole("link", { name: "> 60" });
    expect(await bound.getAttribute("href")).toBe("/workbench?rule=too_many_words");
    await context.close();
  });

  test("of an older run the counts are kept, and the page says why its documents are not shown", async () => {
    const { page, context } = await openPage(browser, server, "/");
    await page.getByRole("link", { name: "mill 1" }).click();
    await page.getByRole("heading", { name: "Documents of an older run" }).waitFor();
    expect(await page.getByText("Width is documents").count()).toBe(1);
    await page.getByRole("link", { name: "The latest run" }).click();
    await page.getByText("Width is tokens").waitFor();
    await context.close();
  });

  test("somebody's decision changes the next act without a reload", async () => {
    const { page, context } = await openPage(browser, server, "/");
    await page.locator(".home-status").waitFor();
    const deed = crypto.randomUUID();
    const act = { act: "decide", documents: ["prose-0"], verdict: "drop", reason: "test", selection: "" };
    await server.ask("/api/deeds", { body: { deeds: [{ id: deed, act }] } });
    await page.getByText("1 decision by hand is newer than the run").waitFor();
    await page.getByText("sluice run mill.ts --workspace").waitFor();
    await server.ask("/api/deeds", {
      body: { deeds: [{ id: crypto.randomUUID(), act: { act: "undo", deed } }] },
    });
    await page.getByText("is newer than the run").waitFor({ state: "detached" });
    await context.close();
  });

  test("a run in progress is followed live where the next act stood; its row comes without a reload, nothing jumps", async () => {
    const { page, context, faults } = await openPage(browser, server, "/");
    const rows = page.getByRole("region", { name: "Runs" }).locator("tbody tr");
    await rows.first().waitFor();
    const before = await page.locator(".home-runs").boundingBox();
    edit(history.place, "word_count < 4", "word_count < 6");
    history.place.write("docs.jsonl", jsonl([...documents, ...manyPages(4000)]));
    const running = run(history.place);
    await page.getByRole("heading", { name: "mill is running" }).waitFor();
    await page.getByText(/of \d+ stages done/).waitFor();
    expect((await page.locator(".home-runs").boundingBox())?.y).toBe(before?.y);
    // The first finished stage makes a row, long before the run is over.
    await rows.first().getByText("running").waitFor();
    await running;
    await page.getByRole("heading", { name: "mill is running" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "mill 3" }).waitFor();
    expect(await rows.first().innerText()).toContain("word_count < 4 → 6");
    expect(faults).toEqual([]);
    await context.close();
  });

  describe.each(["/", "/?run=1", "/?stage=quality&rule=too_few_words&view=documents", "/?view=funnel"])(
    "%s",
    (path) => {
      test.each([
        { width: 1440, colorScheme: "light" },
        { width: 1024, colorScheme: "dark" },
        { width: 390, height: 844, colorScheme: "dark" },
      ] as const)(
        "at $width, $colorScheme: nothing serious for axe, nothing over the edge, no fault",
        async (view) => {
          const { page, context, faults } = await openPage(browser, server, path, view);
          await page.locator(".home").waitFor();
          await page.waitForTimeout(400);
          expect(
            await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
          ).toBeLessThanOrEqual(0);
          expect(await axeFindings(page)).toEqual([]);
          expect(faults).toEqual([]);
          await context.close();
        },
      );
    },
  );

  test("on a narrow screen one part is seen at a time, and arrows choose it", async () => {
    const { page, context } = await openPage(browser, server, "/", { width: 390, height: 844 });
    await page.getByRole("tab", { name: "Runs" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("heading", { name: "Where documents go" }).waitFor();
    expect(await page.getByRole("region", { name: "Runs" }).isVisible()).toBe(false);
    expect(new URL(page.url()).searchParams.get("view")).toBe("funnel");
    await context.close();
  });

  test("when the server goes away the page says so and tries again on request", async () => {
    const other = await serving(history.workspace);
    const { page, context } = await openPage(browser, other, "/");
    await page.locator(".home-documents li").first().waitFor();
    await other.close();
    await page
      .getByRole("button", { name: /^(quality|copies) −/ })
      .nth(1)
      .click();
    await page.getByText("The server does not answer").waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(1);
    await context.close();
  });
});

describe.skipIf(!hasBrowser)("home of a workspace where nothing ran", () => {
  test("says what to type, for this folder", async () => {
    const browser = await launch();
    const server = await serving();
    const { page, context, faults } = await openPage(browser, server, "/");
    await page.getByRole("heading", { name: "No run yet" }).waitFor();
    await page.getByText(`--workspace ${server.folder}`).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
    await browser.close();
    await server.close();
  });
});

describe.skipIf(!hasBrowser || !existsSync(quickstart))("home of the quickstart", () => {
  test("shows the first forty documents of a loss and more on demand", async () => {
    const browser = await launch();
    const server = await serving(quickstart);
    const { page, context, faults } = await openPage(browser, server, "/?stage=quality");
    const items = page.locator(".home-documents li");
    await items.first().waitFor();
    expect(await items.count()).toBe(40);
    await page.getByRole("button", { name: /^40 more of / }).click();
    await items.nth(79).waitFor();
    const ids = await items
      .locator(".home-document")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(new Set(ids).size).toBe(80);
    expect(faults).toEqual([]);
    await context.close();
    await browser.close();
    await server.close();
  });
});
