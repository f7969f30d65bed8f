import { MachineError } from "../core/errors.ts";

/** What the machine's refusals mean and what to do, by the code of the system. */
const meanings: Readonly<Record<string, readonly [what: string, wayOut: string]>> = {
  ENOSPC: ["the disk is full", "Free some space"],
  EDQUOT: ["the disk quota is used up", "Free some space"],
  EIO: ["the disk failed", "Check the disk, or use another --workspace"],
  EROFS: ["the disk is read-only", "Use another --workspace"],
  EACCES: ["permission denied", "Change the permissions, or use another --workspace"],
  EPERM: ["not permitted", "Change the permissions, or use another --workspace"],
  EMFILE: ["too many open files", "Raise the limit (ulimit -n)"],
  ENFILE: ["too many open files on this machine", "Close other programs"],
};

/** A refusal of the machine as one clear line; any other error as it is. */
export function explained(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const meaning = meanings[code ?? ""];
  if (!meaning || !code || error instanceof MachineError) return error;
  const [what, wayOut] = meaning;
  return new MachineError(
    `${what}: ${message}. ${wayOut}, then run the same command again: what is finished is kept`,
    code,
    {
      cause: error,
    },
  );
}
