import { describe, expect, test } from "vitest";
import { boilerplate } from "../../../src/clean/edit/boilerplate.ts";
import { c4Lines } from "../../../src/clean/edit/c4-lines.ts";
import { citations } from "../../../src/clean/edit/citations.ts";
import { type EditMap, edit } from "../../../src/clean/edit/edit.ts";
import { redact } from "../../../src/clean/edit/redact.ts";
import { refinedWebLines } from "../../../src/clean/edit/refined-web-lines.ts";
import { repairUnicode } from "../../../src/clean/edit/repair-unicode.ts";
import { whitespace } from "../../../src/clean/edit/whitespace.ts";
import { batchOf, texts } from "../../../src/core/batch.ts";
import { long, strange } from "./hostile.ts";
import { editOne, replay, runStage } from "./run.ts";

const everything: EditMap = {
  unicode: repairUnicode({ quotes: "straight", dashes: "hyphen" }),
  space: whitespace({ indent: "remove" }),
  citations: citations(),
  boilerplate: boilerplate(),
  refined_web: refinedWebLines(),
  c4: c4Lines(),
  pii: redact(),
};

/** Microseconds of CPU time for a megabyte: a rule that reads it in squares takes hours. */
const LIMIT = 4e6;

describe("the stage", () => {
  test("rules take turns in the order of the map, and rows are named by rule and part", async () => {
    const { text, edits } = await editOne(
      { unicode: repairUnicode(), space: whitespace(), pii: redact() },
      "CafÃ©:  jane@example.com ",
    );
    expect(text).toBe("Café: <email>");
    expect(edits).toEqual([
      ["unicode.mojibake", "Ã©", "é"],
      ["space.spaces", "  ", " "],
      ["pii.email", "jane@example.com", "<email>"],
      ["space.edges", " ", ""],
    ]);
  });

  test("places count characters of the text that the stage received, not UTF-16 units or bytes", async () => {
    const { edits } = await runStage(edit({ pii: redact() }), ["😀é jane@example.com"]);
    expect(edits).toEqual([
      {
        id: "0",
        stage: "clean",
        rule: "pii.email",
        start: 3,
        end: 19,
        removed: "jane@example.com",
        replacement: "<email>",
      },
    ]);
  });

  test("a batch in which nothing changes is passed on without a copy", async () => {
    const batch = batchOf({ id: "VARCHAR", text: "VARCHAR" }, [{ id: "a", text: "Nothing here." }]);
    const kernel = await edit({ pii: redact(), unicode: repairUnicode() }).open({ stage: "s", file: String });
    const out = texts((await kernel(batch)).text).bytes;
    expect([out.buffer, out.byteOffset]).toEqual([texts(batch).bytes.buffer, texts(batch).bytes.byteOffset]);
    expect(out.buffer).toBe(texts(batch).bytes.buffer);
  });

  test("documents of which nothing is left are dropped, and the reason names the rules", async () => {
    const { decisions } = await runStage(edit({ page: boilerplate() }), [
      "Share on Facebook",
      "",
      "Prose stays.",
    ]);
    expect(decisions).toEqual([
      {
        id: "0",
        stage: "clean",
        rule: "empty",
        verdict: "drop",
        value: 0,
        bound: "characters > 0",
        reason: "nothing is left of the text after page.share",
      },
    ]);
  });

  test("the edits of all rules together give the new text, on every strange document", async () => {
    const documents = [
      ...strange,
      "A  line [1].\nShare on Facebook\n3 likes\nMail é\u0301 jane@example.com now, please. 😀\r\nEnd",
    ];
    const { texts: out, edits } = await runStage(edit(everything), documents);
    for (const [i, document] of documents.entries())
      expect(
        replay(
          document.toWellFormed(),
          edits.filter(({ id }) => id === `${i}`),
        ),
      ).toBe(out[i]);
  });

  test("a megabyte of anything costs each rule its length, not its square", async () => {
    const slow: string[] = [];
    for (const [name, rule] of Object.entries(everything)) {
      const kernel = await edit({ [name]: rule }).open({ stage: "s", file: String });
      for (const text of long) {
        const batch = batchOf({ id: "VARCHAR", text: "VARCHAR" }, [{ id: "a", text }]);
        const before = process.cpuUsage();
        await kernel(batch);
        const { user, system } = process.cpuUsage(before);
        if (user + system > LIMIT)
          slow.push(`${name} on ${JSON.stringify(text.slice(0, 12))}: ${(user + system) / 1e6} s`);
      }
    }
    expect(slow).toEqual([]);
  }, 300_000);
});

describe("undoing", () => {
  const stage = edit({ space: whitespace(), pii: redact() });
  const document = "Mail  jane@example.com or 151.101.65.140";

  test("a rule restores all that it removed, a part what that part did, and the key changes", async () => {
    expect(stage.rules).toContain("pii.email");
    const cases = { space: "Mail  <email> or <ip>", "pii.email": "Mail jane@example.com or <ip>" };
    for (const [rule, text] of Object.entries(cases)) {
      const less = stage.without?.(rule);
      expect((await runStage(less as typeof stage, [document])).texts).toEqual([text]);
      expect(less?.options).not.toEqual(stage.options);
    }
  });

  test("without any rule the text stays", async () => {
    const none = stage.without?.("space").without?.("pii");
    expect((await runStage(none as typeof stage, [document])).texts).toEqual([document]);
  });
});

test.each([
  [
    () => edit({ "1st": redact() }),
    'edit: "1st" is no name for a rule: letters, digits, _ and - only, a letter first.',
  ],
  [() => edit({ empty: redact() }), '"empty" is taken'],
  [
    () => edit({ pii: redact as never }),
    'edit, "pii": must be what c4Lines(), whitespace(), redact()… return, got function.',
  ],
  [() => c4Lines({ wrds: 3 } as never), 'c4Lines: unknown option "wrds". Did you mean "words"?'],
  [() => c4Lines({ off: ["unpunctated"] as never }), "c4Lines: off.0: Invalid option"],
  [() => redact({ kinds: ["emial"] as never }), 'redact: no kind "emial". Did you mean "email"?'],
  [() => redact({ regions: ["UK"] as never }), 'redact: no region "UK".'],
  [() => redact({ placeholder: "X" }), "redact: placeholder: must hold {kind}"],
])("a mistake in options is one line: %#", (make, said) => {
  expect(make).toThrow(said);
});
