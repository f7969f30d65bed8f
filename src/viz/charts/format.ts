const integer = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const units = ["", "\u00a0k", "\u00a0M", "\u00a0B", "\u00a0T"] as const;

/** `12,418`. */
export function formatCount(value: number): string {
  return integer.format(value).replace("-", "−");
}

/** `12.4 k`, `7.21 M`: three digits and a unit, exact below 10,000. */
export function formatShort(value: number): string {
  if (Math.abs(value) < 10_000) return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
  let unit = 0;
  let scaled = value;
  while (Math.abs(scaled) >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return formatNumber(scaled) + units[unit];
}

/** `1 cluster`, `12 clusters`. */
export function formatNumbered(value: number, noun: string): string {
  return `${formatCount(value)} ${value === 1 ? noun : `${noun}s`}`;
}

/** Three significant digits without needless zeros; powers of ten for the very large and small. */
export function formatNumber(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return formatPower(value);
  const text = size >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
  return text.replace("-", "−");
}

/** `18.6 %`; small shares keep a digit that is not 0. */
export function formatShare(share: number): string {
  const percent = 100 * share;
  if (percent === 0 || percent === 100) return `${percent}\u00a0%`;
  if (percent < 0.1) return "<\u00a00.1\u00a0%";
  if (percent > 99.9) return ">\u00a099.9\u00a0%";
  return `${percent.toFixed(1)}\u00a0%`;
}

/** `31\u00a0MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes}\u00a0B`;
  if (bytes < 1e6) return `${formatNumber(bytes / 1e3)}\u00a0kB`;
  if (bytes < 1e9) return `${formatNumber(bytes / 1e6)}\u00a0MB`;
  return `${formatNumber(bytes / 1e9)}\u00a0GB`;
}

/** `0.4 s`, `21 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10}\u00a0s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}\u00a0s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

/** A text on one line of at most `length` characters, cut with an ellipsis between characters a reader sees. */
export function excerpt(text: string, length: number): string {
  const line = marked(text.slice(0, length * 8))
    .replace(/\s+/gu, " ")
    .trim();
  if (line.length <= length) return line;
  const characters = Array.from(line);
  return characters.length <= length
    ? line
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

/** A name on one line of at most `length` characters; the middle goes, since paths and names differ at their ends. */
export function shorten(name: string, length: number): string {
  const line = name.length > length * 8 ? `${name.slice(0, length * 4)} ${name.slice(-length * 4)}` : name;
  const characters = Array.from(marked(line).replace(/\s+/gu, " ").trim());
  if (characters.length <= length) return characters.join("");
  const head = Math.floor((length - 1) / 3);
  return `${characters.slice(0, head).join("")}…${characters.slice(head + 1 - length).join("")}`;
}

/** Marks that turn the direction of what follows, written out: a file name can not read as another one. */
function marked(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (mark) => `\\u{${mark.charCodeAt(0).toString(16)}}`);
}

/** Width of a text in pixels, guessed for a wide sans-serif font at 12 px. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + letterWidth(character), 0);
}

/** A name shortened to what fits into a width, for text in a picture, which does not break. */
export function fitText(name: string, width: number): string {
  let length = Math.max(4, Math.floor(width / 3));
  let fitted = shorten(name, length);
  while (length > 4 && textWidth(fitted) > width) fitted = shorten(name, --length);
  return fitted;
}

function letterWidth(character: string): number {
  if (/[\u1100-\u{10ffff}WM@%—]/u.test(character)) return 12;
  if (/[A-Zmw_&]/.test(character)) return 9;
  return /[iljftI.,:;|!' ()[\]]/.test(character) ? 5 : 7.2;
}

function formatPower(value: number): string {
  const [mantissa, exponent] = value.toExponential(2).split("e");
  const digits = exponent
    .replace("+", "")
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
  const factor = Number(mantissa) === 1 ? "" : `${Number(mantissa)}\u00a0×\u00a0`;
  return `${factor}10${digits}`.replace("-", "−");
}
