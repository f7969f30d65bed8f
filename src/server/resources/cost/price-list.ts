import { hardware } from "../../../tokens/cost/hardware.ts";
import {
  batchFactor,
  gpuPrices,
  modelPrices,
  type Provenance,
  storagePrices,
} from "../../../tokens/cost/prices.ts";
import { formatNumber } from "../../../viz/charts/format.ts";
import type { CostAnswer, CostKind } from "./wire.ts";

type Price = CostAnswer["questions"][number]["prices"][number];

/** The prices and figures that a question stands on, each with its source and date, and whether anyone opened it. */
export function priceList(kind: CostKind): Price[] {
  if (kind === "label") return [...models(), line("batch interface", `× ${batchFactor.value}`, batchFactor)];
  if (kind === "store")
    return Object.entries(storagePrices).map(([name, price]) =>
      line(name, `$ ${price.perGigabyteMonth} a GB and month`, price),
    );
  return Object.entries(hardware).flatMap(([name, { name: title, peak, watts, source, date }]) => {
    const { low, typical, high, ...provenance } = gpuPrices[name];
    const range = low === high ? "" : ` (${low} to ${high})`;
    return [
      line(title, `$ ${typical} an hour${range}`, provenance),
      line(title, `${formatNumber(peak / 1e12)} TFLOP/s, ${watts} W`, { source, date, seen: "excerpt" }),
    ];
  });
}

function models(): Price[] {
  return Object.entries(modelPrices).map(([name, price]) =>
    line(name, `$ ${price.input} in, $ ${price.output} out for a million tokens`, price),
  );
}

function line(what: string, value: string, { source, date, seen }: Provenance): Price {
  return { what, value, source, date, opened: seen === "read" };
}
