import type { Row } from "../../core/table.ts";
import type { Draft } from "./draft.ts";

/** Rows of `edits` for one document. `start` and `end` count characters (code points) of the text that the stage received. */
export function editRows(id: string, stage: string, draft: Draft): Row[] {
  const { original } = draft;
  let unit = 0;
  let point = 0;
  const points = (to: number) => {
    while (unit < to) {
      unit += (original.codePointAt(unit) as number) > 0xffff ? 2 : 1;
      point++;
    }
    return point;
  };
  return draft.edits().map(({ rule, start, end, replacement }) => ({
    id,
    stage,
    rule,
    start: points(start),
    end: points(end),
    removed: original.slice(start, end),
    replacement,
  }));
}
