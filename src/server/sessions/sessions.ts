import type { Person } from "../http/route.ts";

/** A person at a browser. */
export interface Session {
  readonly person: Person;
  /** Names the session without letting anyone use it. */
  readonly key: string;
  /** False once it was ended or has expired. */
  isAlive(): boolean;
}

/** Links that let in once, and the sessions they become. Tokens are kept as hashes only. */
export interface Sessions {
  /** Name of the cookie: browsers share cookies between ports, so every workspace has its own. */
  readonly cookie: string;
  /** A new one-time token for a person. */
  invite(person: Person): string;
  /** The token of a new session for a one-time token, or undefined when that is unknown, used or too old. */
  enter(token: string): { readonly token: string; readonly person: Person } | undefined;
  /** The living session of a token. */
  find(token: string): Session | undefined;
  end(token: string): void;
  /** True when an owner can still come in by a cookie. */
  hasOwner(): boolean;
  close(): void;
}
