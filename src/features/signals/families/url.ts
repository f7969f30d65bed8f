import { registryLabels } from "./url-words.ts";

/** An address taken apart, in lower case. */
export interface UrlParts {
  readonly host: string;
  /** The name that was registered: `example.co.uk` of `www.example.co.uk`; the host itself of an IP address. */
  readonly domain: string;
  readonly isIp: boolean;
  /** The whole address without scheme, user, port, `www.` and fragment, for lists of addresses. */
  readonly address: string;
  /** Runs of letters and digits of the whole address, and of its path alone. */
  readonly words: readonly string[];
  readonly pathWords: readonly string[];
  /** Letters and digits of the whole address side by side. */
  readonly squeezed: string;
}

/** Characters of an address that are read. */
const READ = 2048;
const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Takes an address apart; null when it has no host. No address is an error. */
export function partsOf(url: string): UrlParts | null {
  const text = decoded(url.slice(0, READ).trim()).toLowerCase();
  const rest = text.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//, "");
  const stop = rest.search(/[/?#\\]/);
  const authority = stop < 0 ? rest : rest.slice(0, stop);
  const path = (stop < 0 ? "" : rest.slice(stop)).replace(/#.*$/s, "");
  const host = hostOf(authority);
  if (host === "" || !/[a-z0-9\u0080-\uffff]/.test(host)) return null;
  const isIp = ipv4.test(host) || host.startsWith("[");
  const address = host.replace(/^www\d?\./, "") + path.replace(/\/$/, "");
  return {
    host,
    domain: isIp ? host : registeredDomain(host),
    isIp,
    address,
    words: wordsOf(text),
    pathWords: wordsOf(path),
    squeezed: text.replace(/[^a-z0-9]+/g, ""),
  };
}

/** The registered part of a host name, by the commonest rules of registries; private suffixes are not known. */
export function registeredDomain(host: string): string {
  const labels = host.split(".");
  const [second, top] = labels.slice(-2);
  const isNested = labels.length > 2 && top.length === 2 && registryLabels.has(second);
  return labels.slice(isNested ? -3 : -2).join(".");
}

function hostOf(authority: string): string {
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  if (host.startsWith("[")) return host.slice(0, host.indexOf("]") + 1);
  const colon = host.indexOf(":");
  return (colon < 0 ? host : host.slice(0, colon)).replace(/\.+$/, "");
}

function wordsOf(text: string): string[] {
  return text.split(/[^a-z0-9]+/).filter((word) => word !== "");
}

/** With %41 read as A, so that no word hides behind it; other escapes stay. */
function decoded(url: string): string {
  return url.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
