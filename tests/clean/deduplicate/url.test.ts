import { expect, test } from "vitest";
import { normalUrl } from "../../../src/clean/deduplicate/url.ts";

test.each([
  "https://example.org/page",
  "http://example.org/page",
  "HTTP://WWW.Example.ORG:80/page/",
  "https://example.org:443/page#part",
  "https://user:secret@example.org/page?utm_source=x&utm_medium=mail&fbclid=1",
  "  //example.org/page ",
  "example.org/page",
  "https://example.org./page",
  "https://example.org/a/../page",
])("%s is the page example.org/page", (url) => {
  expect(normalUrl(url)).toBe("//example.org/page");
});

test.each<[string, string]>([
  ["https://example.org/", "//example.org"],
  ["https://example.org?b=2&a=1&gclid=x", "//example.org?a=1&b=2"],
  ["https://example.org/page?utm_source=a&id=7", "//example.org/page?id=7"],
  ["https://example.org:8080/page", "//example.org:8080/page"],
  ["https://www.com/page", "//www.com/page"],
  ["https://bücher.example/ä", "//xn--bcher-kva.example/%C3%A4"],
  ["ftp://example.org/page", "ftp://example.org/page"],
])("%s becomes %s", (url, expected) => {
  expect(normalUrl(url)).toBe(expected);
});

test("what tells pages apart stays: path, its case, parameters", () => {
  const urls = ["e.org/a", "e.org/A", "e.org/b", "e.org/a?p=1", "e.org/a?p=2", "f.org/a", "e.org:81/a"];
  expect(new Set(urls.map(normalUrl)).size).toBe(urls.length);
});

test("no URL gives null; what is no URL stands for itself", () => {
  expect([null, "", "  "].map(normalUrl)).toEqual([null, null, null]);
  expect(["record 7", "http://[", "a\ud800b", "\0"].map(normalUrl)).toEqual([
    "record 7",
    "http://[",
    "a\ud800b",
    "\0",
  ]);
});

test("an address of a megabyte of slashes or parameters is read in linear time: squares would run out of it", () => {
  expect(normalUrl(`https://example.org${"/".repeat(1e6)}x`)).toHaveLength(13 + 1e6 + 1);
  expect(normalUrl(`https://example.org/${"/".repeat(1e6)}`)).toBe("//example.org");
  expect(normalUrl("a.".repeat(5e5))).toHaveLength(1e6 + 1);
  expect(normalUrl(`https://example.org/?${"a=1&".repeat(2e5)}`)).toHaveLength(13 + 1 + 8e5 - 1);
});
