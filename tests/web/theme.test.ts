import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { themeStyle } from "../../src/viz/charts/theme.ts";

const sheet = readFileSync(join(import.meta.dirname, "../../web/shared/theme.css"), "utf8");

/** Colours by variable, in the light scheme and in the dark one. */
function colours(css: string): [string, string][][] {
  const [light, dark] = css.split("prefers-color-scheme: dark");
  return [light, dark].map((part) =>
    [...part.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

test("the pages have the colours of the report and its charts, in both schemes", () => {
  const [light, dark] = colours(sheet).map((all) => new Map(all));
  for (const [all, scheme] of [
    [colours(themeStyle)[0], light],
    [colours(themeStyle)[1], dark],
  ] as const) {
    expect(all.length).toBeGreaterThan(20);
    for (const [name, value] of all) expect([name, scheme.get(name)]).toEqual([name, value]);
  }
});
