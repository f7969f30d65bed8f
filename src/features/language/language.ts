import type { Family } from "../signals/family.ts";

const shared = {
  source: "Unicode scripts, n-grams of the eld library 2.1, function words",
  dialect: "sluice",
} as const;

/** Language identification as a family of signals. The n-grams are loaded in the worker that opens it. */
export const language: Family = {
  name: "language",
  version: 3,
  columns: {
    language: {
      type: "VARCHAR",
      unit: "ISO 639-1 code",
      definition:
        "Main language of the text, read at its start, middle and end; zh-Hans and zh-Hant apart; null when none is recognised.",
      ...shared,
    },
    language_score: {
      type: "DOUBLE",
      unit: "probability-like, 0 to 1",
      definition:
        "Share of the letters that are in the script of the language, times the confidence in the language; 0 for an empty document.",
      ...shared,
    },
  },
  open: async () => {
    const { detectLanguage } = await import("./detect.ts");
    return ({ bytes, length }) => {
      const { language: found, score } = detectLanguage(
        Buffer.from(bytes.buffer, bytes.byteOffset, length).toString("utf8"),
      );
      return { language: found, language_score: score };
    };
  },
};
