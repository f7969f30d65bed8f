/** What a page's structured data says about its article (schema.org, JSON-LD). */
export interface StructuredData {
  readonly headline: string | null;
  readonly author: string | null;
  readonly published: string | null;
  /** The body, where the page ships it for machines; often shortened or with markup. */
  readonly body: string | null;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const maximumCharacters = 1024 * 1024;
const maximumObjects = 2_000;
const articleTypes = /Article|Posting|Report|Story|Review|Recipe|WebPage/;

/** Reads the first article of each kind of fact from the page's JSON-LD; what does not parse is skipped. */
export function readJsonLd(scripts: readonly string[]): StructuredData {
  const objects = scripts.flatMap((script) => objectsIn(parse(script)));
  const articles = objects.filter((object) => articleTypes.test(String(object["@type"] ?? "")));
  articles.sort((a, b) => rank(a) - rank(b));
  const first = (read: (object: JsonObject) => string | null) =>
    articles.map(read).find((value) => value !== null) ?? null;
  return {
    headline: first((object) => text(object.headline)),
    author: first((object) => personName(object.author)),
    published: first((object) => text(object.datePublished)),
    body: first((object) => text(object.articleBody)),
  };
}

/** An article tells more about the text than the page around it. */
function rank(object: JsonObject): number {
  return /WebPage/.test(String(object["@type"])) ? 1 : 0;
}

function parse(script: string): Json {
  if (script.length > maximumCharacters) return null;
  try {
    // Raw line ends inside strings are the commonest fault.
    return JSON.parse(script.replace(/\p{Cc}+/gu, " ")) as Json;
  } catch {
    return null;
  }
}

/** All objects of a value, outer ones first, without recursion: the nesting is the page's choice. */
function objectsIn(value: Json): JsonObject[] {
  const found: JsonObject[] = [];
  const queue: Json[] = [value];
  for (let i = 0; i < queue.length && i < maximumObjects; i++) {
    const next = queue[i];
    if (Array.isArray(next)) queue.push(...next.slice(0, maximumObjects));
    else if (next !== null && typeof next === "object") {
      found.push(next);
      for (const child of Object.values(next))
        if (child !== null && typeof child === "object") queue.push(child);
    }
  }
  return found;
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function personName(value: Json | undefined): string | null {
  const people = Array.isArray(value) ? value : [value ?? null];
  const names = people.map((person) =>
    person !== null && typeof person === "object" && !Array.isArray(person)
      ? text(person.name)
      : text(person),
  );
  return names.filter((name) => name !== null).join(", ") || null;
}
