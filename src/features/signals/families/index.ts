import type { Family } from "../family.ts";
import { badWords } from "./bad-words.ts";
import { compressibility } from "./compressibility.ts";
import { dataJuicer } from "./data-juicer.ts";
import { fineweb2 } from "./fineweb-2.ts";
import { madlad } from "./madlad.ts";
import { mc4 } from "./mc4.ts";
import { nemo } from "./nemo.ts";
import { redpajama } from "./redpajama.ts";
import { refinedweb } from "./refinedweb.ts";
import { repetition } from "./repetition.ts";
import { urlSignals } from "./url-signals.ts";

export { type BadWordsOptions, badWords } from "./bad-words.ts";
export { type Fineweb2Bounds, fineweb2Bounds, fineweb2Languages } from "./fineweb-2.ts";
export { fineweb2Rules } from "./fineweb-2-rules.ts";
export { type UrlSignalsOptions, urlSignals } from "./url-signals.ts";
export type { ListOption } from "./word-lists.ts";

/** Signals of mC4, FineWeb-2, RefinedWeb, MADLAD-400, NeMo Curator, Data-Juicer, RedPajama-V2, and what stands beside them. */
export const moreFamilies: readonly Family[] = [
  mc4,
  fineweb2,
  refinedweb,
  madlad,
  nemo,
  dataJuicer,
  redpajama,
  compressibility,
  repetition,
  badWords(),
  urlSignals(),
];
