import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The root of the repository. */
export const checkout = join(import.meta.dirname, "../..");

/** Pages for users, whose commands are run. */
export const pages = [
  "README.md",
  ...readdirSync(join(checkout, "docs"))
    .filter((name) => name.endsWith(".md") && name !== "LOG.md")
    .map((name) => `docs/${name}`),
];
