import { isUtf8 } from "node:buffer";
import { detect } from "chardet";

/** Decoded text and the encoding it was in. */
export interface Decoded {
  readonly text: string;
  readonly charset: string;
}

/** Bytes that detection looks at: it runs at some 2 MB/s. */
const detectBytes = 64 * 1024;
const metaBytes = 2048;
/** More bad bytes than one in 500, and the declared charset is a wrong one rather than a damaged one. */
const lossyShare = 1 / 500;

/**
 * Decodes hostile bytes: byte order mark, then valid UTF-8, then the declared charset, then the one of `<meta>`,
 * then detection. Undefined when nothing decodes them.
 */
export function decodeText(bytes: Buffer, declared?: string, isHtml = false): Decoded | undefined {
  const marked = byMark(bytes);
  if (marked !== undefined) return decodeAs(bytes, marked);
  const labels = [declared, isHtml ? metaCharset(bytes) : undefined];
  if (isUtf8(bytes) && !labels.some((label) => label !== undefined && escaped(bytes, label))) {
    return hasNul(bytes) ? decodeWide(bytes) : { text: bytes.toString("utf8"), charset: "utf-8" };
  }
  for (const label of labels) {
    const decoded = label === undefined ? undefined : decodeAs(bytes, label);
    if (decoded !== undefined) return decoded;
  }
  if (hasNul(bytes)) return decodeWide(bytes);
  return (isHtml ? decodeLossy(bytes, labels) : undefined) ?? decodeDetected(bytes);
}

/** The charset that an HTML document declares in its first 2 KB. */
export function metaCharset(bytes: Buffer): string | undefined {
  const head = bytes.toString("latin1", 0, metaBytes);
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
}

/** True when the bytes hold a NUL, which no text in an ASCII-based encoding does. */
export function hasNul(bytes: Buffer): boolean {
  return bytes.includes(0);
}

function byMark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/** ISO-2022 and HZ hide in ASCII bytes, so their text looks like UTF-8. */
function escaped(bytes: Buffer, label: string): boolean {
  return /^(iso-2022|csiso2022|hz-)/i.test(label) && (bytes.includes(0x1b) || bytes.includes("~{"));
}

/** UTF-16 without a mark: most of its NULs stand on one side of the pairs. Undefined for binary data. */
function decodeWide(bytes: Buffer): Decoded | undefined {
  const sides = [0, 0];
  const length = Math.min(bytes.length & ~1, detectBytes);
  for (let i = 0; i < length; i++) if (bytes[i] === 0) sides[i & 1]++;
  if (Math.max(...sides) < length / 8 || Math.min(...sides) > Math.max(...sides) / 20) return undefined;
  return decodeAs(bytes, sides[1] > sides[0] ? "utf-16le" : "utf-16be");
}

function decodeDetected(bytes: Buffer): Decoded | undefined {
  const label = detect(bytes.subarray(0, detectBytes));
  return label === null || /^utf-?8$/i.test(label) ? undefined : decodeAs(bytes, label);
}

/** A page in its declared charset with a few bad bytes in it: they become U+FFFD, as in a browser. */
function decodeLossy(bytes: Buffer, labels: readonly (string | undefined)[]): Decoded | undefined {
  const decoded = decodeAs(bytes, labels.find((label) => label !== undefined) ?? "utf-8", false);
  const replaced = decoded?.text.match(/\ufffd/g)?.length ?? 0;
  return replaced <= bytes.length * lossyShare ? decoded : undefined;
}

function decodeAs(bytes: Buffer, label: string, fatal = true): Decoded | undefined {
  try {
    const decoder = new TextDecoder(label, { fatal });
    return { text: decoder.decode(bytes), charset: decoder.encoding };
  } catch {
    return undefined; // an unknown label, or bytes that do not fit it: both mean "not this one"
  }
}
