import { Worker } from "node:worker_threads";
import type { Found, IndexIds } from "./index-file.ts";

/** A question that takes longer ends its thread: SQLite cannot be interrupted. */
const longestMs = 10_000;

/** What an index can be asked. */
export type Question =
  | { readonly kind: "find"; readonly match: string; readonly limit: number; readonly offset: number }
  | { readonly kind: "matches"; readonly match: string }
  | { readonly kind: "ids" };

/** A question of one kind. */
export type QuestionOf<K extends Question["kind"]> = Extract<Question, { readonly kind: K }>;

/** Its answers by kind of question. */
export interface Answers {
  readonly find: { readonly count: number; readonly found: readonly Found[] };
  readonly matches: Uint32Array<ArrayBuffer>;
  readonly ids: IndexIds;
}

/** What the thread says. */
export type ThreadMessage =
  | { readonly type: "open"; readonly documents: number }
  | { readonly type: "unusable"; readonly why: string }
  | { readonly type: "answer"; readonly to: number; readonly answer: Answers[keyof Answers] }
  | { readonly type: "error"; readonly to: number; readonly message: string };

/** An index file in a thread of its own, so that a search blocks nobody. */
export class IndexThread {
  readonly documents: number;
  private readonly worker: Worker;
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>();
  private asked = 0;
  private isClosing = false;

  private constructor(worker: Worker, documents: number, ended: (why: string) => void) {
    this.documents = documents;
    this.worker = worker;
    let why = "its thread ended";
    worker.on("error", (error) => {
      why = error.message;
    });
    worker.on("exit", () => {
      for (const { reject } of this.waiting.values()) reject(new Error(why));
      ended(why);
    });
    worker.on("message", (message: ThreadMessage) => this.hear(message));
    worker.unref(); // listeners hold the process: after the last of them
  }

  /** Opens a file; rejects when it is no whole index. `ended` hears when the thread is gone. */
  static async open(path: string, ended: (why: string) => void): Promise<IndexThread> {
    const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
    const worker = new Worker(new URL(`./thread.${ending}`, import.meta.url), { workerData: path });
    const { promise, resolve, reject } = Promise.withResolvers<ThreadMessage>();
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread of the index ended")));
    const first = await promise;
    for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
    if (first.type === "open") return new IndexThread(worker, first.documents, ended);
    await worker.terminate();
    throw new Error(first.type === "unusable" ? first.why : "the thread of the index said something else");
  }

  async ask<K extends Question["kind"]>(question: QuestionOf<K>): Promise<Answers[K]> {
    const to = ++this.asked;
    const answer = Promise.withResolvers<unknown>();
    this.waiting.set(to, answer);
    const timer = setTimeout(() => {
      answer.reject(new Error(`it took more than ${longestMs / 1000} seconds: use rarer words`));
      void this.worker.terminate();
    }, longestMs);
    this.worker.postMessage({ to, question });
    try {
      return (await answer.promise) as Answers[K];
    } finally {
      clearTimeout(timer);
      this.waiting.delete(to);
      if (this.isClosing) this.endIfIdle();
    }
  }

  /** Ends the thread after the questions on their way. */
  close(): void {
    this.isClosing = true;
    this.endIfIdle();
  }

  private endIfIdle(): void {
    if (this.waiting.size === 0) void this.worker.terminate();
  }

  private hear(message: ThreadMessage): void {
    if (message.type === "answer") this.waiting.get(message.to)?.resolve(message.answer);
    else if (message.type === "error") this.waiting.get(message.to)?.reject(new Error(message.message));
  }
}
