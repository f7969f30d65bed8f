/** A text in lower case, and where each of its positions lies in the text: `İ` becomes two units. */
export interface Lowered {
  readonly lower: string;
  place(at: number): number;
}

/** The text as labeling functions compare it, with the way back to the text as it is. */
export function lowered(text: string): Lowered {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return { lower, place: (at) => at };
  const places = new Uint32Array(lower.length + 1);
  let at = 0;
  let from = 0;
  for (const character of text) {
    const { length } = character.toLowerCase();
    places.fill(from, at, at + length);
    at += length;
    from += character.length;
  }
  places.fill(from, at);
  return { lower, place: (position) => places[position] };
}
