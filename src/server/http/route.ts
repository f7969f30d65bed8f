import type { z } from "zod";

/** Who may use a route: anyone, whoever has a session, or the owner of the workspace. */
export type Access = "open" | "member" | "owner";

/** Who asks. */
export interface Person {
  readonly name: string;
  readonly role: "owner" | "annotator";
}

/** A checked request: what the schemas of its route made of it. */
export interface Asked<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Undefined on open routes without a session. */
  readonly person: Person | undefined;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** One operation of the API, whole: routing, checking, permission and its description in OpenAPI come from here. */
export interface Route {
  readonly method: "get" | "post" | "put" | "delete";
  /** As Express has it: `/api/tasks/:task/queue`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Schema of the JSON answer; absent for files and event streams. */
  readonly answer?: z.ZodType;
  readonly handle: (asked: Asked<never, never, never>) => unknown;
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** Declares a route with the types of its schemas. The result of `handle` is sent as JSON unless it is a `Reply`. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(
  definition: Omit<Route, "params" | "query" | "body" | "answer" | "handle"> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly answer?: A;
    readonly handle: (
      asked: Asked<Output<P>, Output<Q>, Output<B>>,
    ) => A extends z.ZodType ? z.input<A> | Promise<z.input<A>> : Reply | Promise<Reply>;
  },
): Route {
  return definition as unknown as Route;
}

/** An answer that is not JSON: bytes, a download, or a stream of events. */
export type Reply = BytesReply | EventsReply;

/** Bytes with their media type; `download` is the file name under which a browser saves them. */
export interface BytesReply {
  readonly type: string;
  readonly bytes: Uint8Array | string | AsyncIterable<Uint8Array | string>;
  readonly download?: string;
}

/** Server-sent events until the source ends or the client goes away. */
export interface EventsReply {
  readonly events: AsyncIterable<{ readonly event: string; readonly data: unknown; readonly id?: string }>;
}
