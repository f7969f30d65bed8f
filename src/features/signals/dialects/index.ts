import type { Family } from "../family.ts";
import { c4Dclm } from "./c4-dclm.ts";
import { c4Dolma } from "./c4-dolma.ts";
import { gopherDclm } from "./dclm.ts";
import { gopherDolma } from "./dolma.ts";
import { finewebV1 } from "./fineweb-v1.ts";
import { gopherRedpajama } from "./redpajama.ts";

/** The same papers in other readings: Gopher's and C4's signals of Dolma, DCLM and RedPajama, FineWeb's of its first release. */
export const dialectFamilies: readonly Family[] = [
  gopherDolma,
  gopherDclm,
  gopherRedpajama,
  c4Dolma,
  c4Dclm,
  finewebV1,
];
