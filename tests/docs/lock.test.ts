import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkout } from "./pages.ts";

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(join(checkout, "package-lock.json"), "utf8")) as {
  packages: Record<string, Package>;
};
const { "": root, ...installed } = lock.packages;

test("the lock file holds the packages of every platform: else npm 11 refuses it, and other platforms lack binaries", () => {
  const missing = Object.entries(installed).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !installed[`${path}/node_modules/${name}`] && !installed[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test("every package of the lock file has its hash and names no host", () => {
  const odd = Object.entries(installed).filter(([, { integrity, resolved }]) => !integrity || resolved);
  expect(odd.map(([path]) => path)).toEqual([]);
});

test("direct dependencies have exact versions", () => {
  const { dependencies, devDependencies } = root as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, v]) => !/^\d/.test(v));
  expect(loose).toEqual([]);
});
