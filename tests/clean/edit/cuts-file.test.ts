import { expect, test } from "vitest";
import { CutsReader, CutsWriter, type DocumentCuts } from "../../../src/clean/edit/cuts-file.ts";

async function written(documents: readonly DocumentCuts[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const writer = new CutsWriter({
    write: async (bytes) => void parts.push(bytes),
    close: async () => {},
  });
  for (const document of documents) await writer.add(document);
  await writer.close();
  return Buffer.concat(parts);
}

const cut = (start: number, end: number, rule = "r") => ({ start, end, rule });

test("gives every document its cuts back, whatever its id holds, and none to others", async () => {
  const ids = ["a", 'quo"te', "back\\slash", 'both\\"', "new\nline", "\0", "é漢😀", "", '",0,1,"', "\ud800"];
  const documents = ids.map((id, i) => ({ id, cuts: [cut(i, i + 1, 'rule "x"'), cut(i + 5, i + 6, id)] }));
  const reader = new CutsReader(await written(documents));
  for (const { id, cuts } of documents) expect(reader.of(id)).toEqual(cuts);
  for (const id of ["b", "quo", "\\", "a,", 'a"', "é"]) expect(reader.of(id)).toEqual([]);
});

test("a document without cuts takes no line, an empty file has cuts for nobody", async () => {
  const bytes = await written([{ id: "a", cuts: [] }]);
  expect(bytes.length).toBe(0);
  expect(new CutsReader(bytes).of("a")).toEqual([]);
});

test("finds each of many documents", async () => {
  const documents = Array.from({ length: 10_000 }, (_, i) => ({ id: `d${i}`, cuts: [cut(i, i + 1)] }));
  const reader = new CutsReader(await written(documents));
  expect(documents.every(({ id, cuts }) => reader.of(id)[0].start === cuts[0].start)).toBe(true);
});
