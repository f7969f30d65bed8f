import type { Transform } from "node:stream";
import { limits } from "./limits.ts";

/** What came out of one piece of compressed input. */
export interface Step {
  readonly parts: readonly Buffer[];
  /** Bytes of the input that were used: fewer than given when the compressed stream ended inside it. */
  readonly used: number;
  readonly ended: boolean;
  readonly error?: Error;
}

/** A decompressor fed piece by piece: same pieces, same steps, and an error never takes earlier output with it. */
export interface Engine {
  feed(input: Buffer): Promise<Step>;
  /** Tells the end of the input; the step has an error when the compressed stream is not complete. */
  finish(): Promise<Step>;
  close(): void;
}

/** What was read and written so far in a compressed file, over all its members: the guard against bombs. */
export interface Ratio {
  in: number;
  out: number;
}

/** Wraps a zlib stream of node as an engine. */
export function engineOf(stream: Transform & { bytesWritten: number }, ratio: Ratio): Engine {
  let parts: Buffer[] = [];
  let settle: (step: { ended: boolean; error?: Error }) => void = () => undefined;
  stream.on("data", (part: Buffer) => {
    parts.push(part);
    ratio.out += part.length;
    if (!isBomb(ratio)) return;
    settle({ ended: false, error: new Error(bomb) });
    stream.destroy();
  });
  stream.on("end", () => settle({ ended: true }));
  stream.on("error", (error) => settle({ ended: false, error }));
  const run = async (start: (done: () => void) => void): Promise<Step> => {
    const before = stream.bytesWritten;
    parts = [];
    const result = await new Promise<{ ended: boolean; error?: Error }>((resolve) => {
      settle = resolve;
      start(() => resolve({ ended: false }));
    });
    return { ...result, parts, used: stream.bytesWritten - before };
  };
  return {
    feed: (input) => {
      ratio.in += input.length;
      return run((done) => stream.write(input, (error) => error ?? done()));
    },
    finish: () => run(() => stream.end()),
    close: () => stream.destroy(),
  };
}

const bomb = `more than ${limits.compressionRatio} times as large when decompressed, which no text is`;

function isBomb({ in: read, out }: Ratio): boolean {
  return out > limits.ratioAfterBytes && out > read * limits.compressionRatio;
}
