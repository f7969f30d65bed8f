import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../core/errors.ts";

const here = dirname(fileURLToPath(import.meta.url));
/** Where the pages are built: in a checkout beside their sources, in the published package beside this code. */
const checkout = join(here, "../../web");
const isCheckout = existsSync(join(checkout, "vite.config.ts"));
const built = isCheckout ? join(checkout, "dist") : join(here, "../web");

/** The built pages by path; in a checkout they are built first when their sources are newer. */
export async function pageFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  if (isCheckout && isStale()) await buildPages();
  if (!existsSync(join(built, "index.html")))
    throw new UserError(
      "the pages are not in this installation. Install sluice again, or run: npm run build",
    );
  const files = listed(built);
  return new Map(
    files.map((path) => [`/${relative(built, path).replaceAll("\\", "/")}`, readFileSync(path)]),
  );
}

/** Builds the pages with Vite, which a checkout has among its development dependencies; a reader finds the old ones or the new. */
export async function buildPages(): Promise<void> {
  const { build } = await import("vite").catch((cause) => {
    throw new UserError(
      "the pages are not built, and Vite, which builds them, is not installed. Run: npm ci",
      {
        cause,
      },
    );
  });
  const outDir = join(checkout, `.dist-${process.pid}`);
  try {
    await build({ configFile: join(checkout, "vite.config.ts"), build: { outDir } });
    rmSync(built, { recursive: true, force: true });
    renameSync(outDir, built);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

function isStale(): boolean {
  const index = join(built, "index.html");
  if (!existsSync(index)) return true;
  const made = statSync(index).mtimeMs;
  const sources = [checkout, join(here, "../viz/charts"), join(here, "../viz/explore")].flatMap((folder) =>
    existsSync(folder) ? listed(folder) : [],
  );
  return sources.some((path) => !/[\\/]\.?dist(-\d+)?[\\/]/.test(path) && statSync(path).mtimeMs > made);
}

function listed(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
