/** Text that is already safe HTML or SVG. Only `html` and `raw` make it. */
export interface Markup {
  readonly markup: string;
}

/** What can stand in a template: text and numbers are escaped, markup is not, nothing stays of null and false. */
export type Content = string | number | Markup | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The one escape: text as it can stand in HTML, in SVG and in a quoted attribute. Control characters become spaces. */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, " ")
    .replace(/[&<>"']/g, (character) => entities[character]);
}

/** A template of markup: every interpolated text is escaped, so that documents can never become markup. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let markup = strings[0];
  contents.forEach((content, i) => {
    markup += render(content) + strings[i + 1];
  });
  return { markup };
}

/** Markup from a string that our own code wrote: never for text that came from outside. */
export function raw(markup: string): Markup {
  return { markup };
}

/** No markup at all. */
export const nothing: Markup = { markup: "" };

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (typeof content === "string") return escapeText(content);
  if (typeof content === "number") return String(content);
  return "markup" in content ? content.markup : content.map(render).join("");
}
