/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const meanings: Readonly<Record<number, string>> = {
  8: "the workspace is read-only",
  10: "the disk failed",
  13: "the disk is full",
  14: "the folder of the workspace cannot be written",
};

const codes: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the workspace is read-only",
  EACCES: "the workspace may not be written by this user",
  EPERM: "the workspace may not be written by this user",
  ENOTDIR: 'its place, the folder "index" of the workspace, is taken by a file',
  EEXIST: 'its place, the folder "index" of the workspace, is taken by a file',
};

/** Why no index can be made, as half a sentence for a person. */
export function problemOf(error: unknown): string {
  const { code, errcode, message } = error as Error & { code?: string; errcode?: number };
  const known = codes[code ?? ""] ?? (errcode === undefined ? undefined : meanings[errcode & 0xff]);
  return known ?? message.split("\n")[0];
}
