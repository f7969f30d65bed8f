import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openPage } from "./browser.ts";
import { chinese } from "./explore-corpus.ts";
import { both, MapSite, settled } from "./explore-site.ts";

describe.skipIf(!hasBrowser)("what is done with documents on the map", () => {
  let site: MapSite;
  beforeAll(async () => {
    site = await MapSite.start();
  });
  afterAll(() => site?.close());

  test("a selection is labeled, and the label is taken back", async () => {
    const { page, context } = await site.open('?by=source&only=[["is","source","docs/cjk.jsonl"]]');
    await settled(page);
    await page.getByRole("button", { name: "Label", exact: true }).click();
    await page.getByLabel("Task").fill("language family");
    await page.getByLabel("Label", { exact: true }).fill("东亚");
    await page.getByText("is new; it will be a task of people").waitFor();
    await page.getByRole("button", { name: "Label 6 documents" }).click();
    await page.getByText("Labeled 6 documents “东亚” in language family.").waitFor();
    const labels = async () =>
      (await site.select({ categories: [{ by: "source", values: ["docs/cjk.jsonl"] }] }, 10)).rows.flatMap(
        (row) => row.labels.map(({ label, source }) => `${label} ${source}`),
      );
    expect(await labels()).toEqual(Array(6).fill("东亚 person"));
    await page.locator(".explore-table").getByText("东亚").first().waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Taken back.").waitFor();
    expect(await labels()).toEqual([]);
    await page.locator(".explore-table").getByText("东亚").first().waitFor({ state: "detached" });
    await context.close();
  });

  test("a selection is dropped for a reason, never without one, and kept again", async () => {
    const { page, context } = await site.open('?only=[["is","source","docs/farm.jsonl"]]');
    await settled(page);
    await page.getByRole("button", { name: "Drop", exact: true }).click();
    const drop = page.getByRole("button", { name: "Drop 40 documents" });
    expect(await drop.isDisabled()).toBe(true);
    await page.getByLabel(/Why drop/).fill("too many farms");
    await drop.click();
    await page.getByText("Dropped 40 documents: too many farms.").waitFor();
    const { rows } = await site.select({ categories: [{ by: "source", values: ["docs/farm.jsonl"] }] }, 100);
    expect(rows.map(({ verdict }) => verdict)).toEqual(Array(40).fill("drop"));
    await page.locator(".explore-table .drop").first().waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Taken back.").waitFor();
    await page.locator(".explore-table .keep").first().waitFor();
    expect((await site.select({}, 200)).rows.filter(({ verdict }) => verdict === "drop")).toEqual([]);
    await context.close();
  });

  test("the whole map is neither labeled nor dropped by a slip", async () => {
    const { page, context } = await site.open();
    await both(page, site.map.count);
    for (const name of ["Label", "Drop", "Keep"])
      expect(await page.getByRole("button", { name, exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Export" }).isEnabled()).toBe(true);
    await context.close();
  });

  test("a selection is saved as a file with its texts", async () => {
    const { page, context } = await site.open('?only=[["is","source","docs/cjk.jsonl"]]');
    await settled(page);
    await page.getByRole("button", { name: "Export" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "jsonl", exact: true }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("selection.jsonl");
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\n");
    expect(lines.map((line) => JSON.parse(line).id).toSorted()).toEqual([
      "cjk-0-0",
      "cjk-0-1",
      "cjk-0-2",
      "cjk-1-0",
      "cjk-1-1",
      "cjk-1-2",
    ]);
    expect(lines.join("")).toContain(chinese);
    await context.close();
  });

  test("a document shows those most like it, in the list and on the map", async () => {
    const { page, context } = await site.open("?doc=port-3");
    await page.getByRole("button", { name: "Show the most similar" }).click();
    await page.locator(".explore-neighbours li").nth(9).waitFor();
    const titles = await page.locator(".explore-neighbours strong").allInnerTexts();
    expect(titles.every((title) => title.startsWith("port "))).toBe(true);
    expect((await page.locator(".explore-overlay .line").getAttribute("d"))?.match(/L/g)).toHaveLength(10);
    await page.locator(".explore-neighbours button.explore-open").first().click();
    await page.locator(".explore-document h2").getByText(titles[0], { exact: true }).waitFor();
    await context.close();
  });

  test("who only labels sees the map and exports, and acts on no selection", async () => {
    const { json } = await site.server.ask("/api/invitations", { body: { name: "Ann" } });
    const entered = await fetch(`${site.server.url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: json.token }),
    });
    const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0];
    const { page, context } = await openPage(
      site.browser,
      { ...site.server, cookie },
      '/explore?only=[["is","source","docs/cjk.jsonl"]]',
    );
    await page.locator(".explore-table .explore-open").first().waitFor();
    await settled(page);
    expect(await page.getByRole("button", { name: "Label", exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Export" }).isEnabled()).toBe(true);
    await context.close();
  });
});
