import { expect, test } from "vitest";
import { packIds, unpackIds, widthOf } from "../../../src/tokens/write/id-bytes.ts";

test("ids are little-endian", () => {
  expect([...packIds([1, 50256], 2)]).toEqual([1, 0, 0x50, 0xc4]);
  expect([...packIds([200_018], 4)]).toEqual([0x52, 0x0d, 0x03, 0]);
});

test("ids come back", () => {
  expect([...unpackIds(packIds([0, 65_535], 2), 2)]).toEqual([0, 65_535]);
  expect([...unpackIds(packIds([65_536, 4_000_000_000], 4), 4)]).toEqual([65_536, 4_000_000_000]);
});

test("an id beyond uint16 is refused, it does not wrap", () => {
  expect(() => packIds([7, 65_536], 2)).toThrow("token id 65536 at position 1 does not fit uint16");
});

test("65,536 ids are the most that fit two bytes", () => {
  expect([widthOf(65_536), widthOf(65_537)]).toEqual([2, 4]);
});
