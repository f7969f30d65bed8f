import { type Batch, decode, numbers, strings, texts } from "../../../core/batch.ts";
import { type Database, literal } from "../../../core/database.ts";
import { openViews } from "../../../io/open-views.ts";
import { textSources } from "../../../io/search/sources.ts";
import { HttpError } from "../../http/errors.ts";
import type { Reply } from "../../http/route.ts";
import type { Explorer, Shown } from "./explorer.ts";
import { type ExportedRow, type ExportFormat, encoders, mediaTypes } from "./export-formats.ts";
import { idAt, placeOf } from "./packed-ids.ts";
import { pointFacts } from "./rows.ts";

/** Each export reads with an engine of its own. */
const exportsAtOnce = 2;
const idsPerStatement = 20_000;

let running = 0;

/** The documents of a selection as a download that is made while it is sent: its size is bounded by nothing but the disk. */
export async function exportSelection(
  explorer: Explorer,
  shown: Shown,
  places: Uint32Array,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<Reply> {
  if (running >= exportsAtOnce)
    throw new HttpError(429, "too_many_exports", "Two exports are on their way already. Try again soon.");
  const pieces = exported(explorer, shown, places, format);
  const first = await pieces.next(); // what fails, fails before the first byte is sent
  if (signal.aborted) {
    await pieces.return(undefined);
    throw new HttpError(499, "gone", "The client went away.");
  }
  return { type: mediaTypes[format], bytes: joined(first, pieces), download: `selection.${format}` };
}

async function* joined(
  first: IteratorResult<Uint8Array | string>,
  rest: AsyncGenerator<Uint8Array | string>,
): AsyncGenerator<Uint8Array | string> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* exported(
  explorer: Explorer,
  shown: Shown,
  places: Uint32Array,
  format: ExportFormat,
): AsyncGenerator<Uint8Array | string, undefined> {
  running++;
  let database: Database | undefined;
  try {
    const factsAt = await exportFacts(explorer, shown);
    const { workspace } = explorer.dependencies.live;
    const views = await openViews(workspace);
    database = views.database;
    const { isEdited } = await textSources(workspace, views.run);
    await explorer.at(shown.version); // still the same map
    await choose(database, shown, places);
    const encoder = encoders[format]();
    for await (const batch of database.batches(isEdited ? editedQuery : plainQuery)) {
      yield* await encoder.rows(rowsOf(batch, shown, factsAt));
    }
    yield* await encoder.end();
    return undefined;
  } finally {
    running--;
    database?.close();
  }
}

type Facts = Omit<ExportedRow, "id" | "title" | "url" | "author" | "source" | "position" | "text">;

/** What is said of a point besides its document, from colourings in memory. */
async function exportFacts(explorer: Explorer, shown: Shown): Promise<(place: number) => Facts> {
  const plain = await pointFacts(explorer, shown);
  const tasks = (await explorer.colourings(shown)).filter(({ name }) => name.startsWith("label:"));
  const labels = await Promise.all(tasks.map(({ name }) => explorer.colours(shown, name)));
  return (place) => {
    const { language, cluster, clusterName, verdict, tokens } = plain(place);
    const own = tasks.flatMap(({ name }, i) => {
      const colours = labels[i];
      const label =
        colours.kind === "category" ? colours.categories.names[colours.categories.codes[place]] : undefined;
      return label === undefined ? [] : [[name.slice("label:".length), label] as const];
    });
    return { language, cluster, cluster_name: clusterName, verdict, tokens, labels: new Map(own) };
  };
}

/** Makes the table of the ids that are wanted. */
async function choose(database: Database, { map }: Shown, places: Uint32Array): Promise<void> {
  await database.execute("CREATE TABLE chosen (id VARCHAR)");
  for (let from = 0; from < places.length; from += idsPerStatement) {
    const ids = Array.from(places.subarray(from, from + idsPerStatement), (place) => idAt(map.ids, place));
    await database.execute(
      `INSERT INTO chosen SELECT unnest(from_json(${literal(JSON.stringify(ids))}, '["VARCHAR"]'))`,
    );
  }
}

const plainQuery = `SELECT id, title, url, author, source, position::DOUBLE AS position, text
  FROM documents SEMI JOIN chosen USING (id)`;

const editedQuery = `SELECT id, title, url, author, source, position::DOUBLE AS position, text.text
  FROM (SELECT id, title, url, author, source, position FROM documents SEMI JOIN chosen USING (id))
  JOIN (SELECT id, text FROM text SEMI JOIN chosen USING (id)) AS text USING (id)`;

function* rowsOf(batch: Batch, { map }: Shown, factsAt: (place: number) => Facts): Generator<ExportedRow> {
  const column = (name: string) => strings(batch, name);
  const [ids, titles, urls, authors, sources] = ["id", "title", "url", "author", "source"].map(column);
  const positions = numbers(batch, "position");
  const text = texts(batch);
  for (let i = 0; i < batch.numRows; i++) {
    const place = placeOf(map.ids, ids[i] ?? "");
    if (place < 0) continue;
    yield {
      id: ids[i] ?? "",
      title: titles[i],
      url: urls[i],
      author: authors[i],
      source: sources[i],
      position: Number.isNaN(positions[i]) ? null : positions[i],
      ...factsAt(place),
      text: decode(text, i),
    };
  }
}
