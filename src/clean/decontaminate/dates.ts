import type { Normalisation } from "./letters.ts";

const WEEKDAY = Array.from("weekday", (letter) => letter.codePointAt(0) as number);
const MONTH = Array.from("month", (letter) => letter.codePointAt(0) as number);

const weekdays = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
const months = "january february march april may june july august september october november december".split(
  " ",
);

/**
 * English weekdays and months as whole words, so that `may` in `mayor` stays what it is, with the letters of the word that
 * stands for them all. Where case counts, only `Monday` is a weekday.
 */
export function namesOfDates({
  lowercase,
}: Pick<Normalisation, "lowercase">): Map<string, readonly number[]> {
  const spelt = (name: string) => (lowercase ? name : name[0].toUpperCase() + name.slice(1));
  return new Map([
    ...weekdays.map((name) => [spelt(name), WEEKDAY] as const),
    ...months.map((name) => [spelt(name), MONTH] as const),
  ]);
}
