import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** A string as an SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Lends a DuckDB of its own for foreign files: one thread (so that rows come in their order), bounded memory, no
 * extension from the network, and no file but `path` where that is local.
 */
export async function* withDatabase<T>(
  path: string | undefined,
  use: (connection: DuckDBConnection) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    memory_limit: "2GB",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    if (path !== undefined) await confine(connection, path);
    yield* use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function confine(connection: DuckDBConnection, path: string): Promise<void> {
  await connection.run(`SET allowed_paths = [${quoted(path)}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}
