import { type Answer, cite } from "./estimate.ts";
import { storagePrices } from "./prices.ts";
import type { Asked } from "./questions.ts";

/** Bytes of a file of token ids. */
export function tokenBytes(tokens: number, bytesPerToken: 2 | 4): number {
  return tokens * bytesPerToken;
}

/** Money and bytes of keeping tokens for a month. */
export function answerStore({ tokens, bytesPerToken, provider }: Asked<"store">): Answer {
  const bytes = tokenBytes(tokens, bytesPerToken);
  const monthly = Object.values(storagePrices).map(
    ({ perGigabyteMonth }) => (bytes / 1e9) * perGigabyteMonth,
  );
  const price = storagePrices[provider];
  return [
    {
      name: "money a month",
      value: (bytes / 1e9) * price.perGigabyteMonth,
      unit: "USD",
      range: [Math.min(...monthly), Math.max(...monthly)],
      formula: "tokens * bytes per token / 1e9 * price; the range is over providers",
      inputs: { tokens, bytesPerToken, provider, "price per GB and month": price.perGigabyteMonth },
      sources: [cite(price)],
    },
    {
      name: "size",
      value: bytes,
      unit: "bytes",
      range: [bytes, bytes],
      formula: "tokens * bytes per token (2 for uint16, 4 for uint32)",
      inputs: { tokens, bytesPerToken },
      sources: ["definition"],
    },
  ];
}
