import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { batchOf } from "../../../src/core/batch.ts";
import { contract, type Row } from "../../../src/core/table.ts";
import { loadTokenizer } from "../../../src/tokens/tokenizers/tokenizer.ts";
import { lineageSchema } from "../../../src/tokens/write/documents.ts";
import { unpackIds } from "../../../src/tokens/write/id-bytes.ts";
import { inspect } from "../../../src/tokens/write/inspect.ts";
import { write } from "../../../src/tokens/write/write.ts";
import { type TestContext, testContext } from "../context.ts";

const gpt2 = loadTokenizer("gpt2");
const texts: Record<string, string> = {
  a: "The cat sat on the mat.",
  b: "Ein Hund, ein Wort: naïve café.",
  c: "text with <|endoftext|> inside",
  d: "中文文本",
  e: "x",
};
const documents = Object.entries(texts).map(([id, text], i) => ({
  id,
  text,
  source: "in/a.jsonl",
  position: i,
}));

async function written(options: Parameters<typeof write>[0] = {}, mixture: Row[] = []): Promise<TestContext> {
  const [encode, stage] = write(options);
  const kernel = await encode.open({ stage: "write", file: (name) => name });
  const { ids } = await kernel(batchOf({ id: "VARCHAR", text: "VARCHAR" }, documents));
  const context = await testContext(
    {
      documents: { schema: contract.documents, rows: documents },
      duplicates: { schema: contract.duplicates, rows: [] },
      mixture: { schema: contract.mixture, rows: mixture },
    },
    { ids: encode.tables.ids, lineage: lineageSchema },
  );
  await context.append("ids", ids);
  await stage.run(context);
  return context;
}

function idsOf(context: TestContext, file: string, skip = 0): number[] {
  return [...unpackIds(context.files.get(file)!.subarray(skip), 2)];
}

function manifestOf(context: TestContext) {
  return JSON.parse(context.files.get("manifest.json")!.toString());
}

/** The texts of a token file, cut at the ends that stand beside it. */
function documentsOf(context: TestContext, file: string): string[] {
  const ids = idsOf(context, file);
  const ends = [
    ...new BigUint64Array(new Uint8Array(context.files.get(file.replace(".bin", ".ends.bin"))!).buffer),
  ].map(Number);
  return ends.map((end, i) => gpt2.decode(ids.slice(ends[i - 1] ?? 0, end - 1)));
}

describe("nanogpt", () => {
  test("every survivor is written once, followed by one end-of-text token", async () => {
    const context = await written({ validation: 0.4 });
    const all = [...idsOf(context, "train.bin"), ...idsOf(context, "val.bin")];
    expect(all.filter((id) => id === 50256).length).toBe(5);
    const found = [...documentsOf(context, "train.bin"), ...documentsOf(context, "val.bin")];
    expect(found.sort()).toEqual(Object.values(texts).sort());
  });

  test("lineage leads from every token to its document", async () => {
    const context = await written();
    const rows = await context.rows('SELECT * FROM lineage ORDER BY file, "start"');
    for (const { file, start, end, id } of rows) {
      const ids = idsOf(context, String(file)).slice(Number(start), Number(end));
      expect(gpt2.decode(ids)).toBe(`${texts[String(id)]}<|endoftext|>`);
    }
    expect(rows.length).toBe(5);
  });

  test("the manifest tells sizes and hashes that hold", async () => {
    const context = await written({ seed: 7 });
    const manifest = manifestOf(context);
    expect(manifest).toMatchObject({
      format: "nanogpt",
      dtype: "uint16",
      documents: 5,
      documents_with_literal_special_tokens: 1,
      end_of_text: { id: 50256, policy: "appended once to each document" },
      order: { by: "seed", seed: 7 },
      tokenizer: {
        name: "gpt2",
        vocabulary_sha256: gpt2.vocabularyHash,
        special_tokens: "encoded as plain text",
      },
    });
    for (const file of manifest.files.flatMap((record: Row) => [
      record,
      record.ends,
      record.documents_file,
    ])) {
      const bytes = context.files.get(file.name)!;
      expect(bytes.length).toBe(file.bytes);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(file.sha256);
    }
  });

  test("same seed, same bytes; another seed, another order", async () => {
    const first = await written({ seed: 1 });
    const again = await written({ seed: 1 });
    const orders = await Promise.all(
      [2, 3, 4].map(async (seed) => idsOf(await written({ seed }), "train.bin").join()),
    );
    expect([...again.files]).toEqual([...first.files]);
    expect(orders.some((order) => order !== idsOf(first, "train.bin").join())).toBe(true);
  });

  test("follows a mixture: its split, its order, its copies", async () => {
    const row = (id: string, split: string, rank: number, copy = 0) => ({
      id,
      split,
      rank,
      copy,
      part: "*",
      weight: 1,
      tokens: 1,
    });
    const context = await written({}, [
      row("d", "train", 0),
      row("a", "train", 1),
      row("d", "train", 2, 1),
      row("e", "validation", 0),
    ]);
    expect(documentsOf(context, "train.bin")).toEqual([texts.d, texts.a, texts.d]);
    expect(documentsOf(context, "val.bin")).toEqual([texts.e]);
    expect(manifestOf(context).order).toEqual({ by: "mixture" });
  });

  test("without validation val.bin is there and empty", async () => {
    const context = await written({ validation: 0 });
    expect(context.files.get("val.bin")!.length).toBe(0);
    expect(manifestOf(context).files.map((file: Row) => file.documents)).toEqual([5, 0]);
  });

  test("declares exactly the files that it writes", async () => {
    const [, stage] = write();
    const context = await written();
    expect([...context.files.keys()].sort()).toEqual([...stage.files!].sort());
  });

  test("counts the documents that windows of the sequence cut", async () => {
    const context = await written({ sequence: 16, validation: 0 });
    const rows = await context.rows('SELECT * FROM lineage ORDER BY "start"');
    const cut = rows.filter(({ start, end }) => {
      const fits = Number(end) - Number(start) <= 16;
      return fits && Math.floor(Number(start) / 16) < Math.floor((Number(end) - 1) / 16);
    });
    expect(cut.length).toBeGreaterThan(0);
    expect(manifestOf(context)).toMatchObject({ sequence: 16, documents_cut_by_sequence: cut.length });
  });

  test("refuses a vocabulary beyond uint16", () => {
    expect(() => write({ tokenizer: "o200k_base" })).toThrow(
      "write: format nanogpt holds uint16 ids (0 to 65535), got tokenizer o200k_base with 200019 ids.",
    );
  });

  test("nothing to write is the user's error", async () => {
    const [encode, stage] = write();
    const context = await testContext(
      {
        documents: { schema: contract.documents, rows: [] },
        duplicates: { schema: contract.duplicates, rows: [] },
        mixture: { schema: contract.mixture, rows: [] },
      },
      { ids: encode.tables.ids, lineage: lineageSchema },
    );
    await expect(stage.run(context)).rejects.toThrow("there is no document to write");
  });
});

describe("llm.c", () => {
  test("has its header, its length, and the end-of-text token before each document", async () => {
    const context = await written({ format: "llm.c", validation: 0 });
    const file = context.files.get("train_000001.bin")!;
    const header = new Int32Array(new Uint8Array(file.subarray(0, 1024)).buffer);
    expect([...header.subarray(0, 4)]).toEqual([20240520, 1, (file.length - 1024) / 2, 0]);
    const ids = idsOf(context, "train_000001.bin", 1024);
    expect(ids[0]).toBe(50256);
    expect(ids.filter((id) => id === 50256).length).toBe(5);
  });

  test("shards hold whole documents, all of them", async () => {
    const context = await written({ format: "llm.c", shards: 3, validation: 0.3 });
    const files = manifestOf(context).files;
    expect(files.map((file: Row) => file.name)).toEqual([
      "train_000001.bin",
      "train_000002.bin",
      "train_000003.bin",
      "val_000000.bin",
    ]);
    expect(files.reduce((sum: number, file: Row) => sum + Number(file.documents), 0)).toBe(5);
  });

  test("large vocabularies are uint32 with the header of Llama 3", async () => {
    const context = await written({ format: "llm.c", tokenizer: "o200k_base", validation: 0 });
    const file = context.files.get("train_000001.bin")!;
    expect([file.readInt32LE(0), file.readInt32LE(4), file.readInt32LE(8)]).toEqual([
      20240801,
      7,
      (file.length - 1024) / 4,
    ]);
    expect(unpackIds(file.subarray(1024), 4)[0]).toBe(199999);
  });
});

describe("inspect", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-inspect-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(["nanogpt", "llm.c"] as const)(
    "shows the text around every token of %s and its document",
    async (format) => {
      const context = await written({ format, validation: 0 });
      for (const [name, bytes] of context.files) writeFileSync(join(folder, name), bytes);
      const [{ name, tokens }] = manifestOf(context).files;
      for (let at = 0; at < tokens; at++) {
        const found = inspect(folder, at, { around: 1000 });
        const whole = found.before + found.token.text + found.after;
        expect(whole.split("<|endoftext|>").length).toBe(7);
        const [{ id }] = await context.rows(
          `SELECT id FROM lineage WHERE file = '${name}' AND ${at} BETWEEN "start" AND "end" - 1`,
        );
        expect(found.document).toMatchObject({
          id,
          source: "in/a.jsonl",
          position: Number(documents.find((d) => d.id === id)?.position),
        });
      }
    },
  );

  test("a position beyond the file is the user's error", () => {
    expect(() => inspect(folder, 1e9)).toThrow("must be in [0, ");
    expect(() => inspect(folder, 0, { file: "../x" })).toThrow('got "../x"');
  });
});
