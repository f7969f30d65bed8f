/** What every point belongs to: `codes[i]` is a place in `names`; negative where it belongs to nothing. */
export interface Categories {
  /** Most frequent first. */
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/** A line of a legend. Names are unique in a legend. */
export interface LegendEntry {
  readonly name: string;
  readonly count: number;
  readonly role: "value" | "other" | "none";
}

/** A legend and, for every point, its line. */
export interface Legend {
  readonly entries: readonly LegendEntry[];
  readonly codes: Uint8Array;
}

/** Colours that people can tell apart (LOOK.md). */
const mostValues = 10;

/** The most frequent categories with a line each, the rest as `other`, points without one as `none`. */
export function legendOf({ names, codes }: Categories, most = mostValues): Legend {
  const shown = Math.min(most, names.length);
  const counts = new Float64Array(shown + 2);
  const [other, none] = [shown, shown + 1];
  const lines = new Uint8Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const line = code < 0 ? none : Math.min(code, other);
    lines[i] = line;
    counts[line]++;
  }
  const entries: LegendEntry[] = names
    .slice(0, shown)
    .map((name, i) => ({ name, count: counts[i], role: "value" }));
  const taken = new Set(names.slice(0, shown));
  if (counts[other] > 0) entries.push({ name: free("other", taken), count: counts[other], role: "other" });
  if (counts[none] > 0) {
    const line = entries.length;
    if (line !== none) for (let i = 0; i < lines.length; i++) if (lines[i] === none) lines[i] = line;
    entries.push({ name: free("none", taken), count: counts[none], role: "none" });
  }
  return { entries, codes: lines };
}

/** Unmarks the points that are in none of the named categories: names of the legend, or any other name of `categories`. */
export function keepCategories(
  categories: Categories,
  legend: Legend,
  wanted: readonly string[],
  marks: Uint8Array,
): void {
  const lines = new Uint8Array(legend.entries.length);
  legend.entries.forEach(({ name }, i) => {
    if (wanted.includes(name)) lines[i] = 1;
  });
  const places = new Set(wanted.map((name) => categories.names.indexOf(name)).filter((place) => place >= 0));
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] === 1 && lines[legend.codes[i]] === 0 && !places.has(categories.codes[i])) marks[i] = 0;
  }
}

/** Counts categories and puts the most frequent first; ties by name. */
export function byFrequency(names: readonly string[], codes: Int32Array): Categories {
  const counts = new Float64Array(names.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const order = names
    .map((_, i) => i)
    .sort((a, b) => counts[b] - counts[a] || (names[a] < names[b] ? -1 : 1));
  const place = new Int32Array(names.length);
  order.forEach((code, i) => {
    place[code] = i;
  });
  return {
    names: order.map((code) => names[code]),
    codes: codes.map((code) => (code < 0 ? -1 : place[code])),
  };
}

/** A category may be called "other" itself. */
function free(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? free(`${name} …`, taken) : name;
}
