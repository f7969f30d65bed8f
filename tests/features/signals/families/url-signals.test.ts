import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../../src/core/errors.ts";
import { urlSignals } from "../../../../src/features/signals/families/index.ts";
import { partsOf } from "../../../../src/features/signals/families/url.ts";
import { measure } from "../../../../src/features/signals/measure.ts";
import { measuredBy } from "./measured.ts";

const reason = async (url: string | null, options = {}) =>
  (await measuredBy([urlSignals(options)], [{ url }]))[0].url_block_reason;

describe("an address", () => {
  test.each([
    [
      "HTTPS://User@WWW.Example.CO.UK:8080/Some-Path/a1?q=B#c",
      "www.example.co.uk",
      "example.co.uk",
      ["some", "path", "a1", "q", "b"],
    ],
    ["example.com", "example.com", "example.com", []],
    ["//sub.example.com./x", "sub.example.com", "example.com", ["x"]],
    ["http://192.168.0.1/x", "192.168.0.1", "192.168.0.1", ["x"]],
    ["http://[::1]:80/", "[::1]", "[::1]", []],
    ["http://a.b/%70orn", "a.b", "a.b", ["porn"]],
  ])("%j is taken apart in lower case", (url, host, domain, pathWords) => {
    expect(partsOf(url)).toMatchObject({ host, domain, pathWords });
  });

  test.each(["", "http://", "///", "?", "\0", "http://@:/"])("%j has no host", (url) => {
    expect(partsOf(url)).toBeNull();
  });

  test("a document without an address has null everywhere, never an error", async () => {
    const [row] = await measuredBy(["url"], [{ url: null }]);
    expect(new Set(Object.values(row))).toEqual(new Set([null]));
  });

  test("an endless address is read in bounded time", async () => {
    const [row] = await measuredBy(["url"], [{ url: `http://${"a.".repeat(1e6)}com/${"%".repeat(1e6)}` }]);
    expect(row.url_is_ip).toBe(0);
  });
});

describe("lists", () => {
  test.each([
    ["http://site.com/PORN/1", "hard_word"],
    ["http://site.com/pornography", null],
    ["http://site.com/teen-girls", "soft_words"],
    ["http://site.com/teen-teen", null],
    ["http://my.x-video-s.com/por_ntube", "strict_subword"],
    ["http://site.com/history", null],
  ])("%s: %s", async (url, expected) => {
    expect(await reason(url)).toBe(expected);
  });

  test("capitals of an address do not slip through, nor capitals of a list", async () => {
    expect(await reason("HTTP://SITE.COM/SPAM", { blockWords: ["Spam"] })).toBe("hard_word");
    expect(await reason("http://BAD.example.com/", { blockDomains: ["Example.COM"] })).toBe("domain");
  });

  test("a domain blocks what is under it, a host only itself and what is under it, an address itself", async () => {
    const lists = { blockDomains: ["bad.com", "blog.good.com"], blockUrls: ["http://www.fair.com/page/"] };
    expect(await reason("http://a.b.bad.com/", lists)).toBe("domain");
    expect(await reason("http://x.blog.good.com/", lists)).toBe("subdomain");
    expect(await reason("http://good.com/", lists)).toBeNull();
    expect(await reason("http://notbad.com/", lists)).toBeNull();
    expect(await reason("https://fair.com/page", lists)).toBe("url");
    expect(await reason("https://fair.com/page/2", lists)).toBeNull();
  });

  test("entries are literal, never patterns", async () => {
    expect(await reason("http://badxcom/", { blockDomains: ["bad.com"] })).toBeNull();
    expect(await reason("http://site.com/anything", { blockWords: [".*"] })).toBeNull();
  });

  test("a list may be a file; its content decides the key, not its path", () => {
    const folder = mkdtempSync(join(tmpdir(), "sluice-lists-"));
    const key = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return measure(urlSignals({ blockDomains: join(folder, name) })).options;
    };
    expect(key("a.txt", "# comment\nbad.com\n\n")).toEqual(key("b.txt", "bad.com"));
    expect(key("a.txt", "bad.com")).not.toEqual(key("b.txt", "worse.com"));
    expect(key("b.txt", "bad.com")).toEqual(measure(urlSignals({ blockDomains: ["bad.com"] })).options);
  });

  test("a file that is not there and an unknown option are the user's mistakes", () => {
    expect(() => urlSignals({ blockDomains: "/nowhere/list.txt" })).toThrow(UserError);
    expect(() => urlSignals({ blockDomains: "/nowhere/list.txt" })).toThrow(
      "blockDomains: cannot read the list",
    );
    expect(() => urlSignals({ blockDomain: [] } as never)).toThrow('Did you mean "blockDomains"?');
  });
});
