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
