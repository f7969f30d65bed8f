// Bad input of every kind: whatever cannot be read is a row of quarantine with its file, place and reason; the rest is read.
import { ingest, pipeline } from "sluice";

export default pipeline({
  name: "golden-quarantine",
  stages: { documents: ingest("input/*", { maximumRecordBytes: 8192 }) },
});

/** Records in the input, counted by hand: a file that cannot be read as what it is counts as one, the cut one has ten whole lines and a torn one. */
export const records = 29;

/** What is compared with the tables beside this file. */
export const queries = {
  documents: "SELECT source, position, length(text) AS characters FROM documents ORDER BY source, position",
  quarantine: `SELECT source, position,
      CASE WHEN source LIKE '%.parquet' THEN split_part(error, ':', 1) ELSE error END AS error -- the rest is DuckDB's
    FROM quarantine ORDER BY source, position`,
};
