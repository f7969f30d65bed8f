import type { Page } from "./page.ts";

const described: ReadonlySet<string> = new Set(
  "og:title twitter:title description og:description".split(" "),
);

/** The distinct words of the page's own title and description: the main text speaks of them, furniture does not. */
export function topicWords(page: Page): ReadonlySet<string> {
  const sources = [
    page.title,
    ...page.metas.filter(({ name }) => described.has(name)).map(({ content }) => content),
  ];
  return new Set(significantWords(sources.join(" ").slice(0, 4000)));
}

/** Part of the topic's words that occur in the text, 0 to 1; 0.5 when the page tells no topic. */
export function topicCoverage(topic: ReadonlySet<string>, text: string): number {
  if (topic.size === 0) return 0.5;
  const found = new Set<string>();
  for (const word of significantWords(text)) if (topic.has(word)) found.add(word);
  return found.size / topic.size;
}

/** Words of four letters and more; pairs of characters where a script has no spaces. */
function significantWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]{2}|[\p{L}\p{N}\p{M}]{4,}/gu) ?? []
  );
}
