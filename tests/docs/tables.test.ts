import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withTables } from "../../scripts/table-docs.ts";
import { contract } from "../../src/core/table.ts";
import { checkout } from "./pages.ts";

const page = readFileSync(join(checkout, "docs/query.md"), "utf8");

test("the tables of docs/query.md are those of src/core/table.ts: npm run docs", () => {
  expect(withTables(page)).toBe(page);
});

test("every column of the contract is described with its type", () => {
  for (const [table, columns] of Object.entries(contract)) {
    const section = page.split(`### ${table}\n`)[1]?.split("\n### ")[0] ?? "";
    for (const [name, type] of Object.entries(columns))
      expect(section).toContain(`| \`${name}\` | ${type} |`);
  }
});
