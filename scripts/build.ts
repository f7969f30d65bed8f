// Makes dist/: the package as it is published, JavaScript and types, since Node strips no types under node_modules.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { buildPages } from "../src/io/page-files.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
for (const name of ["bin", "LICENSE", "README.md", "CHANGELOG.md"])
  cpSync(join(root, name), join(dist, name), { recursive: true });
compilePipelines();
await buildPages();
cpSync(join(root, "web/dist"), join(dist, "web"), { recursive: true });
writeFileSync(join(dist, "package.json"), `${JSON.stringify(published(), null, 2)}\n`);

function compilePipelines(): void {
  mkdirSync(join(dist, "pipelines"));
  for (const file of readdirSync(join(root, "pipelines")).filter((name) => name.endsWith(".ts"))) {
    const code = stripTypeScriptTypes(readFileSync(join(root, "pipelines", file), "utf8"));
    writeFileSync(join(dist, "pipelines", file.replace(/\.ts$/, ".js")), code);
  }
}

/** `package.json` for those who install the package: nothing that serves the repository alone. */
function published(): Record<string, unknown> {
  const { scripts, devDependencies, allowScripts, files, ...kept } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return { ...kept, exports: { ".": { types: "./index.d.ts", default: "./index.js" } } };
}
