import { describe, expect, test } from "vitest";
import { documents } from "./corpus.ts";
import { jsonl, makePlace } from "./sluice.ts";

const greedy = `import { ingest, measure, pipeline, rules } from "sluice";
export default pipeline({
  name: "greedy",
  stages: {
    documents: ingest("docs.jsonl"),
    signals: measure("basics"),
    quality: rules({ everything: "word_count > 0" }),
  },
});
`;

const place = makePlace({ "docs.jsonl": jsonl(documents), "greedy.ts": greedy, "note.txt": "x" });

describe("exit codes", () => {
  test("3 when a guard stops the run, with the way on; --allow lets it pass", async () => {
    const stopped = await place.sluice("run", "greedy.ts", "--workers", "1", "--no-report");
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toContain("--allow everything");
    const allowed = await place.sluice(
      "run",
      "greedy.ts",
      "--workers",
      "1",
      "--no-report",
      "--allow",
      "everything",
    );
    expect(allowed.code).toBe(0);
  });

  test("2 when the system refuses a path, in one line without a stack", async () => {
    const { code, stderr } = await place.sluice("signals", "word", "--json");
    expect({ code, stderr: stderr.startsWith("Next:") }).toEqual({ code: 0, stderr: true });
    const refused = await place.sluice("tokens", "count", "--input", "note.txt", "--workspace", "nowhere");
    expect(refused.code).toBe(0);
    const missing = await place.sluice(
      "tokens",
      "encode",
      "--input",
      "note.txt",
      "--output",
      "no/such/folder.jsonl",
    );
    expect(missing.code).toBe(2);
    expect(missing.stderr).toMatch(
      /^sluice: no\/such\/folder\.jsonl[^\n]*: there is no such file or folder\n$/,
    );
  });
});
