import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPeople } from "../../src/io/people/open-people.ts";
import { minePlace } from "../server/tasks/place.ts";
import { type Served, serveAgain } from "../server/tasks/process.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { hasBrowser, launch } from "./browser.ts";
import { desk } from "./label-desk.ts";

describe.skipIf(!hasBrowser)("answers on the labeling page", () => {
  let browser: Browser;
  let workspace: string;
  let folder: string;
  let server: Served;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
    ({ workspace } = await minePlace());
  });
  beforeEach(async () => {
    folder = join(temporaryFolder("sluice-recovery-"), "mine.sluice");
    cpSync(workspace, folder, { recursive: true });
    server = await serveAgain(folder, 0);
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(server.link);
    await page.waitForURL(`${server.url}/`);
    await page.goto(`${server.url}/label`);
    await desk(page).card.waitFor();
  });
  afterEach(async () => {
    await context.close();
    await server.kill();
  });
  afterAll(() => browser?.close());

  const restart = async () => {
    server = await serveAgain(folder, Number(new URL(server.url).port));
  };

  /** Documents in the log with their labels, oldest first. */
  const logged = () => {
    const people = openPeople(folder);
    const deeds = people.deeds({ acts: ["answer"], limit: 1000 }).toReversed();
    people.close();
    return deeds.map(({ act }) => (act.act === "answer" ? `${act.document} ${act.labels}` : ""));
  };

  test("a server killed in mid-vote and started again gets every answer once, in order", async () => {
    const { press, saving, isSaved } = desk(page);
    const seen = await press("1", "2");
    await isSaved();
    await server.kill();
    seen.push(...(await press("3", "1", "2"))); // the next cards are in the page
    await saving.getByText("3 answers wait to be saved").waitFor();
    await restart();
    await isSaved();
    expect(logged()).toEqual(seen.map((id, i) => `${id} ${["gold", "none", "silver", "gold", "none"][i]}`));
    await press("3"); // and goes on
    await isSaved();
    expect(logged().length).toBe(6);
  });

  test("killed again and again while somebody answers quickly, nothing is lost and nothing is twice", async () => {
    const { press, isSaved } = desk(page);
    const seen: string[] = [];
    for (let round = 0; round < 3; round++) {
      seen.push(...(await press("1", "1", "1")));
      const killed = server.kill(); // an answer may be on its way right now
      seen.push(...(await press("2")));
      await killed;
      await restart();
      await isSaved();
    }
    expect(logged().map((line) => line.split(" ")[0])).toEqual(seen);
  });

  test("an answer whose acknowledgement was lost is not written twice", async () => {
    const { press, isSaved, saving } = desk(page);
    let lost = 0;
    await page.route("**/api/deeds", async (route) => {
      if (route.request().method() !== "POST" || lost++ > 0) return route.continue();
      await route.fetch(); // the server has it, the page never hears of it
      await route.abort();
    });
    const seen = await press("1");
    await saving.getByText("1 answer waits to be saved").waitFor();
    await isSaved();
    expect(lost).toBeGreaterThan(1);
    expect(logged()).toEqual([`${seen[0]} gold`]);
  });

  test("answers given while the server is away survive the closed tab", async () => {
    const { press, saving } = desk(page);
    await server.kill();
    const seen = await press("1", "2");
    await saving.getByText("2 answers wait to be saved").waitFor();
    await page.close();
    await restart();
    page = await context.newPage();
    await page.goto(`${server.url}/label`);
    const again = desk(page);
    await again.card.waitFor();
    await again.isSaved();
    expect(logged()).toEqual([`${seen[0]} gold`, `${seen[1]} none`]);
    expect(seen).not.toContain(await again.document());
    await again.press("z");
    expect(await again.document()).toBe(seen[1]);
  });

  test("when the cards run out while the server is away, the page says so and goes on by itself", async () => {
    await server.kill();
    const { card, saving } = desk(page);
    for (let i = 0; i < 12; i++) await page.keyboard.press("1");
    await page.getByRole("alert").getByText("The server does not answer").waitFor();
    await saving.getByText("12 answers wait to be saved").waitFor();
    await restart();
    await card.waitFor();
    await desk(page).isSaved();
    expect(logged().length).toBe(12);
  });

  test("a session that ended keeps the answers until somebody signs in again", async () => {
    const { press, saving, isSaved } = desk(page);
    const cookies = await context.cookies();
    await context.clearCookies();
    const seen = await press("1");
    await saving.getByText("1 answer waits to be saved: sign in again").waitFor();
    expect(logged()).toEqual([]);
    await context.addCookies(cookies);
    await isSaved();
    expect(logged()).toEqual([`${seen[0]} gold`]);
  });

  test("a deed that the server refuses is told and let go, and does not hold up the others", async () => {
    const { press, isSaved } = desk(page);
    const bad = { id: crypto.randomUUID(), act: { act: "undo", deed: crypto.randomUUID() } };
    await page.evaluate(
      `(() => {
        const name = document.querySelector(".where bdi:last-child").textContent;
        localStorage.setItem("sluice:deed:mine.sluice:" + name + ":${bad.id}", '${JSON.stringify({ deed: bad, made: 1, count: 0 })}');
      })()`,
    );
    const seen = await press("1", "2");
    await isSaved();
    expect(logged()).toEqual([`${seen[0]} gold`, `${seen[1]} none`]);
    await page.getByRole("alert").getByText("One answer was not taken: undo: there is no deed").waitFor();
    await page.getByRole("button", { name: "Let it go" }).click();
    expect(await page.locator(".label-refused").count()).toBe(0);
    expect(
      await page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('sluice:deed'))"),
    ).toEqual([]);
  });
});
