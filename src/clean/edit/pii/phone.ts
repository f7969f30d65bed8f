import { isAnnounced } from "./context.ts";
import type { Found, PiiRegion } from "./found.ts";

/** How the numbers of a country are written: for sure, and where a word before them says that they are phone numbers. */
interface Plan {
  readonly sure: readonly RegExp[];
  readonly announced: readonly RegExp[];
}

const before = String.raw`(?<![\w.+/#$€£@=]|\d[,:-] ?|\w-)`;
const after = String.raw`(?![\w%€$£]|[-./]\d|,\d\d\d|(?: [-–] | )\d{2})`;
const p = (source: string) => new RegExp(before + source + after, "g");
const american: Plan = {
  sure: [
    p(String.raw`(?:1[-. ])?\([2-9]\d{2}\)[-. ]?[2-9]\d{2}[-. ]\d{4}`),
    p(String.raw`(?:1([-.]))?[2-9]\d{2}([-.])[2-9]\d{2}\2\d{4}`),
    p(String.raw`[2-9]\d{2} [2-9]\d{2}-\d{4}`),
  ],
  announced: [p(String.raw`(?:1[-. ]?)?\(?[2-9]\d{2}\)?[-. /]?[2-9]\d{2}[-. ]?\d{4}`)],
};

/** National forms: each country's numbering plan, as written there. */
const plans: Readonly<Record<PiiRegion, Plan>> = {
  US: american,
  CA: american,
  GB: {
    sure: [
      p(String.raw`0(?:20 ?[378]\d{3} ?|1\d1[ -]\d{3} |11\d[ -]\d{3} |[378]\d{2} \d{3} )\d{4}`),
      p(String.raw`0(?:7\d{3}|1\d{3})[ -]\d{3} ?\d{3}`),
      p(String.raw`\(0\d{2,4}\) ?\d{3,4} ?\d{3,4}`),
    ],
    announced: [p(String.raw`\(?0[1-389]\d{1,3}\)?[ -]?\d{3,4}[ -]?\d{3,4}`), p(String.raw`07\d{9}`)],
  },
  DE: {
    sure: [
      p(String.raw`\(0[2-9]\d{1,4}\) ?\d{3,5}[ -]?\d{2,5}`),
      p(String.raw`0[2-9]\d{1,4} ?\/ ?\d{3,5}[ -]?\d{1,5}`),
      p(String.raw`01[567]\d[ /-]\d{7,8}`),
    ],
    announced: [p(String.raw`\(?0[1-9]\d{1,4}\)?[ /-]{0,3}\d{2,5}(?:[ -]?\d{2,4}){1,3}`)],
  },
  FR: {
    sure: [p(String.raw`0[1-9](?:([ .-])\d{2}(?:\1\d{2}){3})`)],
    announced: [p(String.raw`0[1-9]\d{8}`)],
  },
  ES: {
    sure: [],
    announced: [p(String.raw`[6789]\d{2}[ .-]?\d{2,3}[ .-]?\d{2,3}(?:[ .-]?\d{2})?`)],
  },
  IT: {
    sure: [
      p(String.raw`3[2-9]\d(?:[ /-]\d{3} ?\d{3,4}|\.\d{3}\.\d{3,4})`),
      p(String.raw`0\d{1,3}[-/]\d{5,8}`),
    ],
    announced: [p(String.raw`3[2-9]\d[ .-]?\d{6,7}`), p(String.raw`0\d{1,3}[ ./-]?\d{3,4}[ .]?\d{2,4}`)],
  },
  IN: {
    sure: [p(String.raw`0?[6-9]\d{4}[ -]\d{5}`), p(String.raw`0\d{2,4}-\d{6,8}`)],
    announced: [p(String.raw`0?[6-9]\d{9}`), p(String.raw`\(?0\d{2,4}\)?[ -]?\d{3,4} ?\d{3,4}`)],
  },
  BR: {
    sure: [
      p(String.raw`\([1-9]\d\) ?(?:9\d{4}|[2-9]\d{3})[- ]?\d{4}`),
      p(String.raw`(?:0?[1-9]\d )9\d{4}-\d{4}`),
    ],
    announced: [p(String.raw`(?:0?[1-9]\d[ -]?9?\d{4}[- ]?|9?\d{4}-)\d{4}`)],
  },
  JP: {
    sure: [
      p(String.raw`0(?:[1-9]-\d{4}|[5-9]0-\d{4}|\d{2}-\d{3}|\d{3}-\d{2})-\d{4}`),
      p(String.raw`0120-\d{3}-\d{3}`),
    ],
    announced: [p(String.raw`0[1-9]\d{8,9}`), p(String.raw`\(?0\d{1,4}\)? ?\d{1,4}[ -]\d{4}`)],
  },
  CN: {
    sure: [p(String.raw`1[3-9]\d([ -])\d{4}\1\d{4}`), p(String.raw`\(?0(?:10|2\d|[3-9]\d{2})\)?-\d{7,8}`)],
    announced: [p(String.raw`1[3-9]\d{9}`), p(String.raw`0(?:10|2\d|[3-9]\d{2})[ -]?\d{4} ?\d{3,4}`)],
  },
};

const words =
  /(?:(?<![\p{L}_])(?:tele?(?:phone)?|tlf|ph(?:one)?|mob(?:ile)?|cell(?:ular|ulare|phone)?|fax|call|dial|hotline|helpline|sms|text|ring|whats ?app|contact|tél(?:éphone)?|portable|telefon[oe]?|telefonnummer|handy|mobil|rufnummer|teléfono|móvil|movil|celular|fone|zap|numero verde|fijo|cel)(?![\p{L}_])|फ़ोन|फोन|मोबाइल|电话|電話|手机|手機|携帯|联系方式|热线|☎|📞|📱)[^\p{L}\d]{0,6}(?:\p{L}{1,7}[^\p{L}\d]{1,4}){0,2}$/iu;

/** Country calling codes (ITU-T E.164). */
const codes =
  /^(?:1|7|2(?:0|7|1[1-368]|[2345]\d|6[0-9]|9[0-1789])|3(?:[0123469]|[578]\d)|4(?:[01345679]|8|2[0-3])|5(?:[1-8]|0\d|9\d)|6(?:[0-6]|7[02-9]|8[0-35-9]|9[0-2])|8(?:[1246]|5[02356]|8[06])|9(?:[0-58]|6[0-8]|7[0-79]|9[2-68]))/;
const international =
  /(?<![\w+@=*^]|\d ?|\/)(?:\+ ?|\(\+|(?<![.,-])00(?=[1-9])|(?<![.,-])011[ -](?=[1-9]))(?:[1-9]\d{0,14})\)?(?:[ .\u00a0/-]{0,2}\(?\d{1,12}\)?){0,7}(?![\w]|[.,]\d)/g;

/** Phone numbers in a stretch of text: international (E.164, also with 00), and the national forms of the regions. */
export function phones(text: string, from: number, to: number, regions: readonly PiiRegion[]): Found[] {
  const base = Math.max(0, from - 6);
  const part = text.slice(base, to + 6);
  const found: Found[] = [];
  const add = (start: number, length: number) => {
    const end = start + length;
    if (found.every((other) => end <= other.start || start >= other.end))
      found.push({ kind: "phone", start, end });
  };
  for (const { 0: written, index } of part.matchAll(international))
    if (isInternational(written)) add(base + index, written.length);
  for (const region of regions) {
    for (const pattern of plans[region].sure)
      for (const { 0: written, index } of part.matchAll(pattern))
        if (isPlausible(written)) add(base + index, written.length);
  }
  if (!isAnnounced(text, found.length > 0 ? from : startOfNumber(text, from), words)) return found;
  for (const region of regions) {
    for (const pattern of plans[region].announced)
      for (const { 0: written, index } of part.matchAll(pattern))
        if (isPlausible(written) && isAnnounced(text, base + index, words)) add(base + index, written.length);
  }
  return found;
}

function startOfNumber(text: string, from: number): number {
  return text[from - 1] === "(" ? from - 1 : from;
}

/** E.164: a known country code, eight to fifteen digits, eleven in North America; 00 only where digits are grouped. */
function isInternational(written: string): boolean {
  const digits = written.replace(/\D/g, "");
  const number = /^\(?\+/.test(written) ? digits : digits.replace(/^(?:00|011)/, "");
  const code = codes.exec(number)?.[0];
  const trunk = /\(0\)/.test(written) ? 1 : 0;
  if (code === undefined || number.length - trunk < 8 || number.length - trunk > 15) return false;
  if (written.startsWith("00") && !/[ ./-]/.test(written)) return false;
  return code !== "1" || number.length === 11;
}

function isPlausible(written: string): boolean {
  const digits = written.replace(/\D/g, "");
  return digits.length >= 8 && digits.length <= 12 && !/^(\d)\1*$/.test(digits);
}
