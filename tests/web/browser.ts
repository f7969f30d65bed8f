import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Serving } from "../server/serving.ts";

const candidates = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The Chromium of this machine; tests that need one are skipped without, and say how to get it. */
export const executablePath = candidates.find((path) => path !== undefined && existsSync(path));

/** True where pages can be looked at. */
export const hasBrowser = executablePath !== undefined;

if (!hasBrowser)
  console.warn(
    "No Chromium found: page tests are skipped. Install it (apt-get install chromium), or name one in CHROMIUM.",
  );

/** Starts a browser without a network of its own. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** How a page is looked at. */
export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly reducedMotion?: "reduce" | "no-preference";
}

/** A page with what went wrong in it: exceptions, refusals of the content security policy, requests to elsewhere. */
export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: string[];
}

/** Opens a page of a server as its signed-in owner. */
export async function openPage(
  browser: Browser,
  serving: Serving,
  path: string,
  view: View = {},
): Promise<Opened> {
  const { width = 1440, height = 900, colorScheme = "light", reducedMotion = "reduce" } = view;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion });
  const [name, value] = serving.cookie.split("=");
  await context.addCookies([{ name, value, url: serving.url }]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("dialog", async (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|Trusted/i.test(message.text()))
      faults.push(`policy: ${message.text()}`);
  });
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(serving.url) && !/^(data|blob):/.test(address))
      faults.push(`request: ${address}`);
  });
  await page.goto(serving.url + path);
  return { page, context, faults };
}

/** Serious and critical findings of axe, as `rule: target`. */
export async function axeFindings(page: Page): Promise<string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; impact: string; nodes: { target: string[] }[] }[] }>;
      };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}
