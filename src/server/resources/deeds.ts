import { z } from "zod";
import { MachineError } from "../../core/errors.ts";
import type { Dependencies } from "../dependencies.ts";
import { HttpError } from "../http/errors.ts";
import { type Person, type Route, route } from "../http/route.ts";
import { visibleName } from "../people-names.ts";

const document = z.string().min(1).max(1000);
const documents = z.array(document).min(1).max(200_000);
const seconds = z.number().min(0).max(1e6);
const line = z.string().max(1000);

const act = z.discriminatedUnion("act", [
  z.strictObject({
    act: z.literal("answer"),
    task: visibleName,
    document,
    labels: z.array(visibleName).min(1).max(100),
    seconds,
    evidence: z.boolean(),
  }),
  z.strictObject({ act: z.literal("skip"), task: visibleName, document, seconds }),
  z.strictObject({
    act: z.literal("remark"),
    task: visibleName,
    document,
    comment: z.string().max(10_000),
    flagged: z.boolean(),
  }),
  z
    .strictObject({
      act: z.literal("prefer"),
      task: visibleName,
      left: document,
      right: document,
      choice: z.enum(["left", "right", "tie", "neither"]),
      seconds,
    })
    .refine(({ left, right }) => left !== right, "must be about two documents"),
  z.strictObject({
    act: z.literal("label"),
    task: visibleName,
    documents,
    label: visibleName,
    selection: line,
  }),
  z.strictObject({
    act: z.literal("decide"),
    documents,
    verdict: z.enum(["drop", "keep"]),
    reason: z.string().trim().min(1).max(1000),
    selection: line,
  }),
  z.strictObject({ act: z.literal("undo"), deed: z.uuid() }),
]);

const newDeed = z.strictObject({ id: z.uuid(), act });

const recorded = z.strictObject({
  deeds: z.array(z.strictObject({ id: z.string(), seq: z.number(), at: z.iso.datetime() })),
});

const listed = z.strictObject({
  deeds: z.array(
    z.strictObject({
      id: z.string(),
      seq: z.number(),
      voter: z.string(),
      at: z.iso.datetime(),
      undone: z.boolean(),
      /** How many documents it is about; `act.documents` names no more than the first 100. */
      about: z.number(),
      act: z.looseObject({ act: z.string() }),
    }),
  ),
});

/** What `POST /api/deeds` answers once the deeds are on disk. */
export type RecordedAnswer = z.infer<typeof recorded>;
/** What `GET /api/deeds` answers. */
export type DeedsAnswer = z.infer<typeof listed>;

const kinds = z.enum(["answer", "skip", "remark", "prefer", "label", "decide", "undo"]);
/** `answer,skip`. */
const listOfActs = z
  .string()
  .max(100)
  .transform((list) => list.split(","))
  .pipe(z.array(kinds));

/** Acts on many documents, and verdicts, are the owner's. */
const ownersActs = new Set(["label", "decide"]);

/** What people do, and what they did. */
export function deedsRoutes({ people }: Dependencies): Route[] {
  return [
    route({
      method: "post",
      path: "/api/deeds",
      summary: "Record acts; the answer comes when they are on disk. The same id is recorded once",
      access: "member",
      body: z.strictObject({ deeds: z.array(newDeed).min(1).max(1000) }),
      answer: recorded,
      handle: ({ body, person }) => {
        const { name } = allowed(person, body.deeds);
        const deeds = written(() => people.record(name, body.deeds));
        return { deeds: deeds.map(({ id, seq, at }) => ({ id, seq, at: at.toISOString() })) };
      },
    }),
    route({
      method: "get",
      path: "/api/deeds",
      summary: "One's own acts, newest first; the owner may ask for everybody's",
      access: "member",
      query: z.strictObject({
        task: visibleName.optional(),
        acts: listOfActs.optional(),
        voter: z.enum(["own", "all"]).default("own"),
        limit: z.coerce.number().int().min(1).max(1000).default(50),
      }),
      answer: listed,
      handle: ({ query: { task, acts, voter, limit }, person }) => {
        if (voter === "all" && person?.role !== "owner")
          throw new HttpError(403, "owner_only", "Only the owner sees what others did.");
        const own = voter === "all" ? undefined : person?.name;
        const deeds = people.deeds({ voter: own, task, acts, limit });
        return {
          deeds: deeds.map(({ at, act: told, ...deed }) => ({
            ...deed,
            at: at.toISOString(),
            act: { ...told },
          })),
        };
      },
    }),
  ];
}

/** What the disk refused is not the client's fault: it keeps its deeds and sends them again. */
function written<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof MachineError)) throw cause;
    throw new HttpError(503, "not_written", cause.message, { cause });
  }
}

function allowed(person: Person | undefined, deeds: readonly { act: { act: string } }[]): Person {
  if (person === undefined) throw new HttpError(401, "signed_out", "Sign in first.");
  const owners = deeds.find((deed) => ownersActs.has(deed.act.act));
  if (owners !== undefined && person.role !== "owner")
    throw new HttpError(403, "owner_only", `Only the owner may ${owners.act.act} many documents at once.`);
  return person;
}
