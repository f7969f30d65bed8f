import type { Row } from "../../core/table.ts";
import type { TokenFacts, TokenPart } from "./facts.ts";
import { groupByFolder } from "./folders.ts";
import type { Ask } from "./queries.ts";

/** Tokens of the kept documents by folder, site, language, cluster, and by the labels of every task. */
export async function readTokens(ask: Ask, tokenizer: string): Promise<TokenFacts> {
  const byTask = Map.groupBy(await ask("tokensByLabel"), ({ task }) => String(task));
  return {
    tokenizer,
    by: [
      { name: "source", rest: "other", parts: groupByFolder((await ask("tokensBySource")).map(partOf)) },
      { name: "site", rest: "no address", parts: (await ask("tokensBySite")).map(partOf) },
      { name: "language", rest: "not known", parts: (await ask("tokensByLanguage")).map(partOf) },
      ...[...byTask].map(([name, rows]) => ({ name, rest: "no label", parts: rows.map(partOf) })),
      { name: "cluster", rest: "not on the map", parts: (await ask("tokensByCluster")).map(partOf) },
    ],
  };
}

function partOf({ name, tokens, documents }: Row): TokenPart {
  return { name: String(name), tokens: Number(tokens), documents: Number(documents) };
}
