import type { Dependencies } from "../../dependencies.ts";
import { HttpError, notFound } from "../../http/errors.ts";
import { type Route, route } from "../../http/route.ts";
import { type Explorer, explorerOf } from "../map/explorer.ts";
import { placeOf } from "../map/packed-ids.ts";
import { describeDocument } from "./describe.ts";
import { excerptOf, readHeads } from "./excerpts.ts";
import { nearestTo, readVectors } from "./neighbours.ts";
import {
  documentAnswer,
  documentParams,
  documentQuery,
  type NeighboursAnswer,
  neighboursAnswer,
  neighboursQuery,
} from "./wire.ts";

/** One document: its story, and the documents most like it. */
export function documentRoutes(dependencies: Dependencies): Route[] {
  const explorer = explorerOf(dependencies);
  return [
    route({
      method: "get",
      path: "/api/documents/:id",
      summary: "Everything the workspace knows of one document, and a piece of its text.",
      access: "member",
      params: documentParams,
      query: documentQuery,
      answer: documentAnswer,
      handle: ({ params, query }) => describeDocument(explorer, params.id, query),
    }),
    route({
      method: "get",
      path: "/api/documents/:id/neighbours",
      summary: "The documents most like one, by the cosine of their vectors.",
      access: "member",
      params: documentParams,
      query: neighboursQuery,
      answer: neighboursAnswer,
      handle: ({ params, query }) => neighboursOf(explorer, params.id, query.count),
    }),
  ];
}

async function neighboursOf(explorer: Explorer, id: string, count: number): Promise<NeighboursAnswer> {
  const { live } = explorer.dependencies;
  const { version, map } = await explorer.any();
  const vectors = await live.once("vectors", () => readVectors(live));
  if (vectors === undefined)
    throw new HttpError(
      404,
      "no_vectors",
      "This workspace has no vectors. Add to the pipeline: vectors: embed(), then run it again.",
    );
  const found = nearestTo(vectors, id, count);
  if (found === undefined)
    throw notFound(
      `The document ${JSON.stringify(id)} has no vector: only documents that survived have one.`,
    );
  const heads = await readHeads(
    live.rows,
    found.map((neighbour) => neighbour.id),
  );
  const neighbours = found.map((neighbour) => {
    const place = placeOf(map.ids, neighbour.id);
    const head = heads.get(neighbour.id);
    return {
      ...neighbour,
      index: place < 0 ? null : place,
      title: head?.title ?? null,
      excerpt: excerptOf(head?.excerpt ?? ""),
    };
  });
  return { version, model: vectors.model, neighbours };
}
