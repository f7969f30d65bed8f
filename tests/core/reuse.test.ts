import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pipeline } from "../../src/core/pipeline.ts";
import type { SourceStage } from "../../src/core/stage.ts";
import { contract } from "../../src/core/table.ts";
import type { Family } from "../../src/features/signals/family.ts";
import { measure } from "../../src/features/signals/measure.ts";
import { contents, strays } from "../recovery/contents.ts";
import { runHere } from "../recovery/in-process.ts";
import { scratch } from "../recovery/scratch.ts";

const folder = scratch();
let workspaces = 0;
let texts = ["one", "two words", "three words here"];

const documents = (): SourceStage => ({
  shape: "source",
  kind: "few",
  version: 1,
  options: { texts },
  tables: { documents: contract.documents, quarantine: contract.quarantine },
  reads: [],
  plan: async () => [{ files: [{ source: "a", bytes: 3, hash: texts.join() }] }],
  async *read() {
    for (const [position, text] of texts.entries())
      yield [{ source: "a", position, text, url: `http://u${position}.org` }];
  },
});

/** A family that counts how many documents it was asked about. */
function counting(name: string, more: Partial<Family> = {}): Family & { asked: number } {
  const family = {
    name,
    version: 1,
    columns: {
      [name]: { type: "INTEGER", unit: "bytes", definition: "Bytes.", source: "test", dialect: "test" },
    },
    asked: 0,
    open: () => (document: { length: number }, inputs: Record<string, unknown>) => {
      family.asked++;
      return { [name]: document.length + String(inputs.url ?? inputs.a ?? "").length };
    },
    ...more,
  } as Family & { asked: number };
  return family;
}

/** Measures in a workspace; gives how many documents each family was asked about, and the bytes of the result. */
async function measured(workspace: string, ...families: (Family & { asked: number })[]) {
  for (const family of families) family.asked = 0;
  const recipe = pipeline({ name: "p", stages: { documents: documents(), signals: measure(...families) } });
  const record = await runHere(recipe, workspace);
  const key = record.stages.find(({ name }) => name === "signals")?.key;
  const files = Object.entries(contents(workspace)).filter(([file]) => file.includes(`/${key}/`));
  const parts = files.filter(([file]) => file.endsWith(".parquet"));
  return { asked: families.map(({ asked }) => asked), parts: parts.map(([, content]) => content) };
}

const workspace = () => join(folder, `w${workspaces++}`);

describe("measuring again with other families", () => {
  test("computes only what is new, and gives the bytes of a run from nothing", async () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => counting(name));
    const here = workspace();
    expect((await measured(here, a, b)).asked).toEqual([3, 3]);
    const again = await measured(here, c, a, b);
    expect(again.asked).toEqual([3, 0, 0]);
    expect(again.parts).toEqual((await measured(workspace(), c, a, b)).parts);
    expect(strays(here)).toEqual([]);
  });

  test("takes a family away, or changes the order, without any measuring", async () => {
    const [a, b] = ["a", "b"].map((name) => counting(name));
    const here = workspace();
    await measured(here, a, b);
    expect((await measured(here, b)).asked).toEqual([0]);
    expect((await measured(here, b, a)).asked).toEqual([0, 0]);
  });

  test("a new version, other settings and whoever reads the changed column are measured again", async () => {
    const [a, b] = ["a", "b"].map((name) => counting(name));
    const reader = counting("reader", { inputs: ["a"] });
    const here = workspace();
    await measured(here, a, b, reader);
    const newer = counting("a", { version: 2 });
    expect((await measured(here, newer, b, reader)).asked).toEqual([3, 0, 3]);
    expect((await measured(here, newer, counting("b", { settings: { limit: 1 } }), reader)).asked).toEqual([
      0, 3, 0,
    ]);
  });

  test("a family that reads another column of the documents may come and go", async () => {
    const a = counting("a");
    const address = counting("address", { inputs: ["url"] });
    const here = workspace();
    await measured(here, a);
    const both = await measured(here, a, address);
    expect(both.asked).toEqual([0, 3]);
    expect(both.parts).toEqual((await measured(workspace(), a, address)).parts);
  });

  test("other documents are measured anew", async () => {
    const [a, b] = ["a", "b"].map((name) => counting(name));
    const here = workspace();
    await measured(here, a);
    texts = [...texts, "a fourth"];
    expect((await measured(here, a, b)).asked).toEqual([4, 4]);
  });
});
