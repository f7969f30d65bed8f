import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageFiles } from "../../src/io/page-files.ts";
import { packAssets } from "../../src/server/http/assets.ts";
import { millPlace, runMill } from "../cli/corpus.ts";
import { type Serving, serving } from "../server/serving.ts";
import { axeFindings, hasBrowser, launch, openPage } from "./browser.ts";

const quickstart = join(import.meta.dirname, "../../quickstart.sluice");
const paths = ["/", "/label", "/explore", "/workbench", "/budget"];
const views = [
  { width: 1440, colorScheme: "light" },
  { width: 1024, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
] as const;
const weightLimit = 200_000;

test("all pages together weigh less than 200 kB compressed, so each does with everything it loads", async () => {
  const assets = packAssets(await pageFiles());
  expect(assets.has("/index.html")).toBe(true);
  expect(assets.size).toBeGreaterThan(10);
  const whole = [...assets.values()].reduce((sum, { brotli }) => sum + brotli.length, 0);
  expect(whole).toBeLessThan(weightLimit);
});

describe.skipIf(!hasBrowser)("the pages in a browser", () => {
  let browser: Browser;
  let server: Serving;
  beforeAll(async () => {
    browser = await launch();
    const place = millPlace();
    if (!existsSync(quickstart)) await runMill(place);
    server = await serving(existsSync(quickstart) ? quickstart : join(place.folder, "mill.sluice"));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test("the printed link signs in, leads to where it says, and leaves no token in the address", async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/enter?to=%2Fbudget#${server.served.invite()}`);
    await page.waitForURL(`${server.url}/budget`);
    await page.getByRole("link", { name: "Budget" }).and(page.locator("[aria-current=page]")).waitFor();
    await page.close();
  });

  test("a link that points to another site leads home instead", async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/enter?to=%2F%2Fevil.example#${server.served.invite()}`);
    await page.waitForURL(`${server.url}/`);
    await page.close();
  });

  test("without a session a page says how to sign in", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}/label`);
    await page.getByText("Sign in with a link").waitFor();
    await context.close();
  });

  test("? lists the keys, Escape closes the list", async () => {
    const { page, context } = await openPage(browser, server, "/");
    await page.getByRole("navigation").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await context.close();
  });

  describe.each(paths)("%s", (path) => {
    test.each(views)(
      "at $width, $colorScheme: nothing serious for axe, nothing over the edge, no fault",
      async (view) => {
        const { page, context, faults } = await openPage(browser, server, path, view);
        await page.locator("main").waitFor();
        await page.waitForLoadState("networkidle").catch(() => {}); // an event stream never idles
        await page.waitForTimeout(500);
        const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        expect(wide).toBeLessThanOrEqual(0);
        expect(await axeFindings(page)).toEqual([]);
        expect(faults).toEqual([]);
        await context.close();
      },
    );
  });
});
