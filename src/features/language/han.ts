/**
 * Tells texts in Chinese characters apart by characters that only one of the national standards has: GB 2312 for
 * simplified Chinese, Big5 for traditional Chinese, JIS X 0208 for Japanese. The sets come from the decoders of the
 * platform, so there is no table to keep.
 */
export interface HanCounts {
  readonly simplified: number;
  readonly traditional: number;
  readonly japanese: number;
}

interface Marks {
  readonly simplified: ReadonlySet<string>;
  readonly traditional: ReadonlySet<string>;
  readonly japanese: ReadonlySet<string>;
}

/** Words of everyday and of computing that the mainland and Taiwan write differently, in characters that both standards have. */
const regionalWords = {
  simplified: /命令行|程序|字符|接口|界面|打印|支持|信息|公交|土豆|激光|屏幕|酸奶/gu,
  traditional:
    /套件|命令列|程式|使用者|字元|字串|介面|列印|支援|登入|登出|位元|巨集|封包|行程|品質|影片|解析度/gu,
} as const;

/** Regional words of a text whose characters mark neither standard. */
export function countRegionalWords(text: string): { simplified: number; traditional: number } {
  const count = (words: RegExp) => text.match(words)?.length ?? 0;
  return { simplified: count(regionalWords.simplified), traditional: count(regionalWords.traditional) };
}

let marks: Marks | undefined;

/** Counts the characters that mark one standard. */
export function countHanMarks(text: string): HanCounts {
  marks ??= readMarks();
  const counts = { simplified: 0, traditional: 0, japanese: 0 };
  for (const character of text) {
    if (marks.simplified.has(character)) counts.simplified++;
    else if (marks.traditional.has(character)) counts.traditional++;
    else if (marks.japanese.has(character)) counts.japanese++;
  }
  return counts;
}

function readMarks(): Marks {
  // Common characters of each standard (level 1), and everything it has (levels 1 and 2).
  const gb = repertoire("gbk", [0xb0, 0xf7], [[0xa1, 0xfe]]);
  const gbCommon = repertoire("gbk", [0xb0, 0xd7], [[0xa1, 0xfe]]);
  const big5Tails = [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ] as const;
  const big5 = repertoire("big5", [0xa4, 0xf9], big5Tails);
  const big5Common = repertoire("big5", [0xa4, 0xc6], big5Tails);
  const jisCommon = repertoire("euc-jp", [0xb0, 0xcf], [[0xa1, 0xfe]]);
  return {
    simplified: without(gbCommon, big5),
    traditional: without(big5Common, gb),
    japanese: new Set([...without(jisCommon, gb)].filter((character) => !big5.has(character))),
  };
}

type Range = readonly [number, number];

function repertoire(encoding: string, leads: Range, tails: readonly Range[]): Set<string> {
  const bytes: number[] = [];
  for (let lead = leads[0]; lead <= leads[1]; lead++) {
    for (const [first, last] of tails) for (let tail = first; tail <= last; tail++) bytes.push(lead, tail);
  }
  const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes));
  return new Set(text.match(/\p{sc=Han}/gu));
}

function without(set: ReadonlySet<string>, other: ReadonlySet<string>): Set<string> {
  return new Set([...set].filter((character) => !other.has(character)));
}
