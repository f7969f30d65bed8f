import { expect, test } from "vitest";
import { findCycles } from "../../../../src/features/signals/families/cycles.ts";
import { expectClose } from "../measured.ts";
import { measuredBy } from "./measured.ts";
import { cycles, dataJuicer, mc4, nemo, redpajama, refinedweb } from "./oracle.ts";
import { randomTexts } from "./random-texts.ts";

const oracles = { mc4, refinedweb, nemo, data_juicer: dataJuicer, redpajama };
const texts = [...randomTexts(400), "", " ", "\n", "\n\n\n", "a", "É", "\u0301", "😀", "\0", "a\r\nb\u2028c"];

test.each(Object.entries(oracles))(
  "%s equals its definition over plain strings, on random text and on edges",
  async (name, oracle) => {
    const rows = await measuredBy([name], texts);
    for (const [i, row] of rows.entries()) {
      const expected = oracle(texts[i]);
      const numbers = Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== null));
      expectClose(row, numbers as Record<string, number>);
      for (const [signal, value] of Object.entries(expected))
        if (value === null) expect(row[signal], signal).toBeNull();
    }
  },
);

test("cycles are those that trying every unit at every place finds", () => {
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed / 0x80000000;
  };
  for (let run = 0; run < 400; run++) {
    const items: number[] = [];
    while (items.length < 60) {
      const unit = Array.from({ length: 1 + Math.floor(random() * 5) }, () => Math.floor(random() * 3));
      for (let k = 0; k < 1 + random() * 5; k++) items.push(...unit);
    }
    for (const [unit, times] of [
      [13, 3],
      [5, 4],
      [1, 2],
    ])
      expect(findCycles(Int32Array.from(items), items.length, unit, times)).toEqual(
        cycles(items, unit, times),
      );
  }
});
