import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openWorkspace } from "../../src/core/workspace.ts";
import { files } from "../../src/io/files.ts";
import { openViews } from "../../src/io/open-views.ts";
import { makePlace } from "../cli/sluice.ts";
import {
  hasQuickstart,
  type ServedRecipe,
  servingMill,
  servingQuickstart,
} from "../server/rules/serving-rules.ts";
import { type Serving, serving } from "../server/serving.ts";
import { axeFindings, hasBrowser, launch, type Opened, openPage, type View } from "./browser.ts";

/** The machine may be busy with other things. */
const eventually: typeof expect.poll = (ask) => expect.poll(ask, { timeout: 20_000 });
const place = makePlace();
const draftOf = (changes: object) => `draft=${encodeURIComponent(JSON.stringify(changes))}`;

describe.skipIf(!hasBrowser)("the workbench", () => {
  let browser: Browser;
  let server: ServedRecipe;
  let original: string;
  /** The bound of too_few_words in the recipe. */
  let bound: number;
  beforeAll(async () => {
    browser = await launch();
    server = hasQuickstart ? await servingQuickstart(place) : await servingMill();
    original = server.read();
    bound = Number(/too_few_words: "word_count < (\d+)"/.exec(original)?.[1]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => server.write(original));

  async function open(query = "rule=too_few_words", view: View = {}): Promise<Opened> {
    const opened = await openPage(browser, server, `/workbench?${query}`, view);
    await opened.page.locator(".workbench-handle").waitFor({ state: "attached" });
    return opened;
  }

  const handle = (page: Page) => page.getByRole("slider", { name: "Bound of too_few_words on word_count" });
  const value = async (page: Page) => Number(await handle(page).getAttribute("aria-valuenow"));
  const field = (page: Page) => page.getByRole("textbox", { name: "Bound on word_count" });
  const figure = (page: Page, name: string) =>
    page.locator(".workbench-numbers > div", { hasText: name }).locator(".workbench-value");
  const settled = (page: Page) => page.waitForURL(/[?&]draft=/);

  /** What plain SQL says is kept when too_few_words has another bound: the other rules, copies and people as the run had them. */
  async function keptBelow(words: number): Promise<string> {
    const { database } = await openViews(await openWorkspace(files, server.folder));
    const [{ n }] = await database.rows(`SELECT count(*) AS n FROM documents LEFT JOIN signals USING (id)
      WHERE NOT coalesce(word_count < ${words}, false)
        AND id NOT IN (SELECT id FROM decisions WHERE verdict = 'drop' AND rule <> 'too_few_words')`);
    database.close();
    return Number(n).toLocaleString("en-US");
  }

  async function drag(page: Page, by: number): Promise<void> {
    const grip = await page.locator(".workbench-grip").boundingBox();
    if (grip === null) throw new Error("no grip");
    const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 10; step++) await page.mouse.move(x + (by * step) / 10, y);
    await page.mouse.up();
  }

  test("a bound dragged with the mouse moves the numbers, the colours and the predicate to what plain SQL counts", async () => {
    const { page, context, faults } = await open();
    expect(await value(page)).toBe(bound);
    const before = await figure(page, "Kept documents").textContent();
    expect(before).toBe(await keptBelow(bound));
    await drag(page, 120);
    await settled(page);
    const moved = await value(page);
    expect(moved).toBeGreaterThan(bound);
    await eventually(() => figure(page, "Kept documents").textContent()).toBe(await keptBelow(moved));
    expect(await page.getByLabel("Drops a document when").inputValue()).toBe(`word_count < ${moved}`);
    expect(await field(page).inputValue()).toBe(String(moved));
    const clips = await page
      .locator(".workbench-plot clipPath")
      .first()
      .locator("rect")
      .getAttribute("width");
    const line = await page.locator(".workbench-handle line").getAttribute("x1");
    expect(Number(clips)).toBeCloseTo(Number(line), 3);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("keys alone: b goes to the bound, arrows move it by one, with Shift by ten, Home to the end of the axis", async () => {
    const { page, context } = await open();
    await page.keyboard.press("b");
    for (const key of ["ArrowRight", "ArrowRight", "Shift+ArrowRight", "ArrowLeft"])
      await page.keyboard.press(key);
    expect(await value(page)).toBe(bound + 11);
    await settled(page);
    await eventually(() => figure(page, "Kept documents").textContent()).toBe(await keptBelow(bound + 11));
    await page.keyboard.press("Home");
    expect(await value(page)).toBeLessThan(bound);
    await context.close();
  });

  test("a number that is typed is taken, one that is none is marked and changes nothing", async () => {
    const { page, context } = await open();
    await field(page).fill(String(bound + 7));
    await eventually(() => value(page)).toBe(bound + 7);
    await field(page).fill("many");
    expect(await field(page).getAttribute("aria-invalid")).toBe("true");
    await field(page).blur();
    expect(await value(page)).toBe(bound + 7);
    await context.close();
  });

  test("a bound set beyond the axis stretches it; one far out stands at its end with an arrow", async () => {
    const end = async (page: Page) => Number(await handle(page).getAttribute("aria-valuemax"));
    const { page, context } = await open();
    const beyond = Math.round(1.3 * (await end(page)));
    await field(page).fill(String(beyond));
    await eventually(() => end(page)).toBeGreaterThanOrEqual(beyond);
    await field(page).fill("900000000000");
    await page.waitForURL(/900000000000/);
    await eventually(() => page.locator(".workbench-handle .over").textContent()).toMatch(/→|B$/);
    await context.close();
  });

  test("a link shows the draft, its difference and the documents on both sides", async () => {
    const words = bound + 30;
    const { page, context } = await open(
      `rule=too_few_words&${draftOf({ too_few_words: `word_count < ${words}` })}`,
    );
    expect(await value(page)).toBe(words);
    await page.locator(".workbench-diff .keep", { hasText: `word_count < ${words}` }).waitFor();
    await page.locator(".workbench-diff .drop", { hasText: `word_count < ${bound}` }).waitFor();
    for (const [side, isInside] of [
      ["Dropped, nearest to the bound", true],
      ["Kept by this rule, nearest to the bound", false],
    ] as const) {
      const shown = await page.getByRole("region", { name: side }).locator("strong").allTextContents();
      expect(shown.length).toBeGreaterThan(0);
      for (const one of shown) expect(Number(one.replace(/[^\d.]/g, "")) < words).toBe(isInside);
    }
    await context.close();
  });

  test("Save writes the recipe and says what to run; Undo brings the very file back, and the draft", async () => {
    const { page, context } = await open();
    await page.keyboard.press("b");
    await page.keyboard.press("ArrowRight");
    const save = page.getByRole("button", { name: "Save" });
    await eventually(() => save.isEnabled()).toBe(true);
    await save.click();
    const toast = page.getByText(
      `Saved too_few_words in ${server.recipe}. Next: sluice run ${server.recipe}`,
    );
    await toast.waitFor();
    expect(server.read()).toBe(original.replace(`word_count < ${bound}`, `word_count < ${bound + 1}`));
    await page.getByText("is ahead of the run.").waitFor();
    expect(await page.getByText("saved, not run").count()).toBe(1);
    expect(await value(page)).toBe(bound + 1);
    expect(page.url()).not.toContain("draft");
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => server.read()).toBe(original);
    await eventually(() => page.url()).toContain("draft");
    await context.close();
  });

  test("a file changed on disk meanwhile is not written over; looked at again, it is saved with both changes", async () => {
    const { page, context } = await open(
      `rule=too_few_words&${draftOf({ too_few_words: "word_count < 77" })}`,
    );
    await page.locator(".workbench-diff .keep").waitFor();
    server.write(`${original}// by somebody else\n`);
    const save = page.getByRole("button", { name: "Save" });
    await save.click();
    await page.getByText("changed on disk meanwhile").waitFor();
    expect(server.read()).toBe(`${original}// by somebody else\n`);
    await eventually(async () => {
      if (await save.isEnabled()) await save.click();
      return server.read();
    }).toBe(`${original.replace(`word_count < ${bound}`, "word_count < 77")}// by somebody else\n`);
    await context.close();
  });

  test("a rule is turned off and on, Reset takes everything back", async () => {
    const { page, context } = await open();
    const kept = await figure(page, "Kept documents").textContent();
    await page.keyboard.press("o");
    await page.getByText("This rule is off").waitFor();
    await eventually(() => figure(page, "Kept documents").textContent()).toBe(await keptBelow(0));
    await page.getByRole("button", { name: "Turn on" }).click();
    await handle(page).waitFor();
    expect(page.url()).not.toContain("draft");
    await page.keyboard.press("o");
    await page.getByText("This rule is off").waitFor();
    await page.getByRole("button", { name: "Reset" }).click();
    await eventually(() => figure(page, "Kept documents").textContent()).toBe(kept);
    await context.close();
  });

  test("a new rule on any signal begins at its outermost hundredth and is saved as the last", async () => {
    const { page, context } = await open();
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog", { name: "Add a rule" });
    await dialog.getByLabel("Signal").selectOption("language_score");
    await dialog.getByRole("button", { name: "Add" }).click();
    await page.getByRole("slider", { name: "Bound of low_language_score on language_score" }).waitFor();
    await page.locator(".workbench-diff .keep", { hasText: "low_language_score" }).waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved low_language_score").waitFor();
    expect(server.read()).toMatch(/low_language_score: "language_score < [\d.]+"/);
    await context.close();
  });

  test("a predicate that does not work is told in one place, nothing is saved, the numbers stay", async () => {
    const { page, context } = await open();
    const kept = await figure(page, "Kept documents").textContent();
    await page.getByLabel("Drops a document when").fill("wrd_count < 3");
    await page.keyboard.press("Enter");
    await page.getByText('Did you mean "word_count"?').waitFor();
    await page.waitForTimeout(300);
    expect(await page.getByText('Did you mean "word_count"?').count()).toBe(1);
    expect(await figure(page, "Kept documents").textContent()).toBe(kept);
    expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Take back" }).click();
    await handle(page).waitFor();
    await context.close();
  });

  test("a link that holds nonsense shows the rules as they are", async () => {
    for (const query of [
      "draft=%7Bnonsense",
      "draft=%5B1%5D&bound=99",
      `rule=nobody&stage=nowhere&${draftOf({ x: 3 })}`,
    ]) {
      const { page, context, faults } = await openPage(browser, server, `/workbench?${query}`);
      await page.locator(".workbench-rule").first().waitFor();
      expect(faults).toEqual([]);
      await context.close();
    }
  });

  test.each([
    { width: 1440, height: 900, colorScheme: "light" },
    { width: 1024, height: 768, colorScheme: "dark" },
    { width: 390, height: 844, colorScheme: "light" },
  ] as const)("at $width, $colorScheme: nothing over the edge, nothing serious for axe", async (view) => {
    const { page, context, faults } = await open(
      `rule=too_few_words&${draftOf({ too_few_words: "word_count < 60" })}`,
      view,
    );
    await page.locator(".workbench-recipe strong").waitFor();
    await page.waitForTimeout(300);
    expect(
      await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
    ).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("at 390 one part is seen at a time, everything to touch is 44 pixels or more", async () => {
    const { page, context } = await open("rule=too_few_words", { width: 390, height: 844 });
    for (const part of ["Rules", "Bound", "Documents"]) {
      await page.getByRole("tab", { name: part }).click();
      await page.waitForTimeout(200);
      const small = await page.evaluate<
        string[]
      >(`[...document.querySelectorAll(".workbench button, .workbench input, .workbench select, .workbench textarea, .workbench summary, .workbench-grip-room")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0)
        .filter((one) => one.getBoundingClientRect().height < 43.5 || one.getBoundingClientRect().width < 43.5)
        .map((one) => one.outerHTML.slice(0, 80))`);
      expect([part, small]).toEqual([part, []]);
    }
    await context.close();
  });

  test("while a bound is dragged nothing else moves from its place", async () => {
    const { page, context } = await open();
    await page.locator(".workbench-card").first().waitFor();
    const places = () =>
      page.evaluate<string>(`JSON.stringify([...document.querySelectorAll(".workbench-numbers > div, .workbench-plot, .workbench-multiples, .workbench-right, .workbench-recipe, .workbench-rule")]
        .map((one) => { const { x, y, width } = one.getBoundingClientRect(); return [one.className, x, y, width]; }))`);
    const before = await places();
    await drag(page, 90);
    await settled(page);
    await page.locator(".workbench-diff .keep").waitFor();
    expect(await places()).toBe(before);
    await context.close();
  });
});

describe.skipIf(!hasBrowser)("the workbench over nothing", () => {
  let browser: Browser;
  let empty: Serving;
  beforeAll(async () => {
    browser = await launch();
    empty = await serving();
  });
  afterAll(async () => {
    await browser?.close();
    await empty?.close();
  });

  test("says what to run where nothing has run", async () => {
    const { page, context } = await openPage(browser, empty, "/workbench");
    await page.getByText("Nothing has run yet").waitFor();
    await page.getByText("sluice run pipeline.ts").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });

  test.each([
    ["no rules", 'measure("basics")', "This pipeline has no rules"],
    ["no signals", "", "Nothing was measured"],
  ])("says what to write where a pipeline has %s", async (_, measured, title) => {
    const bare = makePlace({ "docs.jsonl": '{"text": "one"}\n' });
    const stages = `documents: ingest("docs.jsonl"), ${measured && `signals: ${measured},`}`;
    bare.write(
      "bare.ts",
      `import { ingest, measure, pipeline } from "sluice";\nexport default pipeline({ name: "bare", stages: { ${stages} } });\n`,
    );
    const { code, stderr } = await bare.sluice("run", "bare.ts", "--workers", "1", "--no-report");
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    const served = await serving(`${bare.folder}/bare.sluice`);
    const { page, context } = await openPage(browser, served, "/workbench");
    await page.getByText(title).waitFor();
    await page.getByText("quality: rules({ too_few_words").waitFor();
    await context.close();
    await served.close();
  });

  test("a document full of markup and direction marks is shown as the text that it is", async () => {
    const text = '<img src=x onerror="alert(1)"><script>alert(2)</script> \u202Eevil\u202C &amp; end';
    const hostile = makePlace({
      "docs.jsonl": `${JSON.stringify({ id: "<b>x</b>", text })}\n${JSON.stringify({ text: "plain ".repeat(90) })}\n`,
    });
    hostile.write(
      "bad.ts",
      `import { ingest, measure, pipeline, rules } from "sluice";
export default pipeline({ name: "bad", stages: { documents: ingest("docs.jsonl"), signals: measure("basics", "gopher"),
  quality: rules({ too_few_words: "word_count < 50" }) } });\n`,
    );
    const { code, stderr } = await hostile.sluice("run", "bad.ts", "--workers", "1", "--no-report");
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    const served = await serving(`${hostile.folder}/bad.sluice`);
    const { page, context, faults } = await openPage(browser, served, "/workbench");
    const card = page
      .getByRole("region", { name: "Dropped, nearest to the bound" })
      .locator(".workbench-card-text");
    await card.waitFor();
    expect(await card.textContent()).toBe(text.replace("\u202E", "⟨202E⟩").replace("\u202C", "⟨202C⟩"));
    expect(await page.locator(".workbench img, .workbench script").count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
    await served.close();
  });
});
