/**
 * Foreign text (documents, file names, errors about them) made safe for a terminal or a log: control characters,
 * escape sequences and bidirectional marks become visible `\u{…}`; one line unless `lines` is set.
 */
export function show(
  text: string,
  options: { readonly lines?: boolean; readonly limit?: number } = {},
): string {
  const kept = options.lines ? /[^\P{C}\n\t]|[\u2028\u2029]/gu : /[\p{C}\u2028\u2029]/gu;
  const cut =
    options.limit !== undefined && text.length > options.limit ? `${text.slice(0, options.limit)}…` : text;
  return cut.toWellFormed().replace(kept, visible);
}

/** `1,204`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** `31 MB`, in powers of ten. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toPrecision(2)} ${units[power]}`;
}

/** `1.4 s`, `2 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `18.6 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.001 ? 2 : 1)} %`;
}

/** `7 documents`, `1 document`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const named: Record<number, string> = { 9: "\\t", 10: "\\n", 13: "\\r" };
  return named[code] ?? `\\u{${code.toString(16)}}`;
}
