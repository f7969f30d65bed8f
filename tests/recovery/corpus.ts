import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** READMEs of the packages beside us: prose and code that every checkout has. */
const prose = globSync("node_modules/*/README.md")
  .sort()
  .map((path) => readFileSync(path, "utf8"))
  .filter((text) => text.length > 2000);

/** Files of many kinds in `folder/input`, about 200 KB, the same for the same checkout; three of them have faults. */
export function writeInput(folder: string): void {
  const input = join(folder, "input");
  mkdirSync(input, { recursive: true });
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(input, name), content);
  for (let i = 0; i < 6; i++) put(`readme-${i}.md`, passage(i, 6_000));
  put("copy.md", passage(0, 6_000));
  put("near-copy.md", passage(1, 6_000).replaceAll("example", "sample"));
  put("lines.jsonl", jsonl(40));
  put("more.jsonl.gz", gzipSync(jsonl(40, 100)));
  put("broken.jsonl", `${jsonl(5, 200)}{"text": "no end\n${jsonl(5, 300)}`);
  put("cut.jsonl.gz", Buffer.concat([gzipSync(jsonl(12, 400)), gzipSync(jsonl(40, 412)).subarray(0, 100)]));
  put("latin.md", Buffer.from(`caf\u00e9 ${passage(5, 3_000)}`, "latin1"));
  put("empty.md", "");
  put("short.md", "Too short.");
}

function jsonl(lines: number, from = 0): string {
  return Array.from(
    { length: lines },
    (_, i) => `${JSON.stringify({ text: passage(from + i, 1_500) })}\n`,
  ).join("");
}

/** Passage `i` of the prose: another beginning for every round through the packages. */
function passage(i: number, length: number): string {
  const start = 500 * Math.floor(i / prose.length);
  return prose[i % prose.length].slice(start, start + length);
}
