/**
 * SQL that gives `train` or `validation` from a column `draw` in (0, 1) that documents of one cluster share. The least
 * draw is always held out, so that a validation set that was asked for is not empty.
 */
export function splitCase(validation: number): string {
  if (validation === 0) return "'train'";
  return `CASE WHEN draw < ${validation} OR (draw = min(draw) OVER () AND min(draw) OVER () < max(draw) OVER ())
    THEN 'validation' ELSE 'train' END`;
}
