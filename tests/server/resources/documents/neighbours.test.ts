import { describe, expect, test } from "vitest";
import { mapWorkspace } from "../../../../bench/map-workspace.ts";
import { files } from "../../../../src/io/files.ts";
import { openViews } from "../../../../src/io/open-views.ts";
import { liveWorkspace } from "../../../../src/server/live-workspace.ts";
import {
  nearestTo,
  readVectors,
  type Vectors,
} from "../../../../src/server/resources/documents/neighbours.ts";
import { IdPacker } from "../../../../src/server/resources/map/packed-ids.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";

function vectorsOf(rows: Readonly<Record<string, readonly number[]>>): Vectors {
  const packer = new IdPacker();
  for (const id of Object.keys(rows)) packer.append(Buffer.from(id), [Buffer.byteLength(id)]);
  const dimensions = Object.values(rows)[0].length;
  return {
    model: "m",
    ids: packer.finish(),
    dimensions,
    values: Float32Array.from(Object.values(rows).flat()),
  };
}

describe("nearestTo", () => {
  const square = vectorsOf({
    east: [1, 0],
    northeast: [0.8, 0.6],
    north: [0, 1],
    west: [-1, 0],
    ost: [1, 0],
  });

  test("gives the greatest cosines first and leaves the document itself out", () => {
    expect(nearestTo(square, "east", 3)).toEqual([
      { id: "ost", similarity: 1 },
      { id: "northeast", similarity: expect.closeTo(0.8, 5) },
      { id: "north", similarity: 0 },
    ]);
  });

  test("gives all others when there are fewer than asked for", () => {
    expect(nearestTo(square, "west", 10)?.map(({ id }) => id)).toHaveLength(4);
  });

  test("knows no document by a part of its id", () => {
    expect(nearestTo(square, "eas", 1)).toBe(undefined);
  });
});

test("the nearest are those that SQL finds, over several files of vectors", async () => {
  const folder = temporaryFolder("sluice-vectors-");
  await mapWorkspace(folder, 3_000, 20, { rowsPerPart: 1_000 });
  const live = liveWorkspace({ folder, files });
  const vectors = (await readVectors(live))!;
  expect([vectors.dimensions, vectors.values.length]).toEqual([64, 64 * 3_000]);
  const { database } = await openViews({ folder, files });
  const [{ id }] = await database.rows("SELECT id FROM vectors LIMIT 1 OFFSET 2500");
  const expected = await database.rows(`WITH q AS (SELECT vector AS wanted FROM vectors WHERE id = '${id}')
    SELECT id, list_cosine_similarity(vector, wanted) AS similarity FROM vectors, q WHERE id <> '${id}'
    ORDER BY similarity DESC LIMIT 10`);
  const found = nearestTo(vectors, String(id), 10)!;
  expect(found.map((one) => one.id)).toEqual(expected.map((one) => one.id));
  found.forEach(({ similarity }, i) => {
    expect(similarity).toBeCloseTo(Number(expected[i].similarity), 4);
  });
  database.close();
  await live.close();
});
