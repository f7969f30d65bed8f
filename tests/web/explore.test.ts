import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings, hasBrowser } from "./browser.ts";
import { both, counts, inAddress, MapSite, settled } from "./explore-site.ts";

describe.skipIf(!hasBrowser)("the map in a browser", () => {
  let site: MapSite;
  beforeAll(async () => {
    site = await MapSite.start();
  });
  afterAll(() => site?.close());

  test("opens with all documents, says how good it is, and asks nothing but its server", async () => {
    const { page, context, faults } = await site.open();
    await both(page, site.map.count);
    expect(await page.locator(".explore-quality").innerText()).toMatch(/trustworthiness\s*0\.\d+/);
    expect(faults).toEqual([]);
    await context.close();
  });

  describe("moves", () => {
    test("with a drag, as far as the hand", async () => {
      const { page, context } = await site.open();
      const before = await site.pixelOf(page, 0);
      const { left, top } = await site.look(page);
      await page.mouse.move(left + 20, top + 300);
      await page.mouse.down();
      await page.mouse.move(left + 80, top + 330, { steps: 5 });
      await page.mouse.up();
      await settled(page);
      const after = await site.pixelOf(page, 0);
      expect(after[0] - before[0]).toBeCloseTo(60, -0.5);
      expect(after[1] - before[1]).toBeCloseTo(30, -0.5);
      await context.close();
    });

    test("with the wheel, about the pointer", async () => {
      const { page, context } = await site.open();
      const place = await site.pixelOf(page, 3);
      await page.mouse.move(...place);
      for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, -120);
      await settled(page);
      expect((await site.look(page)).transform.scale).toBeGreaterThan(50);
      const after = await site.pixelOf(page, 3);
      expect(Math.hypot(after[0] - place[0], after[1] - place[1])).toBeLessThan(1.5);
      await context.close();
    });

    test("with keys, and 0 shows all of it again", async () => {
      const { page, context } = await site.open();
      await page.locator(".explore-stage").focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("+");
      await settled(page);
      expect(inAddress(page, "at")).toMatch(/^-?[\d.]+,-?[\d.]+,1\.6$/);
      await page.keyboard.press("0");
      await expect.poll(() => inAddress(page, "at")).toBeNull();
      await context.close();
    });
  });

  test.each(["canvas", "webgl"])(
    "drawn by %s, it tells the document under the pointer and opens it",
    async (kind) => {
      const { page, context } = await site.open(`?renderer=${kind}`);
      expect(await page.locator(".explore-quality").innerText()).toContain(kind);
      const index = await site.free(page);
      const { title, id } = (
        await site.server.ask(`/api/map/point?version=${site.map.version}&index=${index}`)
      ).json;
      await page.mouse.move(...(await site.pixelOf(page, index)));
      await page.locator(".explore-hover").getByText(title, { exact: true }).waitFor();
      await page.mouse.down();
      await page.mouse.up();
      await page.locator(".explore-document h2").getByText(title, { exact: true }).waitFor();
      await settled(page);
      expect(inAddress(page, "doc")).toBe(id);
      await context.close();
    },
  );

  test("a link shows the same: colours, camera, selection, search, document", async () => {
    const first = await site.open("?by=source&doc=port-3");
    await first.page.getByRole("searchbox").fill("harbour");
    await first.page.locator(".explore-hits li").first().waitFor();
    await first.page.keyboard.press("Escape"); // leaves the field: L is a key again
    await site.lasso(
      first.page,
      await Promise.all(["port-1", "port-2", "port-3", "port-4"].map((id) => site.indexOf(id))),
    );
    await first.page.keyboard.press("+");
    await settled(first.page);
    const link = first.page.url().slice(`${site.server.url}/explore`.length);
    const [told] = await counts(first.page);
    expect(told).toBeGreaterThan(0);
    await both(first.page, told);
    await first.context.close();
    const second = await site.open(link);
    await second.page.locator(".explore-document h2").getByText("port 3", { exact: true }).waitFor();
    await second.page.getByRole("tab", { name: "Selection" }).click();
    await both(second.page, told);
    expect(await second.page.getByRole("combobox").first().inputValue()).toBe("source");
    expect(await second.page.getByRole("searchbox").inputValue()).toBe("harbour");
    expect(second.page.url().slice(`${site.server.url}/explore`.length)).toBe(link);
    await second.context.close();
  });

  test("an address that changes while the page is open is followed", async () => {
    const { page, context } = await site.open();
    await page.keyboard.press("+");
    await expect.poll(() => inAddress(page, "at")).not.toBeNull();
    const [x, y] = site.points[0];
    await page.evaluate(`{
      history.pushState(null, "", "/explore?by=source&at=${x},${y},9");
      dispatchEvent(new PopStateEvent("popstate"));
    }`);
    await page.getByText("docs/port.jsonl").first().waitFor();
    const { width, height, x: left, y: top } = (await page.locator(".explore-stage").boundingBox())!;
    await page.mouse.move(left + width / 2, top + height / 2);
    const { title, excerpt } = (await site.server.ask(`/api/map/point?version=${site.map.version}&index=0`))
      .json;
    await page
      .locator(".explore-hover")
      .getByText((title || excerpt).slice(0, 20))
      .first()
      .waitFor();
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
        const { page, context, faults } = await site.open(path, view);
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
    const { page, context } = await site.open();
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
