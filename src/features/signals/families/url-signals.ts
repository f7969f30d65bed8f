import { z } from "zod";
import { checkOptions } from "../../../core/options.ts";
import type { Family, Measurements } from "../family.ts";
import { definer } from "./define.ts";
import { partsOf, type UrlParts } from "./url.ts";
import { hardWords, softWords, strictSubwords } from "./url-words.ts";
import { entriesOf, type ListOption, listIdentity, listSchema } from "./word-lists.ts";

const schema = z.strictObject({
  blockDomains: listSchema,
  blockUrls: listSchema,
  hardWords: listSchema,
  softWords: listSchema,
  strictSubwords: listSchema,
  blockWords: listSchema,
});

/** Lists for addresses: entries, or a file with one a line. Letters are compared in lower case, entries literally. */
export interface UrlSignalsOptions {
  /** Registered domains or hosts; a host is blocked with every host under it. */
  readonly blockDomains?: ListOption;
  /** Whole addresses, without scheme. */
  readonly blockUrls?: ListOption;
  /** Words that block alone, in place of Sluice's list. */
  readonly hardWords?: ListOption;
  /** Words of which two different ones block, in place of Sluice's list. */
  readonly softWords?: ListOption;
  /** Strings that block wherever they stand among letters and digits, in place of Sluice's list. */
  readonly strictSubwords?: ListOption;
  /** Words that block alone, beside the hard ones. */
  readonly blockWords?: ListOption;
}

const SOFT_WORDS = 2;
const define = definer(
  "RefinedWeb, Penedo et al. 2023, appendix G.1; URLFilter of datatrove; lists are Sluice's or the user's",
  "sluice",
);

/**
 * What the address of a document tells: host, registered domain, listed domains, words of lists. Reads column `url`.
 * `measure(urlSignals({ blockDomains: "adult-domains.txt" }))`.
 */
export function urlSignals(options: UrlSignalsOptions = {}): Family {
  checkOptions("urlSignals", schema, options);
  const lists = listsOf(options);
  const given = Object.keys(options).filter((name) => options[name as keyof UrlSignalsOptions] !== undefined);
  return {
    name: "url",
    version: 1,
    columns,
    inputs: ["url"],
    settings:
      given.length === 0
        ? undefined
        : Object.fromEntries(given.map((name) => [name, listIdentity([...lists[name as keyof Lists]])])),
    open: () => {
      const subwords = [...lists.strictSubwords];
      return (_, { url }) => (typeof url === "string" ? measureUrl(url, lists, subwords) : nothing);
    },
  };
}

type Lists = Readonly<Record<keyof UrlSignalsOptions, ReadonlySet<string>>>;

function listsOf(options: UrlSignalsOptions): Lists {
  const list = (
    name: keyof UrlSignalsOptions,
    fallback: readonly string[],
    clean: (entry: string) => string,
  ) => {
    const entries = entriesOf(`urlSignals, ${name}`, options[name] ?? fallback);
    return new Set(entries.map((entry) => clean(entry.toLowerCase())).filter((entry) => entry !== ""));
  };
  const squeezed = (entry: string) => entry.replace(/[^a-z0-9]+/g, "");
  return {
    blockDomains: list("blockDomains", [], (entry) => partsOf(entry)?.host ?? ""),
    blockUrls: list("blockUrls", [], (entry) => partsOf(entry)?.address ?? ""),
    hardWords: list("hardWords", hardWords, squeezed),
    softWords: list("softWords", softWords, squeezed),
    strictSubwords: list("strictSubwords", strictSubwords, squeezed),
    blockWords: list("blockWords", [], squeezed),
  };
}

const missing = "null without an address";
const columns = {
  url_host: define.text("name", `Host of the address, in lower case; ${missing}.`),
  url_domain: define.text(
    "name",
    `Registered domain: the last two labels of the host, three under co.uk and the like; an IP address itself; ${missing}.`,
  ),
  url_is_ip: define.count("yes or no", `1 when the host is an IP address, else 0; ${missing}.`),
  url_path_word_count: define.count("words", `Runs of letters and digits of path and query; ${missing}.`),
  url_hard_word_count: define.count("words", `Different hard or blocked words of the address; ${missing}.`),
  url_soft_word_count: define.count("words", `Different soft words of the address; ${missing}.`),
  url_strict_subword_count: define.count(
    "strings",
    `Strict strings that the letters and digits of the address hold, side by side; ${missing}.`,
  ),
  url_adult_score: define.number(
    "0 to 1",
    `1 with a hard word, a strict string or two soft words, 0.5 with one soft word, else 0; ${missing}.`,
  ),
  url_block_reason: define.text(
    "name",
    "First of domain, subdomain, url, hard_word, soft_words, strict_subword that applies; null where none does or without an address.",
  ),
};
const nothing: Measurements = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));

function measureUrl(url: string, lists: Lists, subwords: readonly string[]): Measurements {
  const parts = partsOf(url);
  if (parts === null) return nothing;
  const words = [...new Set(parts.words)];
  const hard = words.filter((word) => lists.hardWords.has(word) || lists.blockWords.has(word)).length;
  const soft = words.filter((word) => lists.softWords.has(word)).length;
  const strict = subwords.filter((subword) => parts.squeezed.includes(subword)).length;
  const isAdult = hard > 0 || strict > 0 || soft >= SOFT_WORDS;
  return {
    url_host: parts.host,
    url_domain: parts.domain,
    url_is_ip: parts.isIp ? 1 : 0,
    url_path_word_count: parts.pathWords.length,
    url_hard_word_count: hard,
    url_soft_word_count: soft,
    url_strict_subword_count: strict,
    url_adult_score: isAdult ? 1 : soft / SOFT_WORDS,
    url_block_reason: listed(parts, lists) ?? byWords(hard, soft, strict),
  };
}

function listed({ host, domain, address }: UrlParts, { blockDomains, blockUrls }: Lists): string | null {
  if (blockDomains.has(domain)) return "domain";
  for (let name = host; name.includes("."); name = name.slice(name.indexOf(".") + 1))
    if (blockDomains.has(name)) return "subdomain";
  return blockUrls.has(address) ? "url" : null;
}

function byWords(hard: number, soft: number, strict: number): string | null {
  if (hard > 0) return "hard_word";
  if (soft >= SOFT_WORDS) return "soft_words";
  return strict > 0 ? "strict_subword" : null;
}
