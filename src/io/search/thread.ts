import { parentPort, workerData } from "node:worker_threads";
import { IndexFile } from "./index-file.ts";
import type { Answers, Question, ThreadMessage } from "./index-thread.ts";

type Answer = Answers[keyof Answers];

const port = parentPort!;
const say = (message: ThreadMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

try {
  const index = new IndexFile(workerData as string);
  port.on("message", ({ to, question }: { to: number; question: Question }) => answerTo(index, to, question));
  say({ type: "open", documents: index.documents });
} catch (error) {
  say({ type: "unusable", why: (error as Error).message });
}

function answerTo(index: IndexFile, to: number, question: Question): void {
  try {
    const answer = answerOf(index, question);
    say({ type: "answer", to, answer }, buffersOf(answer));
  } catch (error) {
    say({ type: "error", to, message: (error as Error).message });
  }
}

function answerOf(index: IndexFile, question: Question): Answer {
  if (question.kind === "ids") return index.ids();
  if (question.kind === "matches") return index.matches(question.match);
  const { match, limit, offset } = question;
  return { count: index.count(match), found: index.find(match, limit, offset) };
}

function buffersOf(answer: Answer): ArrayBuffer[] {
  if (answer instanceof Uint32Array) return [answer.buffer];
  return "bytes" in answer ? [answer.bytes.buffer, answer.offsets.buffer] : [];
}
