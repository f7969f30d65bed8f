import { pageFiles } from "../src/io/page-files.ts";

/** Builds the pages once, before the suites that serve them start side by side. */
export default async function setup(): Promise<void> {
  await pageFiles();
}
