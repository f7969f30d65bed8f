/** Colour only for verdicts and errors, and only where a person reads it. */
export interface Colours {
  readonly keep: (text: string) => string;
  readonly drop: (text: string) => string;
  readonly muted: (text: string) => string;
  readonly strong: (text: string) => string;
}

/** The colours of a stream: none when it is no terminal, or when NO_COLOR is set. */
export function colours(stream: { isTTY?: boolean }, environment = process.env): Colours {
  if (!stream.isTTY || environment.NO_COLOR) return { keep: same, drop: same, muted: same, strong: same };
  return { keep: code("38;5;36"), drop: code("38;5;166"), muted: code("2"), strong: code("1") };
}

function same(text: string): string {
  return text;
}

function code(sequence: string): (text: string) => string {
  return (text) => `\u001b[${sequence}m${text}\u001b[0m`;
}
