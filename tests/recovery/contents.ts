import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, manifestFile, promisedFiles } from "../../src/core/manifest.ts";

/** Every byte that counts in a workspace: hash by file, for the manifests of all finished stages and what they promise. */
export function contents(workspace: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { folder, files } of finishedFolders(workspace)) {
    for (const file of [manifestFile, ...files])
      found[`${folder}/${file}`] = sha256(join(workspace, "stages", folder, file));
  }
  return found;
}

/** Files of a workspace that no manifest promises: leftovers of dead runs. */
export function strays(workspace: string): string[] {
  const own = new Set(["lock", "report.html", "run.json", "workspace.json"]);
  for (const { folder, files } of finishedFolders(workspace)) {
    for (const file of [manifestFile, ...files]) own.add(`stages/${folder}/${file}`);
  }
  return readdirSync(workspace, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(workspace.length + 1))
    .filter((path) => !own.has(path) && !/^runs\/\d{6}\.json$/.test(path));
}

function finishedFolders(workspace: string): { folder: string; files: string[] }[] {
  const stages = join(workspace, "stages");
  return readdirSync(stages)
    .flatMap((stage) => readdirSync(join(stages, stage)).map((key) => `${stage}/${key}`))
    .filter((folder) => existsSync(join(stages, folder, manifestFile)))
    .map((folder) => {
      const manifest: Manifest = JSON.parse(readFileSync(join(stages, folder, manifestFile), "utf8"));
      return { folder, files: promisedFiles(manifest).map(({ file }) => file) };
    });
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
