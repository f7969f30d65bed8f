import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { catalogue, families } from "../../../src/features/signals/catalogue.ts";
import type { Family } from "../../../src/features/signals/family.ts";
import { measure } from "../../../src/features/signals/measure.ts";
import { measured } from "./measured.ts";

const shout: Family = {
  name: "shout",
  version: 1,
  columns: {
    loudness: {
      type: "DOUBLE",
      unit: "marks",
      definition: "Exclamation marks; null without any.",
      source: "test",
      dialect: "test",
    },
    mood: { type: "VARCHAR", unit: "name", definition: "loud or null.", source: "test", dialect: "test" },
  },
  open: () => (document) => {
    const marks = document.profile.bytes[33];
    return { loudness: marks > 0 ? marks : null, mood: marks > 0 ? "loud" : null };
  },
};

describe("measure", () => {
  test("is a batch stage over all documents that writes one column per signal", () => {
    const stage = measure("fineweb");
    expect(stage).toMatchObject({
      kind: "measure",
      shape: "batch",
      over: "all",
      columns: ["text"],
      reads: [],
    });
    expect(Object.keys(stage.tables.signals)).toEqual([
      "id",
      "nonblank_line_count",
      "line_punct_ratio",
      "short_line_ratio",
      "char_dup_ratio",
      "list_ratio",
    ]);
  });

  test("takes a group for its families, and a family once", () => {
    expect(measure("gopher", "gopher_quality").options).toEqual(
      measure("gopher_quality", "gopher_repetition").options,
    );
  });

  test("puts family names, their versions and the version of Unicode into the key", () => {
    expect(measure("c4").options).toEqual({
      families: [{ name: "c4", version: 1 }],
      unicode: process.versions.unicode,
    });
  });

  test("takes a family of another folder; null stays null", async () => {
    const rows = await measured(["Hey!!", "quiet", "No!"], [shout, "fineweb"]);
    expect(rows.map(({ loudness, mood }) => [loudness, mood])).toEqual([
      [2, "loud"],
      [null, null],
      [1, "loud"],
    ]);
  });

  test.each([
    [["gofer"], 'no family of signals is called "gofer". Did you mean "gopher"?'],
    [[], "name at least one family"],
    [
      ["basics", { ...shout, columns: { word_count: shout.columns.mood } }],
      'defines signal "word_count" in another way',
    ],
  ] as const)("refuses %j", (families, message) => {
    expect(() => measure(...families)).toThrow(UserError);
    expect(() => measure(...families)).toThrow(message);
  });

  test("an empty batch gives an empty table", async () => {
    expect(await measured([])).toEqual([]);
  });
});

describe("the catalogue", () => {
  test("tells of every column of every family, in snake case, with unit, definition, source and dialect", () => {
    const { id: _, ...columns } = measure(...families).tables.signals;
    expect(catalogue().map(({ name }) => name)).toEqual(Object.keys(columns));
    for (const entry of catalogue()) {
      expect(entry.name).toMatch(/^[a-z][a-z0-9_]*$/);
      for (const part of [entry.unit, entry.definition, entry.source, entry.dialect, entry.family])
        expect(part).not.toBe("");
    }
  });

  test("names all families of a shared signal", () => {
    expect(catalogue().find(({ name }) => name === "word_count")?.family).toBe("basics, gopher_quality");
  });
});
