import type { SourceRecord } from "../../core/stage.ts";

type Records = AsyncIterator<readonly SourceRecord[]>;

/** Readers that stay open between visits; of more only the first batch is seen. */
const maximumOpen = 64;

/**
 * Takes one batch of each reader, in an order that is spread over all of them, and then the following batches in turn,
 * until all are read or the time is over. Returns whether all were read to their end.
 */
export async function visit(
  count: number,
  open: (i: number) => AsyncIterable<readonly SourceRecord[]>,
  see: (records: readonly SourceRecord[], i: number) => void,
  isOver: () => boolean,
): Promise<boolean> {
  let active = new Map<number, Records>();
  let isWhole = true;
  for (const i of spread(count)) {
    if (isOver() && i !== 0) {
      isWhole = false;
      break;
    }
    const records = open(i)[Symbol.asyncIterator]();
    if (!(await step(records, i, see))) continue;
    if (count <= maximumOpen) active.set(i, records);
    else isWhole = (await records.next()).done === true && isWhole;
    if (count > maximumOpen) await records.return?.();
  }
  while (active.size > 0 && !isOver()) active = await round(active, see, isOver);
  for (const records of active.values()) await records.return?.();
  return isWhole && active.size === 0;
}

async function round(
  active: ReadonlyMap<number, Records>,
  see: (records: readonly SourceRecord[], i: number) => void,
  isOver: () => boolean,
): Promise<Map<number, Records>> {
  const left = new Map<number, Records>();
  for (const [i, records] of active) {
    if (isOver() || (await step(records, i, see))) left.set(i, records);
  }
  return left;
}

async function step(
  records: Records,
  i: number,
  see: (records: readonly SourceRecord[], i: number) => void,
): Promise<boolean> {
  const { value, done } = await records.next();
  if (!done) see(value, i);
  return !done;
}

/** 0 to `count` - 1, each prefix spread over the whole: multiples of the golden ratio. */
export function spread(count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => [(i * 0.6180339887498949) % 1, i] as const);
  const ranks = order.sort(([a], [b]) => a - b).map(([, i], rank) => [i, rank] as const);
  return ranks.sort(([a], [b]) => a - b).map(([, rank]) => rank);
}
