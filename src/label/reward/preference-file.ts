import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { UserError } from "../../core/errors.ts";
import type { Preference } from "./pairs.ts";

/** A preference with what it answers: pairs with one prompt stay on one side of a split. */
export interface PromptedPreference extends Preference {
  readonly prompt: string;
}

/** The hash of a file's content, for the key of the stage that reads it. */
export function fileHash(path: string): string {
  return createHash("sha256").update(readBytes(path)).digest("hex");
}

/** Reads `{"chosen": …, "rejected": …, "prompt"?: …}` per line; a `.gz` is unpacked. Without prompt, the common beginning is it. */
export function readPreferences(path: string): PromptedPreference[] {
  const bytes = readBytes(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text.split("\n").flatMap((line, i) => (line.trim() === "" ? [] : [parse(line, `${path}:${i + 1}`)]));
}

/** What two texts begin with alike. */
export function commonBeginning({ chosen, rejected }: Preference): string {
  let end = 0;
  while (end < chosen.length && chosen[end] === rejected[end]) end++;
  return chosen.slice(0, end);
}

function parse(line: string, place: string): PromptedPreference {
  const row = parseJson(line, place) as Partial<Record<keyof PromptedPreference, unknown>> | null;
  const { chosen, rejected, prompt } = row ?? {};
  if (typeof chosen !== "string" || typeof rejected !== "string") {
    throw new UserError(`${place}: a preference needs the texts "chosen" and "rejected"`);
  }
  return {
    chosen,
    rejected,
    prompt: typeof prompt === "string" ? prompt : commonBeginning({ chosen, rejected }),
  };
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new UserError(`${place}: not a line of JSON`, { cause });
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UserError(`score: cannot read the preferences ${path}`, { cause });
  }
}
