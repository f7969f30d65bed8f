import { describe, expect, it } from "vitest";
import { parsePublished } from "../../../src/clean/extract/published.ts";

describe("parsePublished", () => {
  it.each([
    ["2019-11-20", "2019-11-20T00:00:00.000Z"],
    ["2019-11-20T10:00:00Z", "2019-11-20T10:00:00.000Z"],
    ["2019-11-20T10:00:00.123+0200", "2019-11-20T08:00:00.000Z"],
    ["2019-11-20 10:00", "2019-11-20T10:00:00.000Z"],
    ["Wed, 20 Nov 2019 10:00:00 GMT", "2019-11-20T10:00:00.000Z"],
    ["November 20, 2019", "2019-11-20T00:00:00.000Z"],
  ])("reads %s; a time without a zone is UTC", (stated, iso) => {
    expect(parsePublished(stated)).toBe(iso);
  });

  it.each(["yesterday", "2019-13-45", "", "12", "0001-01-01"])("gives null for %j", (stated) => {
    expect(parsePublished(stated)).toBeNull();
  });
});
