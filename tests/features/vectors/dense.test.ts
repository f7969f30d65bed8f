import fc from "fast-check";
import { expect, test } from "vitest";
import { gram, orthonormalize, symmetricEigen } from "../../../src/features/vectors/dense.ts";

test("orthonormalize makes columns of length 1 that are at right angles", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 36, maxLength: 36 }),
      (cells) => {
        const y = Float32Array.from(
          cells,
          (cell, i) => cell + ((i * 7) % 11) + (i % 3 === Math.floor(i / 3) % 3 ? 40 : 0),
        );
        orthonormalize(y, 3);
        const product = gram(y, 3);
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 3; j++) expect(product[i * 3 + j]).toBeCloseTo(i === j ? 1 : 0, 4);
      },
    ),
  );
});

test("a column that repeats another one becomes 0 instead of noise", () => {
  const y = Float32Array.from([1, 1, 2, 2, 3, 3, 4, 4]);
  orthonormalize(y, 2);
  expect([...y].filter((_, i) => i % 2 === 1)).toEqual([0, 0, 0, 0]);
});

test("symmetricEigen gives values in falling order and A·v = λ·v", () => {
  const a = Float64Array.from([2, 1, 0, 1, 2, 0, 0, 0, 5]);
  const { values, vectors } = symmetricEigen(a, 3);
  expect([...values].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([5, 3, 1]);
  for (let j = 0; j < 3; j++)
    for (let i = 0; i < 3; i++) {
      let product = 0;
      for (let k = 0; k < 3; k++) product += a[i * 3 + k] * vectors[k * 3 + j];
      expect(product).toBeCloseTo(values[j] * vectors[i * 3 + j], 9);
    }
});
