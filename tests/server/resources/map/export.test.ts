import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../../../src/io/duckdb.ts";
import { csvLine } from "../../../../src/server/resources/map/export-formats.ts";
import type { Where } from "../../../../src/server/resources/map/wire.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";
import { type Serving, serving } from "../../serving.ts";
import { atlasDocuments, makeAtlas } from "../atlas.ts";

let server: Serving;
let version: string;
beforeAll(async () => {
  server = await serving(await makeAtlas());
  version = (await server.ask("/api/map")).json.version;
});
afterAll(() => server.close());

const folder = temporaryFolder("sluice-export-");
const some: Where = { ids: ["formula", "tokyo", "quote\"'; DROP TABLE documents; --"] };
const textOf = (id: unknown) => atlasDocuments.find((document) => document.id === id)?.text;

/** Exports, and reads the file with DuckDB, as a person would. */
async function exported(format: string, where: Where) {
  const answer = await fetch(`${server.url}/api/selections/export`, {
    method: "POST",
    headers: { cookie: server.cookie, "content-type": "application/json" },
    body: JSON.stringify({ version, where, format }),
  });
  const path = join(folder, `selection.${format}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  writeFileSync(path, bytes);
  const database = await openDatabase({ threads: 1, memoryBytes: 2e8, spillFolder: folder });
  const reader = { csv: "read_csv", jsonl: "read_json", parquet: "read_parquet" }[format];
  const options = format === "csv" ? ", all_varchar = true, strict_mode = true" : "";
  const rows = await database.rows(`SELECT * FROM ${reader}('${path}'${options})`);
  database.close();
  return { answer, bytes, rows };
}

describe("an export", () => {
  test.each(["csv", "jsonl", "parquet"])(
    "as %s holds the selection, with texts and what is said of them",
    async (format) => {
      const { answer, rows } = await exported(format, some);
      expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="selection.${format}"`);
      expect(rows.map(({ id }) => id).toSorted()).toEqual([...some.ids!].toSorted());
      const tokyo = rows.find(({ id }) => id === "tokyo")!;
      expect(tokyo).toMatchObject({
        title: "東京",
        source: "docs.jsonl",
        language: "en",
        verdict: "keep",
        text: textOf("tokyo"),
      });
      expect(String(tokyo.labels)).toContain("nature");
      expect(Number(tokyo.tokens)).toBeGreaterThan(10);
      expect(rows.find(({ id }) => id !== "tokyo" && id !== "formula")!.text).toBe(
        textOf("quote\"'; DROP TABLE documents; --"),
      );
    },
  );

  test("as CSV gives a spreadsheet no formula, quotes what has to be quoted, and ends lines with CR LF", async () => {
    const { bytes, rows } = await exported("csv", some);
    const formula = rows.find(({ id }) => id === "formula")!;
    expect(formula.title).toBe('\'=HYPERLINK("http://evil")');
    expect(formula.text).toBe(`'${textOf("formula")}`);
    expect(bytes.toString()).toContain('"\'=HYPERLINK(""http://evil"")"');
    expect(bytes.toString().startsWith("id,title,url,author,")).toBe(true);
    expect(bytes.toString().endsWith("\r\n")).toBe(true);
  });

  test.each(["csv", "parquet"])("of nothing is a %s file with its columns", async (format) => {
    const { rows, bytes } = await exported(format, { ids: ["nobody"] });
    expect(rows).toEqual([]);
    expect(bytes.length).toBeGreaterThan(50);
  });

  test("of the whole map holds every document of it once", async () => {
    const { rows } = await exported("jsonl", {});
    expect(new Set(rows.map(({ id }) => id)).size).toBe(64);
    expect(rows).toHaveLength(64);
  });

  test("is made for two at once; who asks for a third is told to wait", async () => {
    const asked = Array.from({ length: 6 }, () =>
      server.ask("/api/selections/export", { body: { version, where: {}, format: "csv" } }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true);
    expect((await exported("csv", some)).answer.status).toBe(200);
  });

  test("that nobody takes gives its place back", async () => {
    for (let i = 0; i < 4; i++) {
      const gone = new AbortController();
      const asked = fetch(`${server.url}/api/selections/export`, {
        method: "POST",
        headers: { cookie: server.cookie, "content-type": "application/json" },
        body: JSON.stringify({ version, where: {}, format: "parquet" }),
        signal: gone.signal,
      });
      setTimeout(() => gone.abort(), 10 * i);
      await asked.then((answer) => answer.arrayBuffer()).catch(() => {});
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await exported("csv", some)).answer.status).toBe(200);
  });
});

describe("a line of CSV", () => {
  const line = (text: string) =>
    csvLine({
      id: "a",
      title: null,
      url: null,
      author: null,
      source: null,
      position: -1,
      language: null,
      cluster: -1,
      cluster_name: null,
      verdict: "keep",
      tokens: null,
      labels: new Map(),
      text,
    });

  test.each([["=1+1"], ["+1"], ["-1"], ["@SUM(A1)"], ["\tx"], ["\rx"]])(
    "hides the formula in %j behind an apostrophe",
    (text) => {
      expect(line(text)).toContain(`'${text}`);
    },
  );

  test("leaves numbers and other texts as they are", () => {
    expect(line("a = b")).toBe("a,,,,,-1,,-1,,keep,,{},a = b\r\n");
    expect(line('a "b",\nc')).toBe('a,,,,,-1,,-1,,keep,,{},"a ""b"",\nc"\r\n');
  });
});
