const longestSizeLine = 1024;

/**
 * Joins the chunks of a chunked body; the body itself when it is not written in chunks, as crawlers often leave it;
 * undefined when it begins in chunks and then is damaged. A body that ends early is taken as far as it goes.
 */
export function dechunk(body: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.subarray(at, at + longestSizeLine).indexOf("\n");
    const size = end < 0 ? undefined : sizeOf(body.toString("latin1", at, at + end));
    if (size === undefined) return parts.length === 0 ? body : undefined;
    if (size === 0) break;
    at += end + 1;
    parts.push(body.subarray(at, at + size));
    at += size;
    if (body[at] === 13) at++;
    if (body[at] === 10) at++;
  }
  return Buffer.concat(parts);
}

function sizeOf(line: string): number | undefined {
  const digits = /^\s*([0-9a-f]{1,8})\s*(;.*)?\r?$/i.exec(line)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}
