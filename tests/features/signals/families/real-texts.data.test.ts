import { describe, test } from "vitest";
import { dataRecords, hasData } from "../../../data.ts";
import { expectClose } from "../measured.ts";
import { measuredBy } from "./measured.ts";
import { dataJuicer, mc4, nemo, redpajama, refinedweb } from "./oracle.ts";

const files = [
  ["books.jsonl.gz", 41],
  ["languages.jsonl.gz", 7],
  ["quality/keep-or-drop.jsonl.gz", 2],
] as const;
const oracles = { mc4, refinedweb, nemo, data_juicer: dataJuicer, redpajama };

describe.skipIf(!hasData).each(files)("%s", (name, every) => {
  test.each(Object.entries(oracles))(
    "%s measures real texts as its definition over plain strings",
    async (family, oracle) => {
      const texts = dataRecords<{ text: string }>(name)
        .filter((_, i) => i % every === 0)
        .map(({ text }) => text.toWellFormed());
      const rows = await measuredBy([family], texts);
      for (const [i, row] of rows.entries()) expectClose(row, oracle(texts[i]) as Record<string, number>);
    },
  );
});
