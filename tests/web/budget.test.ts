import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { millPlace, runMill } from "../cli/corpus.ts";
import { type Serving, servingFolder } from "../server/serving.ts";
import { axeFindings, hasBrowser, launch, openPage } from "./browser.ts";

const number = (page: Page) => page.locator(".budget-number");

describe.skipIf(!hasBrowser)("budget", () => {
  let browser: Browser;
  let server: Serving;
  beforeAll(async () => {
    browser = await launch();
    const place = millPlace();
    await runMill(place);
    server = await servingFolder(join(place.folder, "mill.sluice"));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test("begins with the tokens of the workspace, and says that no law holds for so few", async () => {
    const { page, context, faults } = await openPage(browser, server, "/budget");
    await number(page).waitFor();
    const { tokens } = (await server.ask("/api/workspace")).json;
    expect(await page.getByLabel("Tokens that it reads").inputValue()).toBe(String(tokens));
    expect(await number(page).innerText()).toContain("less than");
    await page.getByText("Scaling laws say nothing about so small a set").first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test("what is typed as people write it is answered with the number, its range and the curve with one's point", async () => {
    const { page, context } = await openPage(browser, server, "/budget");
    await page.getByLabel("Parameters of the model").fill("1B");
    await page.getByLabel("Tokens that it reads").fill("20 B");
    await number(page).getByText("$ 253").waitFor();
    await page.getByRole("region", { name: "Answer" }).getByText("$ 134 to $ 562").waitFor();
    await page.locator(".budget-curve").getByText("you: 2.53").waitFor();
    await page.waitForURL(/tokens=20\+B/);
    await page.reload();
    await number(page).getByText("$ 253").waitFor();
    await context.close();
  });

  test("a slider moves field, answer and address, by keys too", async () => {
    const { page, context } = await openPage(browser, server, "/budget?parameters=1B&tokens=20B");
    await number(page).getByText("$ 253").waitFor();
    const slider = page.getByLabel("Tokens, slider");
    expect(Number(await slider.inputValue())).toBe(538);
    await slider.focus();
    await page.keyboard.press("End");
    expect(await page.getByLabel("Tokens that it reads").inputValue()).toBe("100T");
    await number(page).getByText("$ 1.26 M").waitFor();
    await page.waitForURL(/tokens=100T/);
    await context.close();
  });

  test("a wrong field has its own message, the last answer stays and is said to be the last", async () => {
    const { page, context, faults } = await openPage(browser, server, "/budget?parameters=1B&tokens=20B");
    await number(page).getByText("$ 253").waitFor();
    const field = page.getByLabel("Tokens that it reads");
    await field.fill("much");
    await page.getByText("must be a number such as 1.4T, 124M or 5000").waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await number(page).innerText()).toContain("253");
    await page.getByText("The answer is to the inputs before").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await field.fill("40B");
    await number(page).getByText("$ 506").waitFor();
    expect(await page.getByText("must be a number such as").count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  test.each([
    "/budget?tokens=much",
    "/budget?ask=nonsense",
    "/budget?ask=label&by=model&model=&items=5",
    "/budget?utilisation=%3Cscript%3E",
  ])("%s is a page, whatever the address says", async (path) => {
    const { page, context, faults } = await openPage(browser, server, path);
    await page.getByRole("form", { name: "Question" }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test("digit keys ask the other questions", async () => {
    const { page, context } = await openPage(browser, server, "/budget");
    await number(page).waitFor();
    for (const [key, said] of [
      ["2", "Which model does a sum of money train best"],
      ["3", "What does it take to have documents labeled?"],
      ["4", "What does it take to keep tokens"],
      ["1", "What does it take to train a model"],
    ]) {
      await page.keyboard.press(key);
      await page.getByText(said).waitFor();
    }
    await context.close();
  });

  test("labeling by people lies on the curve of accuracy; a click takes a model instead", async () => {
    const { page, context } = await openPage(
      browser,
      server,
      "/budget?ask=label&items=900&redundancy=3&tokensIn=800",
    );
    await number(page).getByText("$ 225").waitFor();
    await page.locator(".budget-curve").getByText("you: 3 answers").waitFor();
    expect(await page.locator(".budget-others").innerText()).toMatch(
      /accuracy of the majority\s+89\.6\s%\s+78\.4\s% to 97\.2\s%/,
    );
    await page.getByRole("button", { name: "claude-haiku-4.5" }).click();
    await number(page).getByText("$ 1.49").waitFor();
    expect(await page.getByLabel("Model that labels").inputValue()).toBe("claude-haiku-4.5");
    await page.getByText("full price", { exact: false }).waitFor();
    await page.waitForURL(/by=model/);
    await page.getByRole("button", { name: "by people" }).click();
    await number(page).getByText("$ 225").waitFor();
    await context.close();
  });

  test("a model with a price of its own needs that price", async () => {
    const { page, context } = await openPage(
      browser,
      server,
      "/budget?ask=label&by=model&model=gpt-5.4&items=1M&redundancy=1&tokensIn=800",
    );
    await number(page).waitFor();
    await page.getByLabel("Model that labels").selectOption("");
    await page.getByText("say what a million tokens cost").waitFor();
    await page.getByLabel("Price of the prompt").fill("1");
    await page.getByLabel("Batch interface").uncheck();
    await number(page).getByText("$ 800").waitFor();
    await context.close();
  });

  test("where a price is only quoted the page says so; one's own price is not", async () => {
    const { page, context } = await openPage(browser, server, "/budget?parameters=1B&tokens=20B");
    const money = page.locator("#budget-money");
    await money.getByText("quoted, not opened").waitFor();
    expect(await money.innerText()).toMatch(/mercatus-ai\.com, 2026-05/);
    await page.getByLabel("Price of a GPU-hour").first().fill("2");
    await money.getByText("given").waitFor();
    expect(await money.getByText("quoted, not opened").count()).toBe(0);
    await page.getByText("Prices and figures it stands on").click();
    expect(await page.locator(".budget-prices").innerText()).toContain(
      "skypilot-catalog v8 (Nebius), 2026-11",
    );
    await context.close();
  });

  test("storing: a click on a provider takes it", async () => {
    const { page, context } = await openPage(browser, server, "/budget?ask=store&tokens=1.4T");
    await number(page).getByText("$ 64.40").waitFor();
    await page.getByRole("button", { name: "wasabi" }).click();
    await number(page).getByText("$ 13.72").waitFor();
    await context.close();
  });

  describe.each([
    "/budget",
    "/budget?parameters=1B&tokens=20B&view=origins",
    "/budget?ask=budget&dollars=10k&view=answer",
    "/budget?ask=label&by=model&model=gpt-5.5",
    "/budget?ask=store",
  ])("%s", (path) => {
    test.each([
      { width: 1440, colorScheme: "light" },
      { width: 1024, colorScheme: "dark" },
      { width: 390, height: 844, colorScheme: "light" },
    ] as const)(
      "at $width, $colorScheme: nothing serious for axe, nothing over the edge, no fault",
      async (view) => {
        const { page, context, faults } = await openPage(browser, server, path, view);
        await number(page).waitFor();
        await page.waitForTimeout(300);
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(
          0,
        );
        expect(await axeFindings(page)).toEqual([]);
        expect(faults).toEqual([]);
        await context.close();
      },
    );
  });
});
