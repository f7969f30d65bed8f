import type { Tables } from "../../core/database.ts";
import { readParquet } from "./read.ts";
import { parquetWriter } from "./write.ts";

/** Tables on disk: Parquet, written and read by our own code, queried by DuckDB. */
export const tables: Tables = { writer: parquetWriter, read: readParquet };
