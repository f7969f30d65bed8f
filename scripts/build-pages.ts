// Builds the pages into web/dist, where `sluice serve` of a checkout finds them.
import { buildPages } from "../src/io/page-files.ts";

await buildPages();
