import { type Route, route } from "../../http/route.ts";
import { actOn } from "./act.ts";
import type { Explorer, Shown } from "./explorer.ts";
import { exportSelection } from "./export.ts";
import { inOrder } from "./order.ts";
import { readRows } from "./rows.ts";
import { select } from "./select.ts";
import {
  actAnswer,
  actBody,
  exportBody,
  indicesBody,
  type SelectionAnswer,
  selectionAnswer,
  selectionBody,
} from "./wire.ts";

/** Selections of points: counted, shown, exported, labeled and decided on. */
export function selectionRoutes(explorer: Explorer): Route[] {
  return [
    route({
      method: "post",
      path: "/api/selections",
      summary: "Count, tokens and a page of the documents that a condition selects.",
      access: "member",
      body: selectionBody,
      answer: selectionAnswer,
      handle: async ({ body }) => {
        const shown = await explorer.at(body.version);
        const places = await select(explorer, shown, body.where);
        const ordered = body.order ? await inOrder(explorer, shown, places, body.order) : places;
        const page = ordered.subarray(body.offset, body.offset + body.limit);
        return answerOf(explorer, shown, places, await readRows(explorer, shown, page));
      },
    }),
    route({
      method: "post",
      path: "/api/selections/indices",
      summary: "Places of the points that a condition selects: 32-bit integers, little-endian.",
      access: "member",
      body: indicesBody,
      handle: async ({ body }) => {
        const places = await select(explorer, await explorer.at(body.version), body.where);
        return { type: "application/octet-stream", bytes: new Uint8Array(places.buffer) };
      },
    }),
    route({
      method: "post",
      path: "/api/selections/export",
      summary: "The documents that a condition selects, with their texts, as a file.",
      access: "member",
      body: exportBody,
      handle: async ({ body, signal }) => {
        const shown = await explorer.at(body.version);
        const places = await select(explorer, shown, body.where);
        return exportSelection(explorer, shown, places, body.format, signal);
      },
    }),
    route({
      method: "post",
      path: "/api/selections/act",
      summary:
        "Labels, drops or keeps all documents that a condition selects: one deed, which can be undone.",
      access: "owner",
      body: actBody,
      answer: actAnswer,
      handle: async ({ body, person }) => {
        const shown = await explorer.at(body.version);
        const places = await select(explorer, shown, body.where);
        return actOn(explorer, shown, places, body, person!.name);
      },
    }),
  ];
}

async function answerOf(
  explorer: Explorer,
  shown: Shown,
  places: Uint32Array,
  rows: SelectionAnswer["rows"],
): Promise<SelectionAnswer> {
  const isCounted = (await explorer.colourings(shown)).some(({ name }) => name === "tokens");
  const colours = isCounted ? await explorer.colours(shown, "tokens") : undefined;
  if (colours?.kind !== "number") return { count: places.length, tokens: null, rows };
  let tokens = 0;
  for (const place of places) if (colours.values[place] > 0) tokens += colours.values[place];
  return { count: places.length, tokens, rows };
}
