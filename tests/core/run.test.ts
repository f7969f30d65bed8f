import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { batchOf } from "../../src/core/batch.ts";
import { pipeline } from "../../src/core/pipeline.ts";
import type { BatchStage, Entry, QueryStage, SourceStage } from "../../src/core/stage.ts";
import { contract } from "../../src/core/table.ts";
import { contents, strays } from "../recovery/contents.ts";
import { runHere } from "../recovery/in-process.ts";
import { scratch } from "../recovery/scratch.ts";
import { smallPipeline } from "../recovery/small-pipeline.ts";

const folder = scratch();

const documents: SourceStage = {
  shape: "source",
  kind: "three",
  version: 1,
  options: {},
  tables: { documents: contract.documents, quarantine: contract.quarantine },
  reads: [],
  plan: async () => [{ files: [{ source: "a", bytes: 3, hash: "1" }] }],
  async *read() {
    for (const [position, text] of ["one", "two", "three"].entries()) yield [{ source: "a", position, text }];
  },
};

const query = (run: QueryStage["run"], more: Partial<QueryStage> = {}): QueryStage => ({
  shape: "query",
  kind: "query",
  version: 1,
  options: {},
  tables: {},
  reads: ["documents"],
  run,
  ...more,
});

const kernel = (open: BatchStage["open"], more: Partial<BatchStage> = {}): BatchStage => ({
  shape: "batch",
  kind: "kernel",
  version: 1,
  options: {},
  tables: { signals: { id: "VARCHAR", x: "DOUBLE" } },
  reads: [],
  columns: ["text"],
  over: "all",
  open,
  ...more,
});

let runs = 0;
const run = (stages: Record<string, Entry>) =>
  runHere(pipeline({ name: "p", stages: { documents, ...stages } }), join(folder, String(runs++)));

describe("a run", () => {
  test("works in a folder whose name means something in SQL, in JSON and in globs", async () => {
    const plain = join(folder, "plain");
    const odd = join(folder, `it's "odd"]) *[a]; DROP {1,2}`);
    await runHere(smallPipeline, plain);
    await runHere(smallPipeline, odd);
    expect(contents(odd)).toEqual(contents(plain));
    expect(strays(odd)).toEqual([]);
  });

  test("without input ends well: every table is there and empty", async () => {
    const nothing: SourceStage = { ...documents, plan: async () => [] };
    const all = {
      signals: kernel(() => () => ({})),
      count: query(async ({ rows }) => ({
        rows: Number((await rows("SELECT count(*) AS n FROM kept"))[0].n),
      })),
    };
    const record = await runHere(
      pipeline({ name: "p", stages: { documents: nothing, ...all } }),
      join(folder, "nothing"),
    );
    expect(record.stages.map(({ rows_out }) => rows_out)).toEqual([0, 0, 0]);
    expect(record.stages[2].notes).toEqual({ rows: 0 });
  });

  test("names the stage and the part where a kernel threw", async () => {
    const broken = kernel(() => () => {
      throw new TypeError("no such thing");
    });
    await expect(run({ broken })).rejects.toThrow('stage "broken", part 000000-00000: no such thing');
  });

  test("refuses a kernel that measures fewer documents than it was given", async () => {
    const short = kernel(() => () => ({
      signals: batchOf({ id: "VARCHAR", x: "DOUBLE" }, [{ id: "a", x: 1 }]),
    }));
    await expect(run({ short })).rejects.toThrow('stage "short": table "signals" has 1 rows for 3 documents');
  });

  test.each(["stage.json", "../out", ".hidden", "a/b"])(
    "refuses %s as a name for a file of a stage",
    async (name) => {
      const stage = query(async ({ create }) => void (await create(name)) as never, { files: [name] });
      await expect(run({ stage })).rejects.toThrow(
        `stage "stage": "${name}" is no name for a file of a stage`,
      );
    },
  );

  test("refuses files and tables that a stage did not declare", async () => {
    const file = query(async ({ create }) => void (await create("other.bin")) as never);
    await expect(run({ file })).rejects.toThrow('the file "other.bin" is not among its files');
    const table = query(async ({ write }) => void (await write("other", "SELECT 1 AS x")) as never);
    await expect(run({ table })).rejects.toThrow('the table "other" is not among its tables');
  });

  test("lets a stage write a file called manifest.json: the manifest of the stage has another name", async () => {
    const train = query(
      async ({ create }) => {
        const file = await create("manifest.json");
        await file.write(Buffer.from("{}"));
        await file.close();
        return {};
      },
      { files: ["manifest.json"] },
    );
    const workspace = join(folder, "manifest");
    const recipe = pipeline({ name: "p", stages: { documents, train } });
    await runHere(recipe, workspace);
    const path = Object.keys(contents(workspace)).find((file) => file.endsWith("manifest.json")) ?? "";
    expect(readFileSync(join(workspace, "stages", path), "utf8")).toBe("{}");
    const again = await runHere(recipe, workspace);
    expect(again.stages.map(({ cached }) => cached)).toEqual([true, true]);
  });
});
