import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReportFacts } from "../../src/viz/report/facts.ts";
import { renderReport } from "../../src/viz/report/report.ts";
import { emptyFacts, filledFacts, poisoned } from "../viz/report/facts.ts";
import { directions, overflowing, weakContrasts } from "./in-page.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Texts that break a careless page: markup, the end of a block, other directions, no space, control characters, piled accents. */
const hostile = {
  script: `</title></script></style><script>alert(1)</script><img src=x onerror="alert(2)"><svg onload=alert(3)>`,
  style: `</style><style>*{position:fixed;width:9999px}</style><a href="javascript:alert(4)">x</a>"'\`-->`,
  directions: `\u202e\u2066evil\u202b txt.exe ${"\u05d0\u05d1 ".repeat(40)}\u2028\u2029 ${"\u0645".repeat(60)}`,
  word: "W".repeat(10_000),
  path: `${"folder/".repeat(400)}file.warc.gz`,
  control: `a\u0000b\u0007\u001b[31m\ud800 ${"z\u0335\u0321\u0322".repeat(300)}`,
};

const widths = [390, 1024, 1440];

describe.skipIf(!existsSync(executablePath))("the report in a browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "sluice-report-"));
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(facts: ReportFacts, width = 1440, colorScheme: "light" | "dark" = "light") {
    const file = join(folder, "report.html");
    writeFileSync(file, renderReport(facts));
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const faults: string[] = [];
    page.on("dialog", async (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on("console", (message) => faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (request.url() !== pathToFileURL(file).href) faults.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return { page, faults };
  }

  test.each(Object.keys(hostile) as (keyof typeof hostile)[])(
    "hostile text (%s) runs nothing, loads nothing and leaves every width without sideways scrolling",
    async (kind) => {
      const facts = poisoned(await filledFacts(), hostile[kind]);
      for (const width of widths) {
        const { page, faults } = await open(facts, width);
        for (const summary of await page.locator("summary").all()) await summary.click();
        expect(await page.evaluate(overflowing)).toEqual([]);
        expect(await page.locator("section").count()).toBe(14);
        expect(faults).toEqual([]);
        await page.close();
      }
    },
  );

  test("text turned around by direction marks leaves the words of the page as they are", async () => {
    const { page } = await open(poisoned(await filledFacts(), hostile.directions));
    const values = await page.evaluate<string[]>(directions);
    expect(values.length).toBeGreaterThan(30);
    expect(values.filter((value) => value !== "isolate")).toEqual([]);
    await page.close();
  });

  test("every chart has a name for those who do not see it", async () => {
    const { page } = await open(await filledFacts());
    const charts = await page.locator("svg").all();
    expect(charts.length).toBeGreaterThan(4);
    for (const chart of charts) {
      expect(await chart.getAttribute("role")).toBe("img");
      expect((await chart.getAttribute("aria-label"))?.length).toBeGreaterThan(10);
    }
    await page.close();
  });

  test.each(["light", "dark"] as const)("words can be read in the %s scheme", async (scheme) => {
    const { page } = await open(await filledFacts(), 1440, scheme);
    expect(await page.evaluate<string[]>(weakContrasts)).toEqual([]);
    await page.close();
  });

  test("the pointer on a dot of the map shows the document's title, and its cluster", async () => {
    const { page } = await open(await filledFacts());
    await page.locator(".map").scrollIntoViewIfNeeded();
    const svg = page.locator(".map svg");
    const box = await boxOf(svg);
    const [, , width] = (await svg.getAttribute("viewBox"))!.split(" ").map(Number);
    const path = await svg.locator('path[data-cluster="0"]').getAttribute("d");
    const [x, y] = path!.match(/[\d.]+/g)!.map((part) => (Number(part) * box.width) / width);
    const tip = page.locator(".tip");
    expect(await tip.isVisible()).toBe(false);
    await page.mouse.move(box.x + x + 2, box.y + y + 2);
    expect(await tip.locator("b").innerText()).toBe("sea · ship");
    expect(await tip.locator("span").innerText()).toMatch(/^d3 <b>text<\/b>/);
    await page.mouse.move(2, 2);
    expect(await tip.isVisible()).toBe(false);
    await page.close();
  });

  test("a click on a cluster picks it on the map, a second one lets it go", async () => {
    const { page } = await open(await filledFacts());
    const button = page.locator(".clusters button").first();
    await button.click();
    expect(await page.locator(".map.picked path.on").count()).toBe(1);
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    await button.click();
    expect(await page.locator(".map.picked").count()).toBe(0);
    await page.close();
  });

  test.each(widths)("names on the map lie inside it and beside each other at %d pixels", async (width) => {
    const { page } = await open(crowdedMap(), width);
    const map = await boxOf(page.locator(".map"));
    const shown = await page.locator(".names span:not(.hidden)").all();
    const names = await Promise.all(shown.map(boxOf));
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      expect(name.x).toBeGreaterThanOrEqual(map.x);
      expect(name.x + name.width).toBeLessThanOrEqual(map.x + map.width);
      expect(name.y).toBeGreaterThanOrEqual(map.y - 1);
      expect(name.y + name.height).toBeLessThanOrEqual(map.y + map.height + 1);
    }
    const covered = names.flatMap((a, i) =>
      names
        .slice(i + 1)
        .filter((b) => Math.abs(a.x - b.x + (a.width - b.width) / 2) < (a.width + b.width) / 2)
        .filter((b) => Math.abs(a.y - b.y) < a.height),
    );
    expect(covered).toEqual([]);
    await page.close();
  });

  test("the funnel turns upright where a wide one could not be read", async () => {
    const look = async (width: number) => {
      const { page } = await open(await filledFacts(), width);
      const charts = await page.locator("#funnel svg").all();
      const visible = await Promise.all(charts.map((chart) => chart.isVisible()));
      const seen = charts[visible.indexOf(true)];
      const [, , units] = (await seen.getAttribute("viewBox"))!.split(" ").map(Number);
      const letters = (12 * (await boxOf(seen)).width) / units;
      await page.close();
      return { visible, letters };
    };
    const wide = await look(1440);
    const narrow = await look(390);
    expect(wide.visible).toEqual([true, false]);
    expect(narrow.visible).toEqual([false, true]);
    expect(Math.min(wide.letters, narrow.letters)).toBeGreaterThan(11);
  });

  test("a run that read nothing has a page without faults, too", async () => {
    const { page, faults } = await open(emptyFacts, 390);
    expect(faults).toEqual([]);
    expect(await page.locator(".gaps").innerText()).toContain("Not in this pipeline: documents");
    await page.close();
  });
});

async function boxOf(one: Locator) {
  return (await one.boundingBox())!;
}

/** Forty clusters with long names, many of them at the edges and close together. */
function crowdedMap(): ReportFacts {
  const clusters = Array.from({ length: 40 }, (_, cluster) => ({
    cluster,
    name: `cluster number ${cluster} · with long · names of terms`,
    size: 100 - cluster,
    terms: ["a"],
  }));
  const points = clusters.flatMap(({ cluster }) =>
    Array.from({ length: 6 }, (_, i) => ({
      x: ((cluster * 7) % 11) + i / 50,
      y: ((cluster * 5) % 13) + i / 40,
      cluster,
      title: `document ${i}`,
    })),
  );
  return { ...emptyFacts, map: { points, documents: points.length, clusters, quality: {} } };
}
