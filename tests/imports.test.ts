import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/** What each folder of src may import; the order is the direction of ARCHITECTURE.md. */
const allowed: Record<string, readonly string[]> = {
  core: [],
  io: ["core"],
  features: ["core"],
  clean: ["features", "core"],
  label: ["features", "core"],
  viz: ["features", "core"],
  tokens: ["features", "core"],
  server: ["clean", "label", "viz", "tokens", "features", "io", "core"],
  cli: ["server", "clean", "label", "viz", "tokens", "features", "io", "core"],
};

const source = resolve(import.meta.dirname, "../src");

const imports = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && file.includes("/"))
  .flatMap((file) =>
    [...readFileSync(join(source, file), "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(
      ([, target]) => ({
        file,
        target: relative(source, resolve(source, dirname(file), target)),
      }),
    ),
  );

describe("imports of src", () => {
  test.each(Object.keys(allowed))("%s imports only what stands before it", (folder) => {
    const strays = imports
      .filter(({ file }) => file.startsWith(`${folder}/`))
      .filter(({ target }) => ![folder, ...allowed[folder]].includes(target.split("/")[0]))
      .map(({ file, target }) => `${file} → ${target}`);
    expect(strays).toEqual([]);
  });

  test("every file is found and imports something somewhere", () => {
    expect(imports.length).toBeGreaterThan(100);
  });
});

describe("imports of web", () => {
  const web = resolve(import.meta.dirname, "../web");
  /** Code that runs in the browser as well as here: pure, without files and engines. */
  const shared = ["src/viz/charts/", "src/viz/explore/"];
  const lines = readdirSync(web, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/^\.?dist/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(join(web, file), "utf8").matchAll(
          /^(?:import|export)\s([^;]*?)from\s+"(\.[^"]+)"/gms,
        ),
      ].map(([, what, target]) => ({
        file,
        onlyTypes: what.startsWith("type "),
        target: relative(resolve(web, ".."), resolve(web, dirname(file), target)),
      })),
    );

  test("of src: types, and what is pure", () => {
    const strays = lines
      .filter(({ target, onlyTypes }) => target.startsWith("src/") && !onlyTypes)
      .filter(({ target }) => !shared.some((folder) => target.startsWith(folder)))
      .map(({ file, target }) => `${file} → ${target}`);
    expect(strays).toEqual([]);
  });

  test("a page imports no other page", () => {
    const strays = lines
      .filter(({ file, target }) => target.startsWith("web/") && file.includes("/"))
      .filter(({ file, target }) => ![file.split("/")[0], "shared"].includes(target.split("/")[1]))
      .filter(({ file }) => file !== "shared/pages.ts")
      .map(({ file, target }) => `${file} → ${target}`);
    expect(strays).toEqual([]);
  });

  test("src imports nothing of web", () => {
    expect(imports.filter(({ target }) => target.startsWith("../web"))).toEqual([]);
  });
});
