/** Tags that run inside a paragraph: they do not end it and open no element of the tree. */
export const inlineTags: ReadonlySet<string> = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q rb rp rt ruby s " +
    "samp small span strike strong sub sup time tt u var wbr"
  ).split(" "),
);

/** Elements that never have content. */
export const voidTags: ReadonlySet<string> = new Set(
  "area base basefont br col embed frame hr img input link meta param source track wbr".split(" "),
);

/** Elements whose content is no text of the page: code, form controls, players, pictures. */
export const silentTags: ReadonlySet<string> = new Set(
  (
    "applet audio button canvas datalist iframe map noembed noframes noscript object optgroup option picture progress " +
    "script select style svg template textarea video"
  ).split(" "),
);

/** Start tags that close an open paragraph. */
export const closesParagraph: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 " +
    "h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul"
  ).split(" "),
);

/** For a start tag: the open elements it closes, and the elements behind which it does not look. */
export const impliedEnd: Readonly<Record<string, { closes: readonly string[]; within: readonly string[] }>> =
  {
    li: { closes: ["li"], within: ["ul", "ol", "menu"] },
    dt: { closes: ["dt", "dd"], within: ["dl"] },
    dd: { closes: ["dt", "dd"], within: ["dl"] },
    tr: { closes: ["tr", "td", "th"], within: ["table"] },
    td: { closes: ["td", "th"], within: ["tr", "table"] },
    th: { closes: ["td", "th"], within: ["tr", "table"] },
    tbody: { closes: ["tbody", "thead", "tfoot", "tr", "td", "th"], within: ["table"] },
    tfoot: { closes: ["tbody", "thead", "tfoot", "tr", "td", "th"], within: ["table"] },
    body: { closes: ["head"], within: [] },
  };

/** Whether the tag is h1 to h6. */
export function isHeading(tag: string): boolean {
  return tag.length === 2 && tag[0] === "h" && tag[1] >= "1" && tag[1] <= "6";
}

/** Elements that hold one paragraph: what stands beside them is their parent's. */
export const leafTags: ReadonlySet<string> = new Set("p h1 h2 h3 h4 h5 h6 blockquote".split(" "));

/** Elements in which a short line is content, wherever it stands. */
export const contentTags: ReadonlySet<string> = new Set("p li td th pre dt dd blockquote".split(" "));
