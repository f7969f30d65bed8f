import type { Random } from "../random.ts";
import type { Points } from "./points.ts";

/** The leaves of one random-projection tree: rows split by the plane between two random rows until at most `leaf` are left. */
export function projectionLeaves(points: Points, leaf: number, random: Random): Int32Array[] {
  const leaves: Int32Array[] = [];
  const open: Int32Array[] = [Int32Array.from({ length: points.length }, (_, i) => i)];
  while (open.length > 0) {
    const rows = open.pop()!;
    if (rows.length <= leaf) leaves.push(rows);
    else open.push(...split(points, rows, random));
  }
  return leaves;
}

function split(points: Points, rows: Int32Array, random: Random): [Int32Array, Int32Array] {
  const side = planeSides(points, rows, random);
  let above = 0;
  for (const value of side) above += value;
  if (above < rows.length * 0.05 || above > rows.length * 0.95) {
    for (let i = 0; i < side.length; i++) side[i] = random.below(2);
  }
  return [rows.filter((_, i) => side[i] === 0), rows.filter((_, i) => side[i] === 1)];
}

function planeSides({ values, dimensions }: Points, rows: Int32Array, random: Random): Uint8Array {
  const a = rows[random.below(rows.length)] * dimensions;
  const b = rows[random.below(rows.length)] * dimensions;
  const normal = new Float64Array(dimensions);
  let offset = 0;
  for (let t = 0; t < dimensions; t++) {
    normal[t] = values[a + t] - values[b + t];
    offset += (normal[t] * (values[a + t] + values[b + t])) / 2;
  }
  const side = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] * dimensions;
    let dot = 0;
    for (let t = 0; t < dimensions; t++) dot += normal[t] * values[row + t];
    side[i] = dot > offset ? 1 : 0;
  }
  return side;
}
