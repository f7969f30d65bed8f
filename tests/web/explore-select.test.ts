import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contains } from "../../src/viz/explore/polygon.ts";
import { readLasso } from "../../web/explore/lasso-code.ts";
import { hasBrowser } from "./browser.ts";
import { chinese, hostile } from "./explore-corpus.ts";
import { both, inAddress, MapSite, settled } from "./explore-site.ts";

describe.skipIf(!hasBrowser)("a selection on the map", () => {
  let site: MapSite;
  beforeAll(async () => {
    site = await MapSite.start();
  });
  afterAll(() => site?.close());

  test("a lasso selects what lies in it: the table, the server and the even-odd rule say the same number", async () => {
    const { page, context } = await site.open();
    const cluster = site.map.clusters[0];
    const members = site.points.flatMap(([x, y], i) =>
      Math.hypot(x - cluster.x, y - cluster.y) < 1.5 ? [i] : [],
    );
    await site.lasso(page, members);
    const polygon = readLasso(inAddress(page, "lasso")!)!;
    const inside = site.points.filter(([x, y]) => contains(polygon, x, y)).length;
    expect(inside).toBeGreaterThanOrEqual(members.length);
    expect(inside).toBeLessThan(site.map.count);
    await both(page, inside);
    expect((await site.select({ polygon })).count).toBe(inside);
    await page.getByRole("button", { name: "Remove: lasso" }).click();
    await both(page, site.map.count);
    await context.close();
  });

  test("a legend selects a value, with Shift one more, and the same again nothing", async () => {
    const { page, context } = await site.open("?by=source");
    const line = (name: string) =>
      page.getByRole("button", { name: new RegExp(`docs/${name}\\.jsonl`) }).first();
    await line("port").click();
    await both(page, 40);
    await line("cjk").click({ modifiers: ["Shift"] });
    await both(page, 46);
    await line("mill").click();
    await both(page, 41);
    await line("mill").click();
    await both(page, site.map.count);
    await context.close();
  });

  test("a range of a number selects what is between, and goes on while the colours are others", async () => {
    const { page, context } = await site.open("?by=tokens");
    const handle = page.getByRole("slider", { name: /, from/ });
    await handle.focus();
    for (let step = 0; step < 90; step++) await page.keyboard.press("ArrowRight");
    await settled(page);
    const [[, , low]] = JSON.parse(inAddress(page, "only")!);
    const told = await site.select({ range: [{ by: "tokens", low, high: null }] });
    expect(told.count).toBeGreaterThan(0);
    expect(told.count).toBeLessThan(site.map.count);
    await both(page, told.count);
    await page.getByRole("combobox", { name: "Colour by" }).click();
    await page.keyboard.type("source");
    await page.keyboard.press("Enter");
    await both(page, told.count);
    await context.close();
  });

  test("search finds words of a language without spaces, marks them, and selects the documents", async () => {
    const { page, context } = await site.open();
    await page.keyboard.press("/");
    await page.keyboard.type(chinese.slice(0, 2));
    await page.locator(".explore-hits li").nth(2).waitFor();
    expect(await page.locator(".explore-hits h2").innerText()).toContain("3 hits");
    expect(await page.locator(".explore-hits mark").first().innerText()).toBe(chinese.slice(0, 2));
    await page.getByRole("tab", { name: "Selection" }).click();
    await both(page, 3);
    await page.getByRole("searchbox").fill("there is no such word zzyzx");
    await page.getByText("No document has these words").waitFor();
    await page.getByRole("tab", { name: "Selection" }).click();
    await page.getByText("Nothing is selected by this").waitFor();
    await context.close();
  });

  test("keys alone select a cluster, open a document of it and close it", async () => {
    const { page, context } = await site.open();
    const { name, size } = site.map.clusters[0];
    await page
      .getByRole("button", { name: new RegExp(`^${name}`) })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await both(page, size);
    await page.locator(".explore-table .explore-open").first().focus();
    await page.keyboard.press("Enter");
    await page.locator(".explore-document h2").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".explore-table .explore-open").first().waitFor();
    await context.close();
  });

  test("text that would do harm stays text, its invisible characters seen, whatever its id", async () => {
    const { page, context, faults } = await site.open("?q=harmful");
    const title = page.locator(".explore-hits strong").getByText(hostile.title, { exact: true });
    await title.waitFor();
    await title.click();
    const text = await page.locator(".explore-document .reading").innerText();
    expect(text).toContain("<script>window.harmed=1</script> harmful ⟨202E⟩gnihton⟨202C⟩");
    await page.mouse.move(...(await site.pixelOf(page, await site.indexOf("hostile/?#&"))));
    await page.locator(".explore-hover").getByText(hostile.title, { exact: true }).waitFor();
    expect(await page.getByRole("link", { name: "Whole story" }).getAttribute("href")).toBe(
      "/documents/hostile%2F%3F%23%26",
    );
    expect(await page.evaluate("globalThis.harmed")).toBeUndefined();
    expect(faults).toEqual([]);
    await context.close();
  });
});
