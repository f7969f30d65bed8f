import { describe, expect, test } from "vitest";
import { decodeColours, encodeColours } from "../../../src/viz/explore/colour-bytes.ts";

describe("colours on the wire", () => {
  test("come back as they were, codes of a category and values of a number", () => {
    const category = { header: { kind: "category" as const, values: ["é"] }, values: Uint8Array.of(0, 1, 2) };
    const number = { header: { kind: "number" as const }, values: Float32Array.of(1.5, Number.NaN) };
    for (const colours of [category, number]) {
      expect(decodeColours(encodeColours(colours).buffer as ArrayBuffer)).toEqual(colours);
    }
  });

  test("have their values on a multiple of four whatever the length of the header", () => {
    for (let length = 0; length < 8; length++) {
      const bytes = encodeColours({
        header: { kind: "number", name: "x".repeat(length) },
        values: Float32Array.of(7),
      });
      expect(bytes.length % 4).toBe(0);
      expect(new DataView(bytes.buffer).getUint32(0, true)).toBe(
        JSON.stringify({ kind: "number", name: "x".repeat(length) }).length,
      );
    }
  });
});
