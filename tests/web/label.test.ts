import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Serving, serving } from "../server/serving.ts";
import { minePlace } from "../server/tasks/place.ts";
import { axeFindings, hasBrowser, launch, type Opened, openPage, type View } from "./browser.ts";
import { overflowing } from "./in-page.ts";
import { desk } from "./label-desk.ts";

const views = [
  { width: 1440, colorScheme: "light" },
  { width: 1024, height: 768, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
] as const;

describe.skipIf(!hasBrowser)("the labeling page", () => {
  let browser: Browser;
  let place: Awaited<ReturnType<typeof minePlace>>;
  let server: Serving;
  const open: Opened[] = [];
  beforeAll(async () => {
    place = await minePlace();
    browser = await launch();
  });
  beforeEach(async () => {
    for (const one of open.splice(0)) await one.context.close();
    await server?.close();
    server = await serving(place.workspace);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function look(path = "/label", view: View = {}) {
    const opened = await openPage(browser, server, path, view);
    open.push(opened);
    await opened.page.locator(".label-card, .state h2").first().waitFor();
    return { ...opened, ...desk(opened.page) };
  }

  const votes = async () => {
    const { json } = await server.ask("/api/deeds?acts=answer,skip&limit=1000");
    return json.deeds.filter(({ undone }: { undone: boolean }) => !undone).toReversed();
  };

  test("ten answers with keys alone are in the votes at once, and the next run goes by them", async () => {
    const { press, isSaved, faults } = await look("/label?order=disagreement");
    const keys = ["1", "2", "3", "1", "2", "3", "1", "2", "3", "1"];
    const seen = await press(...keys);
    await isSaved();
    expect(new Set(seen).size).toBe(10);
    const sql = "SELECT id, label FROM votes WHERE kind = 'person'";
    const asked = await place.sluice("query", sql, "--workspace", server.folder, "--format", "json");
    const labels = ["gold", "none", "silver"];
    const expected = seen.map((id, i) => ({ id, label: labels[Number(keys[i]) - 1] }));
    expect(JSON.parse(asked.stdout)).toEqual(expect.arrayContaining(expected));
    expect(JSON.parse(asked.stdout).length).toBe(10);

    const ran = await place.sluice("run", "mine.ts", "--workers", "1", "--workspace", server.folder);
    expect([ran.code, ran.stderr]).toEqual([0, expect.anything()]);
    const used = "SELECT id, label FROM labels WHERE source = 'person'";
    const after = await place.sluice("query", used, "--workspace", server.folder, "--format", "json");
    expect(JSON.parse(after.stdout).length).toBe(10);
    expect(JSON.parse(after.stdout)).toEqual(expect.arrayContaining(expected));
    expect(faults).toEqual([]);
  });

  test("an answer records what was shown and how long", async () => {
    const { page, press, isSaved } = await look();
    await press("1");
    await page.keyboard.press("h");
    await press("2");
    await isSaved();
    const [first, second] = await votes();
    expect([first.act.evidence, second.act.evidence]).toEqual([true, false]);
    expect(first.act.seconds).toBeGreaterThan(0);
    expect(second.act.seconds).toBeLessThan(60);
  });

  test("a key that is held down, and keys in a text field, answer nothing more", async () => {
    const { page, document, card } = await look();
    const first = await document();
    await page.keyboard.down("1");
    for (let i = 0; i < 5; i++) await page.keyboard.down("1"); // the repeats of a held key
    await page.keyboard.up("1");
    const second = await document();
    expect(second).not.toBe(first);
    await page.keyboard.press("c");
    await page.keyboard.type("12 s z");
    expect(await document()).toBe(second);
    await page.keyboard.press("Escape");
    await card.getByText("12 s z").waitFor();
    await desk(page).isSaved();
    expect((await votes()).length).toBe(1);
  });

  test("undo goes back with the former answer shown and takes nothing away; another answer takes its place", async () => {
    const { page, press, document, card, isSaved } = await look();
    const [first, second] = await press("1", "s");
    const third = await document();
    await press("z", "Backspace");
    expect(await document()).toBe(first);
    expect(await card.locator(".label-before b").innerText()).toBe("gold");
    await isSaved();
    expect((await votes()).map(({ act }: { act: { act: string } }) => act.act)).toEqual(["answer", "skip"]);
    await press("3");
    expect(await document()).toBe(third); // the skipped one in between stays as it was
    await isSaved();
    const { json } = await server.ask(`/api/tasks/ore/cards?ids=${JSON.stringify([first, second])}`);
    expect(json.cards.map(({ mine }: { mine: { labels: string[] } }) => mine.labels)).toEqual([
      ["silver"],
      null,
    ]);
    await press("z");
    const before = card.locator(".label-before b");
    await page.keyboard.press("x");
    expect(await before.innerText()).toBe("gold"); // the one before it stands again
    await isSaved();
    const mine = async () =>
      (await server.ask(`/api/tasks/ore/cards?ids=${JSON.stringify([first])}`)).json.cards[0].mine;
    expect((await mine()).labels).toEqual(["gold"]);
    await page.keyboard.press("x");
    expect(await before.count()).toBe(0);
    await isSaved();
    expect(await mine()).toBeNull();
  });

  test("undo works across a reload, and the history opens any of the last answers", async () => {
    const { page, press, document, card, isSaved } = await look("/label?drawer=history");
    const seen = await press("1", "2", "3");
    const fourth = await document();
    await isSaved();
    await page.reload();
    await card.waitFor();
    expect(await document()).toBe(fourth);
    await press("z");
    expect(await document()).toBe(seen[2]);
    expect(await card.locator(".label-before b").innerText()).toBe("silver");
    await page.locator(".label-list button").last().click();
    await card.locator(".label-before b", { hasText: "gold" }).waitFor();
    expect(await document()).toBe(seen[0]);
    await press("Enter");
    await isSaved();
    expect((await votes()).length).toBe(3);
  });

  test("evidence is underlined where functions saw it, hides and comes back, in this browser for good", async () => {
    const { page, card } = await look("/label?document=d10");
    await card.locator("mark").first().waitFor();
    expect(await card.locator("mark").allInnerTexts()).toEqual(["Gold", "silver"]);
    const lines = await card
      .locator("mark")
      .evaluateAll((marks) =>
        marks.map(
          (mark) => (mark as unknown as { style: { textDecorationStyle: string } }).style.textDecorationStyle,
        ),
      );
    expect(new Set(lines).size).toBe(2); // not by colour alone
    expect(await card.locator(".label-legend li").allInnerTexts()).toEqual([
      expect.stringContaining("says_gold: gold"),
      expect.stringContaining("says_silver: silver"),
    ]);
    await page.keyboard.press("h");
    expect(await card.locator("mark, .label-legend").count()).toBe(0);
    await page.reload();
    await card.waitFor();
    expect(await card.locator("mark").count()).toBe(0);
    await page.keyboard.press("h");
    expect(await card.locator("mark").count()).toBe(2);
  });

  test("flag and comment stay with the document", async () => {
    const { page, press, card, isSaved } = await look();
    await page.keyboard.press("f");
    await page.keyboard.press("c");
    await page.keyboard.type("needs a second look");
    await page.keyboard.press("Enter");
    const [first] = await press("1");
    await isSaved();
    const remarks = "SELECT id, comment, flagged FROM remarks";
    const { stdout } = await place.sluice("query", remarks, "--workspace", server.folder, "--format", "json");
    expect(JSON.parse(stdout)).toEqual([{ id: first, comment: "needs a second look", flagged: true }]);
    await press("z");
    await card.getByText("needs a second look").waitFor();
    expect(await page.getByRole("button", { name: "Flagged F" }).getAttribute("aria-pressed")).toBe("true");
  });

  test("several labels: digits choose, Enter answers with all of them", async () => {
    await server.ask("/api/tasks", { body: { task: "many", labels: ["a", "b", "c"], multiple: true } });
    const { page, press, document, card, isSaved } = await look("/label?task=many");
    const first = await document();
    await page.keyboard.press("Enter"); // nothing is chosen: nothing happens
    for (const key of ["3", "1", "2", "2"]) await page.keyboard.press(key);
    expect(await document()).toBe(first);
    await press("Enter");
    await isSaved();
    const [{ act }] = await votes();
    expect(act).toMatchObject({ document: first, labels: ["a", "c"] });
    await press("z");
    expect(await page.locator(".label-answer[aria-pressed=true]").count()).toBe(2);
    expect(await card.locator(".label-before b").allInnerTexts()).toEqual(["a", "c"]);
  });

  test("with more labels than digits a field finds one", async () => {
    const labels = Array.from({ length: 30 }, (_, i) => `label ${String.fromCharCode(97 + (i % 26))}${i}`);
    await server.ask("/api/tasks", { body: { task: "wide", labels } });
    const { page, document, isSaved } = await look("/label?task=wide");
    const first = await document();
    await page.keyboard.press("0");
    await page.keyboard.type("l11");
    await page.keyboard.press("Enter");
    await isSaved();
    expect((await votes())[0].act).toMatchObject({ document: first, labels: ["label l11"] });
    expect(await page.evaluate("document.activeElement.tagName")).toBe("BODY"); // keys answer again
  });

  test("two tabs of one person show different documents; a reloaded tab shows its own again", async () => {
    const first = await look();
    const page = await first.context.newPage();
    await page.goto(`${server.url}/label`);
    const second = desk(page);
    await second.card.waitFor();
    const [mine, other] = [await first.document(), await second.document()];
    expect(mine).not.toBe(other);
    const seen = [...(await first.press("1", "1", "1", "1")), ...(await second.press("2", "2", "2", "2"))];
    expect(new Set(seen).size).toBe(8);
    const now = await second.document();
    await second.isSaved();
    await page.reload();
    await second.card.waitFor();
    expect(await second.document()).toBe(now);
  });

  test("pairs: keys judge, the sides are recorded as shown, undo shows what was said", async () => {
    const { page, isSaved, faults } = await look("/label?mode=pairs");
    const sides = () =>
      page
        .locator(".label-pair .label-card")
        .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-document")));
    const shown: (string | null)[][] = [];
    for (const key of ["1", "ArrowRight", "0", "b"]) {
      const before = await sides();
      shown.push(before);
      await page.keyboard.press(key);
      await expect.poll(sides).not.toEqual(before);
    }
    await isSaved();
    const { json } = await server.ask("/api/deeds?acts=prefer");
    const told = json.deeds
      .toReversed()
      .map(({ act }: { act: Record<string, string> }) => [act.left, act.right, act.choice]);
    const choices = ["left", "right", "tie", "neither"];
    expect(told).toEqual(shown.map((pair, i) => [...pair, choices[i]]));
    const sql = "SELECT count(*) AS n FROM preferences";
    const { stdout } = await place.sluice("query", sql, "--workspace", server.folder, "--format", "json");
    expect(JSON.parse(stdout)).toEqual([{ n: 2 }]);
    await page.reload();
    await page.locator(".label-pair").waitFor();
    await page.keyboard.press("z");
    await page.locator(".label-before b", { hasText: "both are bad" }).waitFor();
    expect(await sides()).toEqual(shown[3]);
    expect(faults).toEqual([]);
  });

  test("hostile text and labels run nothing, hide nothing and stay in their place", async () => {
    const evil = `<img src=x onerror="alert(1)">`;
    await server.ask("/api/tasks", {
      body: { task: evil, labels: [evil, "‎x".slice(1), "W".repeat(150)], guidelines: `${evil}\u202e` },
    });
    for (const view of views) {
      const { page, faults, card } = await look(
        `/label?task=${encodeURIComponent(evil)}&document=hostile&drawer=votes`,
        view,
      );
      for (const place of ["h1", ".label-text"])
        expect(await card.locator(place).innerText()).toContain("⟨202E⟩evil⟨2066⟩ ⟨0007⟩⟨001B⟩[31m");
      expect(await page.locator("main img, main script, main #app").count()).toBe(0);
      expect(await page.evaluate(overflowing)).toEqual([]);
      await page.keyboard.press("m");
      await page.locator("dialog").getByText(evil).first().waitFor();
      expect(faults).toEqual([]);
    }
  });

  test("no task yet: one can be made right here, and its first card comes", async () => {
    const own = server;
    server = await serving(undefined);
    await own.close();
    const { page } = await look();
    await page.getByLabel("Name of the task").fill("quality");
    await page.getByLabel(/^Labels/).fill("good, good");
    await page.getByRole("button", { name: "Make the task" }).click();
    await page.getByRole("alert").getByText("must name each label once").waitFor();
    await page.getByLabel(/^Labels/).fill("good, bad");
    await page.getByRole("button", { name: "Make the task" }).click();
    await page.getByRole("heading", { name: "No documents to label" }).waitFor();
  });

  test("when nothing is left, and when all was skipped, the page says so and leads back", async () => {
    const { json } = await server.ask("/api/tasks/ore/queue?count=50&tab=other");
    const ids = json.cards.map(({ document }: { document: { id: string } }) => document.id);
    const skip = (document: string) => ({
      id: crypto.randomUUID(),
      act: { act: "skip", task: "ore", document, seconds: 1 },
    });
    await server.ask("/api/deeds", { body: { deeds: ids.map(skip) } });
    const skipped = await look();
    await skipped.page.getByRole("heading", { name: "You skipped every document" }).waitFor();
    await skipped.page.getByRole("button", { name: /Go back/ }).click();
    await skipped.card.locator(".label-before").waitFor();
    await skipped.page.keyboard.press("1");
    await skipped.page.getByRole("heading", { name: "You have been through all of them" }).waitFor();
  });

  test("similar documents, or why there are none", async () => {
    const { page } = await look("/label?drawer=similar");
    await page.getByText("this workspace has no vectors").waitFor();
  });

  test("what happens is told to those who hear the page", async () => {
    const { page, said } = await look();
    await page.keyboard.press("1");
    await expect.poll(() => said.innerText()).toMatch(/^answered gold, next document: /);
    await page.keyboard.press("z");
    await expect.poll(() => said.innerText()).toContain("as you answered it");
  });

  test.each(views)(
    "at $width ($colorScheme) nothing overflows, every target is large enough, and axe finds nothing",
    async (view) => {
      const { page, faults, press } = await look("/label?order=disagreement&drawer=votes", view);
      await press("1");
      await press("z");
      expect(await page.evaluate(overflowing)).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
      if (view.width === 390) expect(await page.evaluate(smallTargets)).toEqual([]);
      await page.goto(`${server.url}/label?mode=pairs`);
      await page.locator(".label-pair").waitFor();
      expect(await page.evaluate(overflowing)).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
      if (view.width === 390) expect(await page.evaluate(smallTargets)).toEqual([]);
      expect(faults).toEqual([]);
    },
  );

  test("the next card is there before the frame after the key", async () => {
    const { page, press } = await look();
    await press("1", "1");
    await page.evaluate(watchFrames);
    for (let i = 0; i < 6; i++) await press("2");
    const frames = (await page.evaluate("globalThis.framesToCard")) as number[];
    expect(frames.length).toBe(6);
    expect(Math.max(...frames)).toBe(0);
  });
});

/** Buttons, links and fields in main that are less than 44 pixels high or wide. Runs in the page. */
const smallTargets = `[...document.querySelectorAll("main button, main select, main input, main a, main textarea")]
  .filter((one) => one.offsetParent !== null)
  .map((one) => [one.textContent.slice(0, 30), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => height < 43.5 || width < 24)
  .map(([name, { width, height }]) => name + " " + Math.round(width) + "×" + Math.round(height))`;

/** Counts the frames drawn between a digit key and the change of the card. Runs in the page. */
const watchFrames = `{
  globalThis.framesToCard = [];
  let frames = -1;
  addEventListener("keydown", () => { frames = 0; const next = () => { frames++; requestAnimationFrame(next); }; requestAnimationFrame(next); }, { capture: true, once: false });
  new MutationObserver(() => { framesToCard.push(frames); })
    .observe(document.querySelector(".label-middle"), { subtree: true, childList: true, attributes: true, attributeFilter: ["data-document"] });
}`;
