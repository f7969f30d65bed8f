import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MapAnswer, SelectionAnswer, Where } from "../../src/server/resources/map/wire.ts";
import { contains } from "../../src/viz/explore/polygon.ts";
import { readLasso } from "../../web/explore/lasso-code.ts";
import { project, readCamera, type Transform, transformOf } from "../../web/explore/render/camera.ts";
import { type Serving, serving } from "../server/serving.ts";
import { axeFindings, hasBrowser, launch, openPage, type View } from "./browser.ts";
import { chinese, hostile, mapWorkspace } from "./explore-corpus.ts";

describe.skipIf(!hasBrowser)("the map in a browser", () => {
  let browser: Browser;
  let server: Serving;
  let map: MapAnswer;
  let points: readonly (readonly [x: number, y: number])[];
  beforeAll(async () => {
    browser = await launch();
    server = await serving(await mapWorkspace());
    map = (await server.ask("/api/map")).json;
    points = await readPoints();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function readPoints() {
    const headers = { cookie: server.cookie };
    const answer = await fetch(`${server.url}/api/map/points?version=${map.version}`, { headers });
    const numbers = new Float32Array(await answer.arrayBuffer());
    return Array.from({ length: map.count }, (_, i) => [numbers[i], numbers[map.count + i]] as const);
  }

  const select = async (where: Where, limit = 0): Promise<SelectionAnswer> =>
    (await server.ask("/api/selections", { body: { version: map.version, where, limit } })).json;

  async function open(path = "", view: View = {}) {
    const opened = await openPage(browser, server, `/explore${path}`, view);
    await opened.page.locator(".explore-stage canvas").waitFor();
    return opened;
  }

  /** Where the map lies on the page, by the camera in its address. */
  async function look(page: Page): Promise<{ transform: Transform; left: number; top: number }> {
    const box = (await page.locator(".explore-stage").boundingBox())!;
    const camera = readCamera(new URL(page.url()).searchParams.get("at") ?? "", map.extent);
    return { transform: transformOf(camera, map.extent, box), left: box.x, top: box.y };
  }

  async function pixelOf(page: Page, index: number): Promise<[number, number]> {
    const { transform, left, top } = await look(page);
    const [x, y] = project(transform, ...points[index]);
    return [left + x, top + y];
  }

  const count = async (page: Page) =>
    Number((await page.locator(".explore-selection h2 .number").innerText()).replaceAll(",", ""));
  const settled = (page: Page) => page.waitForTimeout(600);
  /** Rows of the table, once the server has told. */
  const rowsIn = async (page: Page) => {
    await page.locator(".explore-table:not([aria-rowcount='-1'])").waitFor();
    return Number(await page.locator(".explore-table").getAttribute("aria-rowcount")) - 1;
  };
  const indexOf = async (id: string) => (await select({ ids: [id] }, 1)).rows[0].index;

  /** A point with nothing over it, and no other near it. */
  async function free(page: Page): Promise<number> {
    const places = await Promise.all(points.map((_, i) => pixelOf(page, i)));
    for (const [i, [x, y]] of places.entries()) {
      const isOver = await page.evaluate(`document.elementFromPoint(${x}, ${y})?.tagName !== "CANVAS"`);
      const near = places.filter((place) => Math.hypot(place[0] - x, place[1] - y) < 12);
      if (!isOver && near.length === 1) return i;
    }
    throw new Error("every point is covered");
  }

  /** Draws a freehand circle about the middle of some points. */
  async function lasso(page: Page, indices: readonly number[]) {
    const places = await Promise.all(indices.map((index) => pixelOf(page, index)));
    const [x, y] = [0, 1].map((axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length);
    const radius = 12 + Math.max(...places.map((place) => Math.hypot(place[0] - x, place[1] - y)));
    await page.keyboard.press("l");
    await page.mouse.move(x + radius, y);
    await page.mouse.down();
    for (let step = 1; step < 40; step++)
      await page.mouse.move(x + radius * Math.cos(step / 6.4), y + radius * Math.sin(step / 6.4));
    await page.mouse.up();
    await settled(page);
  }

  test("opens with all documents, says how good it is, and asks nothing but its server", async () => {
    const { page, context, faults } = await open();
    expect(await count(page)).toBe(map.count);
    expect(await rowsIn(page)).toBe(map.count);
    expect(await page.locator(".explore-quality").innerText()).toMatch(/trustworthiness\s*0\.\d+/);
    expect(faults).toEqual([]);
    await context.close();
  });

  describe("moves", () => {
    test("with a drag, as far as the hand", async () => {
      const { page, context } = await open();
      const before = await pixelOf(page, 0);
      const { left, top } = await look(page);
      await page.mouse.move(left + 20, top + 300);
      await page.mouse.down();
      await page.mouse.move(left + 80, top + 330, { steps: 5 });
      await page.mouse.up();
      await settled(page);
      const after = await pixelOf(page, 0);
      expect(after[0] - before[0]).toBeCloseTo(60, -0.5);
      expect(after[1] - before[1]).toBeCloseTo(30, -0.5);
      await context.close();
    });

    test("with the wheel, about the pointer", async () => {
      const { page, context } = await open();
      const place = await pixelOf(page, 3);
      await page.mouse.move(...place);
      for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, -120);
      await settled(page);
      expect((await look(page)).transform.scale).toBeGreaterThan(50);
      const after = await pixelOf(page, 3);
      expect(Math.hypot(after[0] - place[0], after[1] - place[1])).toBeLessThan(1.5);
      await context.close();
    });

    test("with keys, and 0 shows all of it again", async () => {
      const { page, context } = await open();
      await page.locator(".explore-stage").focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("+");
      await settled(page);
      expect(new URL(page.url()).searchParams.get("at")).toMatch(/^-?[\d.]+,-?[\d.]+,1\.6$/);
      await page.keyboard.press("0");
      await settled(page);
      expect(new URL(page.url()).searchParams.get("at")).toBeNull();
      await context.close();
    });
  });

  test.each(["canvas", "webgl"])(
    "drawn by %s, it tells the document under the pointer and opens it",
    async (kind) => {
      const { page, context } = await open(`?renderer=${kind}`);
      expect(await page.locator(".explore-quality").innerText()).toContain(kind);
      const index = await free(page);
      const { title, id } = (await server.ask(`/api/map/point?version=${map.version}&index=${index}`)).json;
      await page.mouse.move(...(await pixelOf(page, index)));
      await page.locator(".explore-hover").getByText(title, { exact: true }).waitFor();
      await page.mouse.down();
      await page.mouse.up();
      await page.locator(".explore-document h2").getByText(title, { exact: true }).waitFor();
      await settled(page);
      expect(new URL(page.url()).searchParams.get("doc")).toBe(id);
      await context.close();
    },
  );

  test("a lasso selects what lies in it: the table, the server and the even-odd rule say the same number", async () => {
    const { page, context } = await open();
    const cluster = map.clusters[0];
    const members = points.flatMap(([x, y], i) =>
      Math.hypot(x - cluster.x, y - cluster.y) < 1.5 ? [i] : [],
    );
    await lasso(page, members);
    const polygon = readLasso(new URL(page.url()).searchParams.get("lasso")!)!;
    const inside = points.filter(([x, y]) => contains(polygon, x, y)).length;
    expect(inside).toBeGreaterThanOrEqual(members.length);
    expect(inside).toBeLessThan(map.count);
    expect(await count(page)).toBe(inside);
    expect(await rowsIn(page)).toBe(inside);
    expect((await select({ polygon })).count).toBe(inside);
    await page.getByRole("button", { name: "Remove: lasso" }).click();
    await settled(page);
    expect(await count(page)).toBe(map.count);
    await context.close();
  });

  test("a legend selects a value, with Shift one more, and the same again nothing", async () => {
    const { page, context } = await open("?by=source");
    const line = (name: string) =>
      page.getByRole("button", { name: new RegExp(`docs/${name}\\.jsonl`) }).first();
    await line("port").click();
    await settled(page);
    expect(await count(page)).toBe(40);
    expect(await rowsIn(page)).toBe(40);
    await line("cjk").click({ modifiers: ["Shift"] });
    await settled(page);
    expect([await count(page), await rowsIn(page)]).toEqual([46, 46]);
    await line("mill").click();
    await settled(page);
    expect([await count(page), await rowsIn(page)]).toEqual([41, 41]);
    await line("mill").click();
    await settled(page);
    expect(await count(page)).toBe(map.count);
    await context.close();
  });

  test("a range of a number selects what is between, and goes on while the colours are others", async () => {
    const { page, context } = await open("?by=tokens");
    const handle = page.getByRole("slider", { name: /, from/ });
    await handle.focus();
    for (let step = 0; step < 90; step++) await page.keyboard.press("ArrowRight");
    await settled(page);
    const [[, , low]] = JSON.parse(new URL(page.url()).searchParams.get("only")!);
    const told = await select({ range: [{ by: "tokens", low, high: null }] });
    expect(told.count).toBeGreaterThan(0);
    expect(told.count).toBeLessThan(map.count);
    expect([await count(page), await rowsIn(page)]).toEqual([told.count, told.count]);
    await page.getByRole("combobox", { name: "Colour by" }).click();
    await page.keyboard.type("source");
    await page.keyboard.press("Enter");
    await settled(page);
    expect(await count(page)).toBe(told.count);
    await context.close();
  });

  test("search finds words of a language without spaces, marks them, and selects the documents", async () => {
    const { page, context } = await open();
    await page.keyboard.press("/");
    await page.keyboard.type(chinese.slice(0, 2));
    await page.locator(".explore-hits li").nth(2).waitFor();
    expect(await page.locator(".explore-hits h2").innerText()).toContain("3 hits");
    expect(await page.locator(".explore-hits mark").first().innerText()).toBe(chinese.slice(0, 2));
    await page.getByRole("tab", { name: "Selection" }).click();
    await settled(page);
    expect([await count(page), await rowsIn(page)]).toEqual([3, 3]);
    await page.getByRole("searchbox").fill("there is no such word zzyzx");
    await page.getByText("No document has these words").waitFor();
    await page.getByRole("tab", { name: "Selection" }).click();
    await page.getByText("Nothing is selected by this").waitFor();
    await context.close();
  });

  test("a selection is labeled, and the label is taken back", async () => {
    const { page, context } = await open('?by=source&only=[["is","source","docs/cjk.jsonl"]]');
    await settled(page);
    await page.getByRole("button", { name: "Label", exact: true }).click();
    await page.getByLabel("Task").fill("language family");
    await page.getByLabel("Label", { exact: true }).fill("东亚");
    await page.getByText("is new; it will be a task of people").waitFor();
    await page.getByRole("button", { name: "Label 6 documents" }).click();
    await page.getByText("Labeled 6 documents “东亚” in language family.").waitFor();
    const labels = async () =>
      (await select({ categories: [{ by: "source", values: ["docs/cjk.jsonl"] }] }, 10)).rows.flatMap((row) =>
        row.labels.map(({ label, source }) => `${label} ${source}`),
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
    const { page, context } = await open('?only=[["is","source","docs/farm.jsonl"]]');
    await settled(page);
    await page.getByRole("button", { name: "Drop", exact: true }).click();
    const drop = page.getByRole("button", { name: "Drop 40 documents" });
    expect(await drop.isDisabled()).toBe(true);
    await page.getByLabel(/Why drop/).fill("too many farms");
    await drop.click();
    await page.getByText("Dropped 40 documents: too many farms.").waitFor();
    const { rows } = await select({ categories: [{ by: "source", values: ["docs/farm.jsonl"] }] }, 100);
    expect(rows.map(({ verdict }) => verdict)).toEqual(Array(40).fill("drop"));
    await page.locator(".explore-table .drop").first().waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Taken back.").waitFor();
    await page.locator(".explore-table .keep").first().waitFor();
    expect((await select({}, 200)).rows.filter(({ verdict }) => verdict === "drop")).toEqual([]);
    await context.close();
  });

  test("the whole map is neither labeled nor dropped by a slip", async () => {
    const { page, context } = await open();
    for (const name of ["Label", "Drop", "Keep"])
      expect(await page.getByRole("button", { name, exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Export" }).isEnabled()).toBe(true);
    await context.close();
  });

  test("a selection is saved as a file with its texts", async () => {
    const { page, context } = await open('?only=[["is","source","docs/cjk.jsonl"]]');
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
    const { page, context } = await open("?doc=port-3");
    await page.getByRole("button", { name: "Show the most similar" }).click();
    await page.locator(".explore-neighbours li").nth(9).waitFor();
    const titles = await page.locator(".explore-neighbours strong").allInnerTexts();
    expect(titles.every((title) => title.startsWith("port "))).toBe(true);
    expect((await page.locator(".explore-overlay .line").getAttribute("d"))?.match(/L/g)).toHaveLength(10);
    await page.locator(".explore-neighbours button.explore-open").first().click();
    await page.locator(".explore-document h2").getByText(titles[0], { exact: true }).waitFor();
    await context.close();
  });

  test("a link shows the same: colours, camera, selection, search, document", async () => {
    const first = await open("?by=source&doc=port-3");
    await first.page.getByRole("searchbox").fill("harbour");
    await first.page.locator(".explore-hits li").first().waitFor();
    await first.page.keyboard.press("Escape"); // leaves the field: L is a key again
    await lasso(first.page, await Promise.all(["port-1", "port-2", "port-3", "port-4"].map(indexOf)));
    await first.page.keyboard.press("+");
    await settled(first.page);
    const link = first.page.url().slice(`${server.url}/explore`.length);
    const told = await count(first.page);
    expect(told).toBeGreaterThan(0);
    await first.context.close();
    const second = await open(link);
    await second.page.locator(".explore-document h2").getByText("port 3", { exact: true }).waitFor();
    await second.page.getByRole("tab", { name: "Selection" }).click();
    await settled(second.page);
    expect(await count(second.page)).toBe(told);
    expect(await rowsIn(second.page)).toBe(told);
    expect(await second.page.getByRole("combobox").first().inputValue()).toBe("source");
    expect(await second.page.getByRole("searchbox").inputValue()).toBe("harbour");
    expect(second.page.url().slice(`${server.url}/explore`.length)).toBe(link);
    await second.context.close();
  });

  test("keys alone select a cluster, open a document of it and close it", async () => {
    const { page, context } = await open();
    const { name, size } = map.clusters[0];
    await page
      .getByRole("button", { name: new RegExp(`^${name}`) })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await settled(page);
    expect([await count(page), await rowsIn(page)]).toEqual([size, size]);
    await page.locator(".explore-table .explore-open").first().focus();
    await page.keyboard.press("Enter");
    await page.locator(".explore-document h2").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".explore-table .explore-open").first().waitFor();
    await context.close();
  });

  test("text that would do harm stays text, its invisible characters seen, whatever its id", async () => {
    const { page, context, faults } = await open("?q=harmful");
    const title = page.locator(".explore-hits strong").getByText(hostile.title, { exact: true });
    await title.waitFor();
    await title.click();
    const text = await page.locator(".explore-document .reading").innerText();
    expect(text).toContain("<script>window.harmed=1</script> harmful ⟨202E⟩gnihton⟨202C⟩");
    await page.mouse.move(...(await pixelOf(page, await indexOf("hostile/?#&"))));
    await page.locator(".explore-hover").getByText(hostile.title, { exact: true }).waitFor();
    expect(await page.getByRole("link", { name: "Whole story" }).getAttribute("href")).toBe(
      "/documents/hostile%2F%3F%23%26",
    );
    expect(await page.evaluate("globalThis.harmed")).toBeUndefined();
    expect(faults).toEqual([]);
    await context.close();
  });

  test("who only labels sees the map and exports, and acts on no selection", async () => {
    const { json } = await server.ask("/api/invitations", { body: { name: "Ann" } });
    const entered = await fetch(`${server.url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: json.token }),
    });
    const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0];
    const { page, context } = await openPage(
      browser,
      { ...server, cookie },
      '/explore?only=[["is","source","docs/cjk.jsonl"]]',
    );
    await page.locator(".explore-table .explore-open").first().waitFor();
    await settled(page);
    expect(await page.getByRole("button", { name: "Label", exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Export" }).isEnabled()).toBe(true);
    await context.close();
  });

  describe.each([
    { width: 1440, colorScheme: "light" },
    { width: 1024, colorScheme: "dark" },
    { width: 390, height: 844, colorScheme: "dark" },
  ] as const)("at $width, $colorScheme", (view) => {
    test.each(["", "?by=tokens", "?doc=mill-1&q=river"])(
      "%s: nothing serious for axe, nothing over the edge",
      async (path) => {
        const { page, context, faults } = await open(path, view);
        await settled(page);
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(
          0,
        );
        expect(
          await page.evaluate("document.documentElement.scrollHeight - innerHeight"),
        ).toBeLessThanOrEqual(0);
        expect(await axeFindings(page)).toEqual([]);
        expect(faults).toEqual([]);
        await context.close();
      },
    );
  });

  test("colours follow the scheme of the system while the page is open", async () => {
    const { page, context } = await open();
    const corner = () =>
      page.evaluate<number[]>(`(() => {
        const canvas = document.querySelector(".explore-stage canvas");
        return [...canvas.getContext("2d").getImageData(2, 2, 1, 1).data].slice(0, 3);
      })()`);
    await settled(page);
    expect(await corner()).toEqual([252, 252, 250]);
    await page.emulateMedia({ colorScheme: "dark" });
    await settled(page);
    expect(await corner()).toEqual([22, 22, 19]);
    await context.close();
  });
});
