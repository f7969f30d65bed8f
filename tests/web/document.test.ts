import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documents } from "../cli/corpus.ts";
import { jsonl, makePlace } from "../cli/sluice.ts";
import { type Serving, servingFolder, signIn } from "../server/serving.ts";
import { axeFindings, hasBrowser, launch, openPage } from "./browser.ts";

const river =
  "The mill stands by the river, and the wheel that the water turns has not been still for a hundred years.";
const hostile = {
  id: 'a/b "c" <script>',
  title: "<img src=x onerror=alert(1)> \u202egnp.exe",
  url: "javascript:alert(1)",
  text: `${river} <script>alert(2)</script> <img src=x onerror=alert(3)> A zero\u200bwidth and a \u202eturn of words, said he.`,
};
const near = {
  id: "near",
  text: `${river} Nothing else happened that spring, said the miller to his dog and cat.`,
};
const long = { id: "long", text: `${river} `.repeat(500) };

/** A stage of one's own that changes a word and says so in `edits`. */
const pipelineFile = `import { countTokens, deduplicate, embed, ingest, keyword, label, measure, pipeline, rules } from "sluice";
import { batchOf, strings } from "${join(import.meta.dirname, "../../src/core/batch.ts")}";

const schemas = {
  text: { id: "VARCHAR", text: "VARCHAR" },
  edits: { id: "VARCHAR", stage: "VARCHAR", rule: "VARCHAR", start: "BIGINT", end: "BIGINT", removed: "VARCHAR", replacement: "VARCHAR" },
};

const mask = {
  kind: "mask", shape: "batch", version: 1, options: {}, reads: [], columns: ["text"], over: "all", tables: schemas,
  open: () => (batch) => {
    const ids = strings(batch, "id");
    const texts = strings(batch, "text");
    const edits = ids.flatMap((id, i) => {
      const start = id === "long" ? -1 : texts[i].indexOf("wheel");
      return start < 0 ? [] : [{ id, stage: "mask", rule: "part", start, end: start + 5, removed: "wheel", replacement: "[part]" }];
    });
    const text = ids.map((id, i) => ({ id, text: id === "long" ? texts[i] : texts[i].replace("wheel", "[part]") }));
    return { text: batchOf(schemas.text, text), edits: batchOf(schemas.edits, edits) };
  },
};

export default pipeline({
  name: "mill",
  stages: {
    documents: ingest("docs.jsonl"),
    mask,
    signals: measure("basics", "language"),
    quality: rules({ too_few_words: "word_count < 10" }),
    copies: deduplicate({ threshold: 0.7 }),
    place: label("place", { functions: { by_river: keyword(["river"], "river"), names_baker: keyword(["baker"], "town") } }),
    vectors: embed({ dimensions: 8 }),
    tokens: countTokens({ tokenizer: "gpt2" }),
  },
});
`;

const address = (id: string) => `/documents/${encodeURIComponent(id)}`;

describe.skipIf(!hasBrowser)("a document", () => {
  let browser: Browser;
  let server: Serving;
  beforeAll(async () => {
    browser = await launch();
    const place = makePlace({
      "docs.jsonl": jsonl([...documents, hostile, near, long]),
      "mill.ts": pipelineFile,
    });
    const { code, stderr } = await place.sluice("run", "mill.ts", "--workers", "1");
    expect(code, stderr).toBe(0);
    server = await servingFolder(join(place.folder, "mill.sluice"));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test("that was dropped says why, and shows the measurement of the rule first", async () => {
    const { page, context, faults } = await openPage(browser, server, address("short-a"));
    await page.locator(".document-word").getByText("Dropped").waitFor();
    expect(await page.locator(".document-decisions").innerText()).toContain("quality.too_few_words");
    expect(await page.locator(".document-decisions").innerText()).toContain("word_count 2 < 10");
    const strip = page.locator(".document-measures dl > div").first();
    expect(await strip.innerText()).toMatch(/^word_count\s+2 words/);
    expect(await strip.locator("circle").count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("that is kept has its text with the edit at its place, votes, label, tokens and what is most like it", async () => {
    const { page, context } = await openPage(browser, server, address("prose-0"));
    await page.locator(".document-word").getByText("Kept, edited").waitFor();
    const edit = page.locator(".document-edit");
    expect(await edit.innerText()).toBe("wheel[part]");
    expect(await edit.getAttribute("title")).toBe("mask.part");
    const facts = page.locator(".document-facts");
    expect(await facts.innerText()).toMatch(/by_river\s+function\s+river/);
    expect(await facts.innerText()).toMatch(/tokens, gpt2\s+\d+/);
    await page.getByRole("region", { name: "Similar documents" }).getByRole("link").first().click();
    await page.waitForURL((url) => url.pathname !== address("prose-0"));
    await page.locator(".document-word").waitFor();
    await context.close();
  });

  test("that is a copy shows word by word what differs from the one that stays", async () => {
    const { page, context } = await openPage(browser, server, address("copy-a"));
    const copies = page.getByRole("region", { name: "Copies" });
    await copies.waitFor();
    const line = copies.getByRole("listitem").filter({ hasText: "near" });
    await line.getByRole("button", { name: "What differs" }).first().click();
    const body = page.locator(".document-body .reading");
    await body.waitFor();
    expect((await body.locator("del").allInnerTexts()).join(" ")).toMatch(/miller|dog/);
    expect((await body.locator("ins").allInnerTexts()).join(" ")).toContain("baker");
    expect(new URL(page.url()).searchParams.get("with")).toBe("near");
    await page.getByRole("button", { name: "Back to the text" }).click();
    await page.locator(".document-text").waitFor();
    await context.close();
  });

  test("full of markup and script is shown as written, its tricks made visible, its address no link", async () => {
    const { page, context, faults } = await openPage(browser, server, address(hostile.id));
    await page.locator(".document-text").waitFor();
    const text = await page.locator(".document-text").innerText();
    expect(text).toContain("<script>alert(2)</script> <img src=x onerror=alert(3)>");
    expect(text).toContain("zero⟨200B⟩width and a ⟨202E⟩turn");
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(
      "<img src=x onerror=alert(1)> ⟨202E⟩gnp.exe",
    );
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("its owner drops it with a reason, and takes it back", async () => {
    const { page, context } = await openPage(browser, server, address("prose-3"));
    await page.locator(".document-word").getByText("Kept, edited").waitFor();
    await page.keyboard.press("r");
    await page.keyboard.type("off topic");
    await page.getByRole("button", { name: "Drop", exact: true }).click();
    await page.locator(".document-word").getByText("Dropped").waitFor();
    expect(await page.locator(".document-decisions").innerText()).toMatch(/people\.by_hand[\s\S]*off topic/);
    expect((await server.ask("/api/deeds")).json.deeds[0].act).toMatchObject({
      verdict: "drop",
      reason: "off topic",
    });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.locator(".document-word").getByText("Kept, edited").waitFor();
    await context.close();
  });

  test("without a reason nothing is decided: the field asks for it", async () => {
    const { page, context } = await openPage(browser, server, address("prose-4"));
    await page.getByRole("button", { name: "Drop", exact: true }).click();
    await page.getByLabel("Decide by hand, because").and(page.locator(":focus")).waitFor();
    expect(await page.locator(".document-word").innerText()).toContain("Kept");
    await context.close();
  });

  test("a colleague who labels reads it and decides nothing", async () => {
    const { json } = await server.ask("/api/invitations", { body: { name: "ann" } });
    const cookie = await signIn(server.url, json.token);
    const { page, context } = await openPage(browser, { ...server, cookie }, address("prose-5"));
    await page.locator(".document-text").waitFor();
    expect(await page.getByRole("form", { name: "Decide by hand" }).count()).toBe(0);
    await context.close();
  });

  test("of many pages comes piece by piece", async () => {
    const { page, context } = await openPage(browser, server, address("long"));
    const text = page.locator(".document-text");
    await text.waitFor();
    const length = (await text.innerText()).length;
    await page.getByRole("button", { name: /^More of 5\d,\d+ characters$/ }).click();
    await page.getByRole("button", { name: /^More of/ }).waitFor({ state: "detached" });
    expect((await text.innerText()).length).toBeGreaterThan(length);
    await context.close();
  });

  test.each([
    ["/documents/nobody", "There is no document"],
    ["/documents/", "The address names no document"],
    ["/documents/%E0%A4%A", "The address names no document"],
  ])("%s: there is none, and a way out", async (path, said) => {
    const { page, context } = await openPage(browser, server, path);
    await page.getByText(said).waitFor();
    await page.getByRole("link", { name: "To the runs" }).click();
    await page.waitForURL(`${server.url}/`);
    await context.close();
  });

  describe.each([
    address("copy-a"),
    `${address("copy-a")}?with=near`,
    address(hostile.id),
    `${address("short-b")}?view=facts`,
  ])("%s", (path) => {
    test.each([
      { width: 1440, colorScheme: "light" },
      { width: 1024, colorScheme: "dark" },
      { width: 390, height: 844, colorScheme: "dark" },
    ] as const)(
      "at $width, $colorScheme: nothing serious for axe, nothing over the edge, no fault",
      async (view) => {
        const { page, context, faults } = await openPage(browser, server, path, view);
        await page.locator(".document").waitFor();
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
