/** An accelerator. */
export interface Hardware {
  readonly name: string;
  /** Dense BF16 peak in FLOP/s; sparse and FP8 figures are twice that and do not apply here. */
  readonly peak: number;
  /** Thermal design power in watts. */
  readonly watts: number;
  readonly gigabytes: number;
  readonly source: string;
  readonly date: string;
}

const datasheet = {
  source: "NVIDIA's dense BF16 peak and TDP (SXM), collected; data sheets not opened",
  date: "2026-11",
} as const;

/** Accelerators by short name. */
export const hardware: Readonly<Record<"a100" | "h100" | "h200" | "b200", Hardware>> = {
  a100: { name: "A100 SXM 80 GB", peak: 312e12, watts: 400, gigabytes: 80, ...datasheet },
  h100: { name: "H100 SXM 80 GB", peak: 989e12, watts: 700, gigabytes: 80, ...datasheet },
  h200: { name: "H200 SXM 141 GB", peak: 989e12, watts: 700, gigabytes: 141, ...datasheet },
  b200: { name: "B200 SXM", peak: 2250e12, watts: 1000, gigabytes: 180, ...datasheet },
};

/** Model FLOP utilisation: what public runs reached (LLaMA .43 to .51, Llama 3.1 405B .38 to .43 in its main phase). */
export const utilisation = { low: 0.3, typical: 0.4, high: 0.5 } as const;

/** Data centre and grid: LLaMA (Touvron et al. 2023, table 15) and the figure that Llama 2 implies. */
export const site = { pue: 1.1, kgPerKwh: 0.385, highKgPerKwh: 0.4235 } as const;
