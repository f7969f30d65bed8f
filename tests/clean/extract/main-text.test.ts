import { describe, expect, it } from "vitest";
import { extractMainText } from "../../../src/clean/extract/main-text.ts";

const first = "The river rose for three days, and on the fourth it took the bridge at Alder with it.";
const second = "Nobody was hurt, said the mayor, but the road to the coast will stay closed until spring.";
const third = "Engineers had warned of the weak piers in a report eleven years ago; it was never read.";
const prose = [first, second, third];
const paragraphs = prose.map((text) => `<p>${text}</p>`).join("");
const menu = `<ul class="menu">${["Home", "World", "Sport", "Weather"].map((x) => `<li><a href="/${x}">${x}</a></li>`).join("")}</ul>`;
const page = (body: string, head = "<title>River takes the bridge at Alder</title>") =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const textOf = (body: string, head?: string) => extractMainText(page(body, head)).text;
const article = (inside: string) =>
  `${menu}<div class="x1"><h1>River takes the bridge at Alder</h1>${inside}</div>${menu}`;

describe("extractMainText", () => {
  it("gives the paragraphs separated by line ends, without menu and title", () => {
    expect(textOf(article(paragraphs))).toBe(prose.join("\n"));
  });

  it("keeps headings, lists, quotes and code inside the text", () => {
    const inside = `<p>${first}</p><h2>Damage</h2><ul><li>one bridge</li><li>two barns</li></ul><blockquote>${second}</blockquote><pre>a\n  b</pre><p>${third}</p>`;
    expect(textOf(article(inside))).toBe(
      [first, "Damage", "one bridge", "two barns", second, "a\n  b", third].join("\n"),
    );
  });

  it("separates the cells of a row by tabs", () => {
    const table = "<table><tr><th>Year</th><th>Level</th></tr><tr><td>2018</td><td>4 m</td></tr></table>";
    expect(textOf(article(`<p>${first}</p>${table}<p>${second}</p><p>${third}</p>`))).toBe(
      [first, "Year\tLevel", "2018\t4 m", second, third].join("\n"),
    );
  });

  it.each([
    ["navigation", `<nav><p>Go to the pages of the county, of the towns and of the harbour.</p></nav>`],
    [
      "footer",
      `<footer><p>The Alder Gazette is published every weekday by the Gazette Company.</p></footer>`,
    ],
    [
      "captions",
      `<figure><img src="a"><figcaption>The bridge a year ago, in a picture by a reader.</figcaption></figure>`,
    ],
    ["share bar", `<div class="social-share"><p>Tell your friends about this story, now.</p></div>`],
    [
      "newsletter box",
      `<div class="newsletter"><p>Get the news of the county every morning by mail.</p></div>`,
    ],
    ["advertisement mark", `<div class="q7"><span>Advertisement</span></div>`],
    [
      "hidden text",
      `<div style="display:none"><p>This sentence is there for machines alone, not for people.</p></div>`,
    ],
    [
      "cookie notice",
      `<div class="q8"><p>We use cookies to improve your experience on this website, as you know.</p></div>`,
    ],
    ["invitation", `<p>Read more: <a href="/x">Bridge at Alder was known to be weak</a></p>`],
  ])("drops the %s in the midst of the text", (_, furniture) => {
    expect(textOf(article(`<p>${first}</p>${furniture}<p>${second}</p><p>${third}</p>`))).toBe(
      prose.join("\n"),
    );
  });

  it("keeps an article that speaks about cookies", () => {
    const text = "Browsers send cookies with every request, and that is how a shop remembers a cart.";
    expect(textOf(`<div><p>${text}</p><p>${second}</p></div>`, "<title>How cookies work</title>")).toContain(
      text,
    );
  });

  it("keeps a sentence in which most words are links, as encyclopedias write them", () => {
    const links = [
      "municipality of the province",
      "in the autonomous community",
      "at the upper end of the valley",
    ];
    const text = `Alder is a ${links[0]} of Wendland, ${links[1]} of the north, ${links[2]}.`;
    const html = links.reduce((sentence, link) => sentence.replace(link, `<a href="/">${link}</a>`), text);
    expect(textOf(`<div><p>${html}</p>${paragraphs}</div>`, "<title>Alder</title>")).toBe(
      [text, ...prose].join("\n"),
    );
  });

  it("leaves out the marks of wikis and words for screen readers inside a line", () => {
    const marks = `<sup class="reference"><a href="#1">[1]</a></sup><span class="sr-only">opens in a new window</span>`;
    const heading = `<h2>Damage<span class="mw-editsection"><span>[</span><a href="/e">edit</a>]</span></h2>`;
    expect(textOf(article(`<p>${first}${marks}</p>${heading}<p>${second}</p><p>${third}</p>`))).toBe(
      [first, "Damage", second, third].join("\n"),
    );
  });

  it("takes class names as soft evidence: what holds most of the prose is no furniture", () => {
    expect(
      textOf(
        `${menu}<div><p>${first}</p><div class="sidebar promo"><p>${second}</p><p>${third}</p></div></div>`,
      ),
    ).toBe(prose.join("\n"));
  });

  it("drops short lines that stand apart: before, between and after the paragraphs", () => {
    const line = (text: string) => `<div class="q9"><span>${text}</span></div>`;
    const inside = `${line("Wednesday, 3 April")}<p>${first}</p>${line("Gazette photo desk")}<p>${second}</p><p>${third}</p>${line("42 views")}`;
    expect(textOf(article(inside))).toBe(prose.join("\n"));
  });

  it("drops comments, even when they are longer than the article", () => {
    const comment = `<div class="c"><p>I said so at the time, and again last year, but who listens to an old man by a river?</p></div>`;
    expect(textOf(`<main>${paragraphs}</main><div id="comments">${comment.repeat(9)}</div>`)).toBe(
      prose.join("\n"),
    );
  });

  it("drops teasers: recurring boxes of a linked headline and a little prose", () => {
    const teaser = (n: number) =>
      `<div class="box"><h3><a href="/${n}">Story number ${n} of the day</a></h3><p>It happened again, and nobody knows why it did, or when it will end.</p></div>`;
    expect(textOf(`<div>${paragraphs}<div>${[1, 2, 3, 4].map(teaser).join("")}</div></div>`)).toBe(
      prose.join("\n"),
    );
  });

  it("chooses the region that speaks of the page's title", () => {
    const about = `<div><p>${"The Gazette Company owns nine papers in the county and prints them all by itself. ".repeat(5)}</p></div>`;
    expect(textOf(`<div>${about}</div><div><div><p>${first}</p></div></div>`)).toBe(first);
  });

  it("gives an empty text for a page of links", () => {
    expect(extractMainText(page(menu))).toMatchObject({ text: "", confidence: 0 });
  });

  it("takes the body from structured data where the page is drawn by a script", () => {
    const data = JSON.stringify({ "@type": "NewsArticle", articleBody: `<p>${prose.join("</p><p>")}</p>` });
    const html = page(`<div id="app"></div><script type="application/ld+json">${data}</script>`);
    expect(extractMainText(html).text).toBe(prose.join("\n"));
  });

  it("reads title, author and date, structured data before meta tags before the page", () => {
    const data = {
      "@graph": [
        { "@type": "NewsArticle", author: [{ name: "Ann Lee" }], datePublished: "2019-11-20T10:00:00+01:00" },
      ],
    };
    const head = `<title>Bridge | Gazette</title><meta property="og:title" content="River takes the bridge"><meta name="author" content="Desk"><script type="application/ld+json">${JSON.stringify(data)}</script>`;
    expect(extractMainText(page(paragraphs, head))).toMatchObject({
      title: "River takes the bridge",
      author: "Ann Lee",
      published: "2019-11-20T09:00:00.000Z",
    });
  });

  it("knows nothing about a page that tells nothing", () => {
    expect(extractMainText("")).toEqual({
      text: "",
      title: null,
      author: null,
      published: null,
      confidence: 0,
    });
  });

  it("is more confident in a long text about the title than in a short one about something else", () => {
    const long = extractMainText(page(article(paragraphs))).confidence;
    const short = extractMainText(page("<p>There is nothing here, come again tomorrow.</p>")).confidence;
    expect(long).toBeGreaterThan(0.6);
    expect(short).toBeLessThan(0.4);
  });
});

describe("pages that are no articles", () => {
  const menu = `<ul>${`<li><a href="/x">Menu entry</a></li>`.repeat(12)}</ul>`;

  it("takes a short post for the text where there is no other", () => {
    const page = `<title>View post</title>${menu}<table><tr><td>part of the usual mess, and the mystery deepens</td></tr></table>`;
    expect(extractMainText(page).text).toBe("part of the usual mess, and the mystery deepens");
  });

  it("finds no text in a listing of dates and links", () => {
    const rows = `<tr><td><a href="/p">Re: a subject</a></td><td>April 30, 2008 12:41:21pm</td><td>17</td></tr>`;
    expect(extractMainText(`${menu}<table>${rows.repeat(30)}</table>`).text).toBe("");
  });

  it("prefers the paragraph above a long table of links to the sentence in the footer", () => {
    const above =
      "The registry maintains a collection of tables that hold the letters allowed in names of each domain. "
        .repeat(6)
        .trim();
    const rows = `<tr><td><a href="/t/1">.EXAMPLE Japanese</a></td><td>1.1</td></tr>`.repeat(200);
    const footer =
      "<div><p>The registry is responsible for coordinating identifiers of the whole network.</p></div>";
    const { text } = extractMainText(`<div><p>${above}</p><table>${rows}</table></div>${footer}`);
    expect(text).toContain(above);
    expect(text).not.toContain("coordinating");
  });
});
