// Rewrites what is generated in docs/.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withTables } from "./table-docs.ts";

const page = join(import.meta.dirname, "../docs/query.md");
writeFileSync(page, withTables(readFileSync(page, "utf8")));
