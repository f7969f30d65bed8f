import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeText, html, raw } from "../../../src/viz/charts/markup.ts";

test("text in a template can not become markup", () => {
  expect(html`<p title="${'" onclick="x'}">${"<script>alert(1)</script>"}</p>`.markup).toBe(
    '<p title="&quot; onclick=&quot;x">&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  );
});

test("no text keeps a character that ends an attribute or a tag", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/[<>"']/.test(escapeText(text))));
});

test("control characters become spaces, lone surrogates the replacement character", () => {
  expect(escapeText("a\u0000b\u001b\ud800c")).toBe("a b \ufffdc");
});

test("numbers, lists and markup stand as they are; null, undefined and false leave nothing", () => {
  const items = [1, "&"].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${null}${undefined}${false}${raw("<hr>")}`.markup).toBe(
    "<ul><li>1</li><li>&amp;</li></ul><hr>",
  );
});
