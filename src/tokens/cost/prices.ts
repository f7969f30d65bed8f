/** Where a number comes from. `excerpt`: a search result quoted the page, nobody opened it: check before relying on it. */
export interface Provenance {
  readonly source: string;
  /** Year and month, or day. */
  readonly date: string;
  readonly seen: "read" | "excerpt";
}

/** A price range in US dollars. */
export interface PriceRange extends Provenance {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

/** A model's prices in US dollars for a million tokens. */
export interface ModelPrice extends Provenance {
  readonly input: number;
  readonly output: number;
}

const gpuMarket = { source: "mercatus-ai.com", date: "2026-05", seen: "excerpt" } as const;
const models = {
  source: "tokenmix.ai, from the vendors' pages",
  date: "2026-04-30",
  seen: "excerpt",
} as const;
const stores = { source: "vendors' price pages", date: "2026", seen: "excerpt" } as const;

/** Renting one GPU for an hour: long tail low, middle of the specialty clouds, hyperscaler high. */
export const gpuPrices: Readonly<Record<string, PriceRange>> = {
  a100: { low: 0.8, typical: 1.3, high: 3, ...gpuMarket },
  h100: { low: 1.99, typical: 3, high: 5, ...gpuMarket },
  h200: { low: 2.5, typical: 4, high: 7, ...gpuMarket },
  b200: {
    low: 5.5,
    typical: 5.5,
    high: 5.5,
    source: "skypilot-catalog v8 (Nebius)",
    date: "2026-11",
    seen: "read",
  },
};

/** Language models by name. Pages disagree and change: treat as a starting point and give your own price where it matters. */
export const modelPrices: Readonly<Record<string, ModelPrice>> = {
  "gpt-5.5": { input: 5, output: 30, ...models },
  "gpt-5.4": { input: 2.5, output: 15, ...models },
  "gpt-5.4-mini": { input: 0.75, output: 4.5, ...models },
  "claude-opus-4.7": { input: 5, output: 25, ...models },
  "claude-sonnet-4.6": { input: 3, output: 15, ...models },
  "claude-haiku-4.5": { input: 1, output: 5, ...models },
  "gemini-3.1-pro": { input: 2, output: 12, ...models },
  "gemini-3.1-flash-lite": { input: 0.25, output: 1.5, ...models },
  "deepseek-v4-flash": { input: 0.14, output: 0.28, ...models },
};

/** The prices of the model that is asked to label, the person's own first; undefined when people label. */
export function modelPriceOf(asked: {
  readonly model?: string;
  readonly priceIn?: number;
  readonly priceOut?: number;
}): ModelPrice | undefined {
  const { model, priceIn, priceOut } = asked;
  const given = { source: "given price", date: "now", seen: "read" } as const;
  if (model === undefined && priceIn === undefined && priceOut === undefined) return undefined;
  const listed = model === undefined ? { input: 0, output: 0, ...given } : modelPrices[model];
  const own = priceIn !== undefined && priceOut !== undefined ? given : {};
  return { ...listed, input: priceIn ?? listed.input, output: priceOut ?? listed.output, ...own };
}

/** Factor on a model's price for answers within a day. */
export const batchFactor = { value: 0.5, source: "leanlm.ai", date: "2026-06-10", seen: "excerpt" } as const;

/** US dollars for one gigabyte (1e9 bytes) a month. */
export const storagePrices: Readonly<Record<string, Provenance & { readonly perGigabyteMonth: number }>> = {
  "aws-s3": { perGigabyteMonth: 0.023, ...stores },
  "cloudflare-r2": { perGigabyteMonth: 0.015, ...stores },
  "backblaze-b2": { perGigabyteMonth: 0.006, ...stores },
  wasabi: { perGigabyteMonth: 0.0049, ...stores },
};
