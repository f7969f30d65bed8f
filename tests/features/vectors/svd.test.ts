import { expect, test } from "vitest";
import { gram } from "../../../src/features/vectors/dense.ts";
import { makeRandom } from "../../../src/features/vectors/random.ts";
import { type SparseMatrix, sparseBuilder } from "../../../src/features/vectors/sparse.ts";
import { randomizedSvd } from "../../../src/features/vectors/svd.ts";

function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  const builder = sparseBuilder(rows[0].length);
  for (const row of rows) {
    const filled = row.flatMap((value, i) => (value === 0 ? [] : [i]));
    builder.addRow(
      Uint16Array.from(filled),
      Float32Array.from(filled, (i) => row[i]),
      filled.length,
    );
  }
  return builder.finish();
}

test("singular values of a diagonal matrix are its entries", () => {
  const { values, vectors } = randomizedSvd(
    sparse([
      [3, 0, 0],
      [0, 5, 0],
      [0, 0, 1],
    ]),
    { rank: 2, seed: 1 },
  );
  expect(values[0]).toBeCloseTo(5, 4);
  expect(values[1]).toBeCloseTo(3, 4);
  expect(Math.abs(vectors[1 * 2])).toBeCloseTo(1, 4);
});

test("the factors of a matrix of rank 2 rebuild it", () => {
  const random = makeRandom(5);
  const left = Array.from({ length: 30 }, () => [random.normal(), random.normal()]);
  const right = Array.from({ length: 12 }, () => [random.normal(), random.normal()]);
  const matrix = left.map(([a, b]) => right.map(([c, d]) => a * c + b * d));
  const { values, vectors } = randomizedSvd(sparse(matrix), { rank: 4, seed: 7 });
  expect(values[2]).toBeLessThan(values[1] * 1e-3);
  for (const row of matrix)
    for (let column = 0; column < 12; column++) {
      let rebuilt = 0;
      for (let j = 0; j < 2; j++) {
        let along = 0;
        for (let i = 0; i < 12; i++) along += row[i] * vectors[i * 4 + j];
        rebuilt += along * vectors[column * 4 + j];
      }
      expect(rebuilt).toBeCloseTo(row[column], 3);
    }
});

test("singular vectors are orthonormal and the same for the same seed", () => {
  const random = makeRandom(3);
  const matrix = sparse(
    Array.from({ length: 60 }, () =>
      Array.from({ length: 40 }, () => (random.next() < 0.2 ? random.normal() : 0)),
    ),
  );
  const first = randomizedSvd(matrix, { rank: 6, seed: 1 });
  const product = gram(first.vectors, 6);
  for (let i = 0; i < 6; i++)
    for (let j = 0; j < 6; j++) expect(product[i * 6 + j]).toBeCloseTo(i === j ? 1 : 0, 3);
  expect(randomizedSvd(matrix, { rank: 6, seed: 1 }).vectors).toEqual(first.vectors);
});

test("more directions than the matrix has are 0", () => {
  const { values, vectors } = randomizedSvd(sparse([[1, 2, 0]]), { rank: 4, seed: 1 });
  expect(values[0]).toBeCloseTo(Math.sqrt(5), 4);
  expect([...values.subarray(1)]).toEqual([0, 0, 0]);
  expect(vectors.every(Number.isFinite)).toBe(true);
});
