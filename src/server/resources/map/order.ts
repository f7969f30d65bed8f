import { HttpError } from "../../http/errors.ts";
import type { Explorer, Shown } from "./explorer.ts";

/** Places by the value of a colouring, missing values last, ties in the order of the points. */
export async function inOrder(
  explorer: Explorer,
  shown: Shown,
  places: Uint32Array<ArrayBuffer>,
  { by, descending }: { readonly by: string; readonly descending: boolean },
): Promise<Uint32Array<ArrayBuffer>> {
  const colours = await explorer.colours(shown, by);
  if (colours.kind !== "number")
    throw new HttpError(400, "bad_request", `order: ${JSON.stringify(by)} is a category, not a number`);
  const { values } = colours;
  const sign = descending ? -1 : 1;
  return places.slice().sort((a, b) => {
    const [first, second] = [values[a], values[b]];
    if (first === second) return a - b;
    return sign * (first - second) || Number(Number.isNaN(first)) - Number(Number.isNaN(second)) || a - b;
  });
}
