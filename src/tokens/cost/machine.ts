import { cite } from "./estimate.ts";
import { type Hardware, hardware, utilisation } from "./hardware.ts";
import { gpuPrices } from "./prices.ts";

/** Hardware with its price and the range of both. */
export interface Machine extends Hardware {
  readonly price: number;
  readonly prices: readonly [number, number];
  readonly utilisation: number;
  readonly utilisations: readonly [number, number];
  readonly priceSource: string;
}

/** What a question asks for: hardware by short name, and what the person knows better than the tables. */
export interface MachineChoice {
  readonly hardware: keyof typeof hardware;
  readonly utilisation: number;
  readonly price?: number;
}

/** Fills in the market's prices; a price that was given has no range. */
export function machineOf(choice: MachineChoice): Machine {
  const market = gpuPrices[choice.hardware];
  const given = choice.price;
  return {
    ...hardware[choice.hardware],
    price: given ?? market.typical,
    prices: given === undefined ? [market.low, market.high] : [given, given],
    utilisation: choice.utilisation,
    utilisations: [
      Math.min(choice.utilisation, utilisation.low),
      Math.max(choice.utilisation, utilisation.high),
    ],
    priceSource: given === undefined ? cite(market) : "given",
  };
}
