/** Bits that two hashes must share before they are compared: a table of a million documents then has a few strays, not a crowd. */
const LEAST_KEY_BITS = 24;

/**
 * Masks of the tables in which any two 64-bit hashes that differ in at most `distance` bits agree at least once (Manku, Jain,
 * Das Sarma 2007): the bits are cut into blocks, and each table looks at all but `distance` of them. By the pigeonhole
 * principle one of the choices leaves out every block with a difference. 10 tables of 25 or 26 bits for a distance of 3.
 */
export function tableMasks(distance: number): bigint[] {
  if (distance === 0) return [2n ** 64n - 1n];
  const blocks = blockMasks(blockCount(distance));
  return choices(blocks.length, blocks.length - distance).map((chosen) =>
    chosen.reduce((mask, block) => mask | blocks[block], 0n),
  );
}

/** The fewest blocks of which any choice but `distance` of them holds enough bits. */
function blockCount(distance: number): number {
  let count = distance + 1;
  while (Math.floor(64 / count) * (count - distance) < LEAST_KEY_BITS) count++;
  return count;
}

/** Cuts 64 bits into blocks whose sizes differ by at most one. */
function blockMasks(count: number): bigint[] {
  const edges = Array.from({ length: count + 1 }, (_, i) => BigInt(Math.floor((64 * i) / count)));
  return edges.slice(1).map((edge, i) => (1n << edge) - (1n << edges[i]));
}

/** All ways to choose `size` of the numbers below `count`, in order. */
function choices(count: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const found: number[][] = [];
  for (let first = from; first <= count - size; first++)
    for (const rest of choices(count, size - 1, first + 1)) found.push([first, ...rest]);
  return found;
}
