import type { Settings } from "./options.ts";

/** A run of words of an example that is looked for: from word `at`, `length` words. */
export interface GramPlace {
  readonly at: number;
  readonly length: number;
  /** Reaches from the question into the answer. */
  readonly seam: boolean;
}

/**
 * Which grams of an example of `question` and then `answer` words are looked for: every full gram of the chosen parts, and a
 * part that is shorter than a gram as a whole. An example of one part only is looked for whatever the choice says.
 */
export function gramPlaces(
  question: number,
  answer: number,
  { grams, shortest, from }: Pick<Settings, "grams" | "shortest" | "from">,
): GramPlace[] {
  const one = question === 0 || answer === 0;
  const counts = (part: Settings["from"][number]) => one || from.includes(part);
  const total = question + answer;
  const places: GramPlace[] = [];
  for (let at = 0; at + grams <= total; at++) {
    const part = at + grams <= question ? "question" : at >= question ? "answer" : "seam";
    if (counts(part)) places.push({ at, length: grams, seam: !one && part === "seam" });
  }
  const whole = (at: number, length: number, seam = false) => {
    if (length >= shortest && length < grams) places.push({ at, length, seam });
  };
  if (counts("question")) whole(0, question);
  if (counts("answer")) whole(question, answer);
  const bothShort = question < shortest && answer < shortest;
  if (bothShort && !one && counts("seam")) whole(0, total, true);
  return places;
}

/**
 * How many grams are all of an example: those of its question and answer, since a question that leaks without its answer leaks whole;
 * those of the seam where there are no others.
 */
export function gramTotal(places: readonly GramPlace[]): number {
  return places.filter(({ seam }) => !seam).length || places.length;
}
