import type { Serving } from "../serving.ts";

/** One server-sent event. */
export interface Told {
  readonly event: string;
  readonly data: unknown;
}

/** What the stream of a workspace tells while some work is done, and a second after it. */
export async function collectEvents({ url, cookie }: Serving, work: () => Promise<void>): Promise<Told[]> {
  const stop = new AbortController();
  const { body } = await fetch(`${url}/api/runs/events`, { headers: { cookie }, signal: stop.signal });
  const told: Told[] = [];
  const reading = (async () => {
    let rest = "";
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop() ?? "";
      told.push(...blocks.flatMap(parse));
    }
  })().catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  await work();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  stop.abort();
  await reading;
  return told;
}

function parse(block: string): Told[] {
  const event = /^event: (.*)$/m.exec(block)?.[1];
  const data = /^data: (.*)$/m.exec(block)?.[1];
  return event === undefined || data === undefined ? [] : [{ event, data: JSON.parse(data) }];
}
