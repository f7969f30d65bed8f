import { z } from "zod";

const field = z.string().min(1);

/** Which field of a record becomes which column of `documents`, and what becomes of the others. */
export const columnsSchema = {
  text: field.default("text"),
  /** Field of the id; `false` makes ids from content and position, whatever fields there are. */
  id: z.union([field, z.literal(false)]).optional(),
  url: field.optional(),
  title: field.optional(),
  author: field.optional(),
  created: field.optional(),
  language: field.optional(),
  metadata: z.union([z.enum(["all", "none"]), z.array(field)]).default("all"),
};

/** The mapping in force: names of fields, and the fields that go to metadata (`undefined`: all others). */
export interface Columns {
  readonly text: string;
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly author: string;
  readonly created: string;
  readonly language: string;
  readonly metadata: ReadonlySet<string> | undefined;
  /** Columns that the user named: a table with a header must have them. */
  readonly named: readonly string[];
}

/** The columns of `documents` that a field of the same name fills unless the user says otherwise. */
export const mappedColumns = ["id", "url", "title", "author", "created", "language"] as const;

type ColumnOptions = { text: string; metadata: "all" | "none" | string[] } & {
  [name in (typeof mappedColumns)[number]]?: string | false | undefined;
};

/** A field that no record has. */
const noField = "\u0000";

/** Completes a mapping: a column that is not named is filled by the field of its own name. */
export function columnsOf(options: ColumnOptions): Columns {
  const mapped = Object.fromEntries(
    mappedColumns.map((name) => [name, options[name] === false ? noField : (options[name] ?? name)]),
  );
  return {
    ...(mapped as Record<(typeof mappedColumns)[number], string>),
    text: options.text,
    metadata:
      options.metadata === "all" ? undefined : new Set(options.metadata === "none" ? [] : options.metadata),
    named: mappedColumns.flatMap((name) => options[name] || []),
  };
}
