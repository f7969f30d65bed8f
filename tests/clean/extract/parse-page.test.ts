import { describe, expect, it } from "vitest";
import { PageLimitError } from "../../../src/clean/extract/limits.ts";
import { parsePage } from "../../../src/clean/extract/parse-page.ts";

const textsOf = (html: string) => parsePage(html).blocks.map(({ text }) => text);
const pathOf = (html: string, block: number) => {
  const { blocks, elements } = parsePage(html);
  const path: string[] = [];
  for (let i = blocks[block].element; i > 0; i = elements[i].parent) path.unshift(elements[i].tag);
  return path.join(" ");
};

describe("parsePage", () => {
  it("cuts text into blocks at block-level tags and not at inline ones", () => {
    expect(textsOf("<div>one <b>two</b><p>three<span>four</span></div>five")).toEqual([
      "one two",
      "threefour",
      "five",
    ]);
  });

  it("decodes entities and normalises whitespace", () => {
    expect(textsOf("<p> a&nbsp;&amp;\n\t b &#x1F600; so&shy;ft </p>")).toEqual(["a & b 😀 soft"]);
  });

  it("keeps the lines and the indentation of pre", () => {
    expect(textsOf("<pre>if x:\n    y</pre><p>z  z</p>")).toEqual(["if x:\n    y", "z z"]);
  });

  it("takes one br as a line end and two as a new block", () => {
    expect(textsOf("<p>one<br>two<br> <br/>three</p>")).toEqual(["one\ntwo", "three"]);
  });

  it("leaves out scripts, styles, controls, comments and players", () => {
    const html =
      "a<script>b()</script><style>c</style><!-- d --><button>e <i>f</i></button><svg><title>g</title></svg>h";
    expect(textsOf(html)).toEqual(["ah"]);
  });

  it("does not let an unclosed button swallow the page", () => {
    expect(textsOf("<div><button>Menu</div><p>Text</p>")).toEqual(["Text"]);
  });

  it("counts the characters inside links", () => {
    const [block] = parsePage("<p>see <a href='/x'>the page</a> and</p>").blocks;
    expect(block.linkCharacters).toBe("the page".length);
  });

  it("ends an unclosed link with the element around it", () => {
    const blocks = parsePage("<div><p><a href='/x'>one</p></div><p>two</p>").blocks;
    expect(blocks.map(({ linkCharacters }) => linkCharacters)).toEqual([3, 0]);
  });

  it("closes what HTML closes by itself", () => {
    expect(pathOf("<p>a<p>b", 1)).toBe("p");
    expect(pathOf("<ul><li>a<li>b", 1)).toBe("ul li");
    expect(pathOf("<ul><li>a<ul><li>b", 1)).toBe("ul li ul li");
    expect(pathOf("<table><tr><td>a<td>b<tr><td>c", 2)).toBe("table tr td");
  });

  it("ignores end tags that match nothing", () => {
    expect(textsOf("</div></p><p>a</b></p></section>b")).toEqual(["a", "b"]);
  });

  it("reads class, id, role and itemprop as hints and sees what is hidden", () => {
    const { elements } = parsePage(
      `<div CLASS="Side Bar" id=x role=navigation itemprop=y></div><p style="display: none">`,
    );
    expect(elements[1].hints).toBe("side bar x navigation y");
    expect(elements.map(({ hidden }) => hidden)).toEqual([false, false, true]);
  });

  it("reads title, meta tags, JSON-LD and times", () => {
    const page = parsePage(
      `<title>A &amp; B</title><meta property="og:title" content="C"><script type="application/ld+json">{"a":1}</script>` +
        `<time itemprop="datePublished" datetime="2019-11-20">x</time><a rel="author">Ann</a>`,
    );
    expect(page.title).toBe("A & B");
    expect(page.jsonLd).toEqual([`{"a":1}`]);
    expect(page.metas).toEqual([
      { name: "og:title", content: "C" },
      { name: "time datepublished", content: "2019-11-20" },
      { name: "inline author", content: "Ann" },
    ]);
  });

  it("makes siblings of start tags deeper than 512", () => {
    const { elements, blocks } = parsePage(`${"<div>".repeat(600)}deep`);
    let depth = 0;
    for (let i = blocks[0].element; i > 0; i = elements[i].parent) depth++;
    expect(blocks[0].text).toBe("deep");
    expect(depth).toBe(511);
  });

  it.each([
    ["characters", "a".repeat(8 * 1024 * 1024 + 1)],
    ["deeperTags", "<div>".repeat(100_000)],
    ["elements", "<p>a".repeat(300_000)],
    ["tags", "<br>".repeat(600_000)],
    ["entities", "&lt;".repeat(1_100_000)],
  ])("refuses a page with too many %s", (limit, html) => {
    expect(() => parsePage(html)).toThrow(PageLimitError);
    expect(() => parsePage(html)).toThrow(limit);
  });

  it("ignores an attribute value over 64 KiB and reads the text all the same", () => {
    const page = parsePage(`<div class="${"x".repeat(70_000)}" id="y">text</div>`);
    expect(page.elements[1].hints).toBe("y");
    expect(page.blocks[0].text).toBe("text");
  });
});
