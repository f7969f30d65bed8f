/** A fenced block of a page and what the HTML comment before it asks of the test. */
export interface Block {
  readonly line: number;
  readonly language: string;
  readonly content: string;
  /** From `<!-- file: name -->`: the block is written there. */
  readonly file?: string;
  /** From `<!-- exit: 3 -->`: the commands end with this code. */
  readonly exit: number;
  /** From `<!-- not run: why -->`. */
  readonly notRun?: string;
}

/** The fenced blocks of a Markdown page, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const fence = /(?:^<!-- ([^\n]*) -->\n)?^```(\w*)\n(.*?)^```$/gms;
  for (const { index, 1: comment = "", 2: language, 3: content } of markdown.matchAll(fence)) {
    blocks.push({
      line: markdown.slice(0, index).split("\n").length,
      language,
      content,
      exit: Number(after(comment, "exit") ?? 0),
      file: after(comment, "file"),
      notRun: after(comment, "not run"),
    });
  }
  return blocks;
}

function after(comment: string, key: string): string | undefined {
  return comment.startsWith(`${key}: `) ? comment.slice(key.length + 2) : undefined;
}

/** Links of a page to files of the repository, without those in code. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^```.*?^```$/gms, "").replace(/`[^`]*`/g, "");
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** Commands in running text: `sluice rules try …` gives `rules try`. */
export function commandsIn(markdown: string): string[] {
  const found = markdown.matchAll(/(?:`|^|\s)(?:npx )?sluice ([a-z]+)(?: ([a-z]+))?/gm);
  return [...found].map(([, command, second]) => `${command} ${second ?? ""}`.trim());
}
