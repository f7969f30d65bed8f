import type { Family } from "../signals/family.ts";

const shared = {
  source: "Sluice: languages of up to 16 passages spread over the text",
  dialect: "sluice",
} as const;

/** The languages of a text by share, for documents in more than one. Dearer than `language`, which names the main one. */
export const languageMixture: Family = {
  name: "language_mixture",
  version: 1,
  columns: {
    language_count: {
      type: "INTEGER",
      unit: "languages",
      definition: "Languages that at least 3 % of the text is written in; 0 where none is recognised.",
      ...shared,
    },
    main_language_share: {
      type: "DOUBLE",
      unit: "ratio",
      definition:
        "Share of the letters in the most frequent language, each weighted by how much it carries; 0 where none is recognised.",
      ...shared,
    },
    second_language: {
      type: "VARCHAR",
      unit: "ISO 639-1 code",
      definition: "The language that comes second; null in a text of one language.",
      ...shared,
    },
    second_language_share: {
      type: "DOUBLE",
      unit: "ratio",
      definition: "Its share of the letters; 0 in a text of one language.",
      ...shared,
    },
  },
  open: async () => {
    const { mixtureOf } = await import("./mixture.ts");
    return ({ bytes, length }) => {
      const { shares } = mixtureOf(Buffer.from(bytes.buffer, bytes.byteOffset, length).toString("utf8"));
      return {
        language_count: shares.length,
        main_language_share: shares[0]?.[1] ?? 0,
        second_language: shares[1]?.[0] ?? null,
        second_language_share: shares[1]?.[1] ?? 0,
      };
    };
  },
};
