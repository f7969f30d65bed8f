import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { MapAnswer, SelectionAnswer, Where } from "../../src/server/resources/map/wire.ts";
import { project, readCamera, type Transform, transformOf } from "../../web/explore/render/camera.ts";
import { type Serving, serving } from "../server/serving.ts";
import { launch, type Opened, openPage, type View } from "./browser.ts";
import { mapWorkspace } from "./explore-corpus.ts";

/** A real server of a workspace with a map, and a browser that looks at it. */
export class MapSite {
  readonly browser: Browser;
  readonly server: Serving;
  readonly map: MapAnswer;
  readonly points: readonly (readonly [x: number, y: number])[];

  private constructor(browser: Browser, server: Serving, map: MapAnswer, points: MapSite["points"]) {
    this.browser = browser;
    this.server = server;
    this.map = map;
    this.points = points;
  }

  static async start(): Promise<MapSite> {
    const server = await serving((await mapWorkspace()).folder);
    const map: MapAnswer = (await server.ask("/api/map")).json;
    return new MapSite(await launch(), server, map, await readPoints(server, map));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }

  async open(path = "", view: View = {}): Promise<Opened> {
    const opened = await openPage(this.browser, this.server, `/explore${path}`, view);
    await opened.page.locator(".explore-stage canvas").waitFor();
    return opened;
  }

  async select(where: Where, limit = 0): Promise<SelectionAnswer> {
    const body = { version: this.map.version, where, limit };
    return (await this.server.ask("/api/selections", { body })).json;
  }

  async indexOf(id: string): Promise<number> {
    return (await this.select({ ids: [id] }, 1)).rows[0].index;
  }

  /** Where the map lies on the page, by the camera in its address. */
  async look(page: Page): Promise<{ transform: Transform; left: number; top: number }> {
    const box = (await page.locator(".explore-stage").boundingBox())!;
    const camera = readCamera(inAddress(page, "at") ?? "", this.map.extent);
    return { transform: transformOf(camera, this.map.extent, box), left: box.x, top: box.y };
  }

  async pixelOf(page: Page, index: number): Promise<[number, number]> {
    const { transform, left, top } = await this.look(page);
    const [x, y] = project(transform, ...this.points[index]);
    return [left + x, top + y];
  }

  /** A point with nothing over it, and no other near it. */
  async free(page: Page): Promise<number> {
    const places = await Promise.all(this.points.map((_, i) => this.pixelOf(page, i)));
    for (const [i, [x, y]] of places.entries()) {
      const isOver = await page.evaluate(`document.elementFromPoint(${x}, ${y})?.tagName !== "CANVAS"`);
      const near = places.filter((place) => Math.hypot(place[0] - x, place[1] - y) < 12);
      if (!isOver && near.length === 1) return i;
    }
    throw new Error("every point is covered");
  }

  /** Draws a freehand circle about the middle of some points. */
  async lasso(page: Page, indices: readonly number[]): Promise<void> {
    const places = await Promise.all(indices.map((index) => this.pixelOf(page, index)));
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
}

async function readPoints(
  { url, cookie }: Serving,
  { version, count }: MapAnswer,
): Promise<MapSite["points"]> {
  const answer = await fetch(`${url}/api/map/points?version=${version}`, { headers: { cookie } });
  const numbers = new Float32Array(await answer.arrayBuffer());
  return Array.from({ length: count }, (_, i) => [numbers[i], numbers[count + i]] as const);
}

/** Documents of the selection as the page itself counts them, and as the table has them from the server. */
export async function counts(page: Page): Promise<[own: number, table: number]> {
  const own = await page.locator(".explore-selection h2 .number").innerText();
  const rows = await page.locator(".explore-table").getAttribute("aria-rowcount");
  return [Number(own.replaceAll(",", "")), Number(rows) - 1];
}

/** Waits until the page and the table say the same number, this one. */
export function both(page: Page, count: number): Promise<void> {
  return expect.poll(() => counts(page), { timeout: 15_000 }).toEqual([count, count]);
}

/** A parameter of the address. */
export function inAddress(page: Page, name: string): string | null {
  return new URL(page.url()).searchParams.get(name);
}

/** Waits until the address, which follows when the hand rests, says what is on the page. */
export async function settled(page: Page): Promise<void> {
  let before = "";
  while (before !== page.url()) {
    before = page.url();
    await page.waitForTimeout(700);
  }
}
