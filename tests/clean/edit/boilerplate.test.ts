import { describe, expect, test } from "vitest";
import { boilerplate } from "../../../src/clean/edit/boilerplate.ts";
import { editOne } from "./run.ts";

const prose = "The baker opened his shop at six, as he had done for thirty years, and the cat came in.";

describe("boilerplate", () => {
  test.each([
    ["cookies", "We use cookies to improve your experience."],
    ["cookies", "By clicking Accept all cookies you agree."],
    ["cookies", "Cookie Policy"],
    ["share", "Share on Facebook | Tweet | Email this"],
    ["share", "Share this article via WhatsApp"],
    ["subscribe", "Subscribe to our newsletter"],
    ["subscribe", "Sign up for free updates"],
    ["subscribe", "Follow us on Twitter and Instagram"],
    ["copyright", "© 2019 Example Ltd. All rights reserved."],
    ["copyright", "Copyright (c) 2003 The Authors"],
    ["navigation", "Skip to main content"],
    ["navigation", "Privacy Policy | Terms of Use | Contact Us"],
    ["navigation", "Post a Comment"],
  ])("%s removes the line %j", async (part, line) => {
    const { text, edits } = await editOne({ page: boilerplate() }, `${prose}\n${line}\n${prose} Indeed.`);
    expect(text).toBe(`${prose}\n${prose} Indeed.`);
    expect(edits).toEqual([[`page.${part}`, `${line}\n`, ""]]);
  });

  test.each([
    "She baked cookies for the whole village.",
    "They share the house with a cat and two dogs.",
    "The copyright of the book belonged to her uncle.",
    "He asked the members to subscribe five shillings each.",
    "I went home to search for the menu.",
    "Nobody could follow us on that road at night.",
    "In 1984 all rights were reserved for the party, and they kept them.",
  ])("%j is prose and stays", async (line) => {
    expect((await editOne({ page: boilerplate() }, `${prose}\n${line}\n${prose} Indeed.`)).edits).toEqual([]);
  });

  test("a line at both ends of the document goes at both, numbers regardless", async () => {
    const { text, edits } = await editOne(
      { page: boilerplate() },
      `Example Gazette, page 1\n${prose}\n${prose} Indeed.\nExample Gazette, page 2`,
    );
    expect(text).toBe(`${prose}\n${prose} Indeed.`);
    expect(edits.map(([rule]) => rule)).toEqual(["page.repeated", "page.repeated"]);
  });

  test("running heads of three pages go, a line of two pages stays", async () => {
    const page = (n: number, head: string) =>
      `${head} ${n}\n${prose} ${n}a.\nSecond line ${"x".repeat(n)} of it.`;
    const three = [1, 2, 3].map((n) => page(n, "Annual report")).join("\n\f");
    expect((await editOne({ page: boilerplate({ edge: 1 }) }, three)).text).not.toContain("Annual report");
    const two = [1, 2].map((n) => page(n, "Annual report")).join("\n\f");
    expect((await editOne({ page: boilerplate({ edge: 1 }) }, two)).edits).toEqual([]);
  });

  test("lines longer than the limit are never looked at", async () => {
    const line = `© 2019 ${"long ".repeat(60)}`;
    expect((await editOne({ page: boilerplate() }, `${prose}\n${line}\n${prose} Indeed.`)).edits).toEqual([]);
  });
});
