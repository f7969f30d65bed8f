import { pageFiles } from "../src/io/page-files.ts";

/** Builds the pages once, before the suites that serve them start side by side; those suites fail when it cannot be done. */
export default async function setup(): Promise<void> {
  await pageFiles().catch((error: Error) => console.error(`The pages cannot be built: ${error.message}`));
}
