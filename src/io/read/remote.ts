import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../../core/errors.ts";
import { BrokenStream } from "./bytes.ts";
import { messageOf } from "./fault.ts";
import { limits } from "./limits.ts";
import type { Reading } from "./reading.ts";
import { quoted, withDatabase } from "./reading-database.ts";

/** True for `http://`, `https://`, `s3://` and `hf://` addresses. */
export function isRemote(path: string): boolean {
  return /^(https?|s3|hf):\/\//i.test(path);
}

/** A file behind an address. */
export interface RemoteFile {
  readonly source: string;
  readonly bytes: number;
  /** Changes with the content, as far as the server tells. */
  readonly mark: string;
}

/** Loads DuckDB's httpfs; a UserError says what is missing and the way out. */
export async function loadHttpfs(connection: DuckDBConnection, address: string): Promise<void> {
  try {
    await connection.run("LOAD httpfs");
  } catch {
    throw new UserError(
      `${address}: reading addresses needs DuckDB's extension "httpfs", which is not installed here. ` +
        `Run INSTALL httpfs in a DuckDB of this version on a machine with network, or download the files and name them.`,
    );
  }
}

/** Lists what a remote address or glob matches; a UserError when it cannot be reached. */
export async function listRemote(address: string): Promise<RemoteFile[]> {
  const found: RemoteFile[] = [];
  const query = `SELECT filename, size, last_modified::VARCHAR FROM read_blob(${quoted(address)}) ORDER BY filename`;
  const files = withDatabase(undefined, async function* (connection) {
    await loadHttpfs(connection, address);
    yield* (await connection.runAndReadAll(query)).getRows();
  });
  try {
    for await (const [name, size, modified] of files) {
      found.push({ source: String(name), bytes: Number(size), mark: `${size}@${modified}` });
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${address}: ${messageOf(error)}. Check the address, or download the files and name them.`,
    );
  }
  return found;
}

/** The bytes behind an address, in one piece. */
export async function* remoteBytes(reading: Reading): AsyncGenerator<Buffer> {
  yield* withDatabase(undefined, async function* (connection) {
    await loadHttpfs(connection, reading.path);
    const sql = `SELECT size, CASE WHEN size <= ${limits.wholeFileBytes} THEN content END FROM read_blob(${quoted(reading.path)})`;
    const [size, content] = (await connection.runAndReadAll(sql)).getRows()[0] ?? [];
    if (content === null || typeof content !== "object" || !("bytes" in content)) {
      throw new BrokenStream(
        `file of ${size} bytes is too large to be read over the network. Download it and name it`,
      );
    }
    reading.tally.bytes += content.bytes.length;
    yield Buffer.from(content.bytes.buffer, content.bytes.byteOffset, content.bytes.length);
  });
}
