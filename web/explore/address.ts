/** Which documents are selected: all parts must hold. */
export interface Filters {
  /** A lasso as `writeLasso` has it; empty when there is none. */
  readonly lasso: string;
  readonly clusters: readonly number[];
  /** Values of colourings by their name. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Bounds of colourings that are numbers, both included; null is open. */
  readonly ranges: Readonly<Record<string, Bounds>>;
  readonly search: string;
}

/** From here to there, both included; null is open. */
export type Bounds = readonly [low: number | null, high: number | null];

/** What one sees, as the address has it. */
export interface View extends Filters {
  /** Name of the colouring. */
  readonly by: string;
  /** As `writeCamera` has it; empty is the whole map. */
  readonly camera: string;
  /** Id of the open document, or empty. */
  readonly document: string;
}

/** Nothing selected. */
export const noFilters: Filters = { lasso: "", clusters: [], categories: {}, ranges: {}, search: "" };

/** The query of the address for a view; parameters of others stay as they are. */
export function writeView(view: View, query: string): string {
  const parameters = new URLSearchParams(query);
  const put = (name: string, value: string) => {
    if (value === "") parameters.delete(name);
    else parameters.set(name, value);
  };
  put("by", view.by);
  put("at", view.camera);
  put("lasso", view.lasso);
  put("q", view.search);
  put("doc", view.document);
  put("only", writeOnly(view));
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

/** The view that an address names; what does not read as one is left out. */
export function readView(query: string): View {
  const parameters = new URLSearchParams(query);
  const read = (name: string) => parameters.get(name) ?? "";
  return {
    by: read("by"),
    camera: read("at"),
    lasso: read("lasso"),
    search: read("q"),
    document: read("doc"),
    ...readOnly(read("only")),
  };
}

type Only = Pick<Filters, "clusters" | "categories" | "ranges">;

function writeOnly({ clusters, categories, ranges }: Only): string {
  const parts = [
    ...(clusters.length > 0 ? [["in", ...clusters]] : []),
    ...Object.entries(categories).map(([by, values]) => ["is", by, ...values]),
    ...Object.entries(ranges).map(([by, bounds]) => ["from", by, ...bounds]),
  ];
  return parts.length === 0 ? "" : JSON.stringify(parts);
}

function readOnly(text: string): Only {
  const clusters: number[] = [];
  const categories = new Map<string, string[]>();
  const ranges = new Map<string, Bounds>();
  for (const [kind, ...rest] of listsIn(text)) {
    const [by, ...values] = rest;
    if (kind === "in") clusters.push(...rest.filter(Number.isInteger).map(Number));
    else if (typeof by !== "string") continue;
    else if (kind === "is")
      categories.set(
        by,
        values.filter((value) => typeof value === "string"),
      );
    else if (kind === "from" && isBounds(values)) ranges.set(by, values);
  }
  return { clusters, categories: Object.fromEntries(categories), ranges: Object.fromEntries(ranges) };
}

function isBounds(values: readonly unknown[]): values is [number | null, number | null] {
  return values.length === 2 && values.every((value) => value === null || Number.isFinite(value));
}

function listsIn(text: string): readonly (readonly unknown[])[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(Array.isArray) : [];
  } catch {
    return [];
  }
}
