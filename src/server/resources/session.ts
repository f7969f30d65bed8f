import { z } from "zod";
import type { Dependencies } from "../dependencies.ts";
import { HttpError } from "../http/errors.ts";
import { type Route, route } from "../http/route.ts";
import { personName } from "../people-names.ts";

const sessionAnswer = z.strictObject({
  name: z.string(),
  role: z.enum(["owner", "annotator"]),
  /** Name of the workspace's folder. */
  workspace: z.string(),
});

/** Who is signed in, and where. */
export type SessionAnswer = z.infer<typeof sessionAnswer>;

/** Who asks, and invitations. Signing in and out sets cookies and is in `src/server/sessions/sign-in.ts`. */
export function sessionRoutes({ live, sessions }: Dependencies): Route[] {
  return [
    route({
      method: "get",
      path: "/api/session",
      summary: "Who is signed in at this browser",
      access: "member",
      answer: sessionAnswer,
      handle: ({ person }) => {
        if (person === undefined) throw new HttpError(401, "signed_out", "Nobody is signed in.");
        return { ...person, workspace: workspaceName(live.workspace.folder) };
      },
    }),
    route({
      method: "post",
      path: "/api/invitations",
      summary: "A one-time token for a colleague who labels",
      access: "owner",
      body: z.strictObject({ name: personName, role: z.enum(["owner", "annotator"]).default("annotator") }),
      answer: z.strictObject({ token: z.string(), path: z.string() }),
      handle: ({ body }) => {
        const token = sessions.invite(body);
        return { token, path: `/enter#${token}` };
      },
    }),
  ];
}

/** The folder's own name: `web-en.sluice`. */
export function workspaceName(folder: string): string {
  return (
    folder
      .replace(/[\\/]+$/, "")
      .split(/[\\/]/)
      .at(-1) ?? folder
  );
}
