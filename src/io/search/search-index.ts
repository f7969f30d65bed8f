import { type IndexPlan, indexPath } from "./build.ts";
import { type Building, startBuilding } from "./building.ts";
import { type Answers, IndexThread, type Question, type QuestionOf } from "./index-thread.ts";

/** How far an index is. */
export type SearchState =
  | { readonly status: "building"; readonly progress: number }
  | { readonly status: "ready"; readonly documents: number }
  | { readonly status: "failed"; readonly problem: string };

/** The index of a workspace's texts: opened, or made first where there is none or it is damaged. */
export class SearchIndex {
  readonly key: string;
  private current: SearchState = { status: "building", progress: 0 };
  private thread: IndexThread | undefined;
  private building: Building | undefined;
  private isClosed = false;
  /** It was there, but its thread has ended since: it can be opened again at once. */
  isLost = false;
  private readonly settling: Promise<void>;

  constructor(plan: IndexPlan) {
    this.key = plan.key;
    this.settling = this.start(plan).catch((error) => this.fail((error as Error).message));
  }

  get state(): SearchState {
    return this.current;
  }

  /** Fulfilled once the index is ready or has failed. */
  settled(): Promise<void> {
    return this.settling;
  }

  /** Asks a ready index. */
  ask<K extends Question["kind"]>(question: QuestionOf<K>): Promise<Answers[K]> {
    if (this.thread === undefined) throw new Error("the index is not ready");
    return this.thread.ask(question);
  }

  /** Ends its thread after the questions on their way, or its making. */
  close(): void {
    this.isClosed = true;
    this.thread?.close();
    this.building?.stop();
  }

  private async start(plan: IndexPlan): Promise<void> {
    const path = indexPath(plan.folder, plan.key);
    this.thread = await this.open(path).catch(() => undefined);
    if (this.thread === undefined && !this.isClosed) {
      this.building = startBuilding(plan, (progress) => {
        this.current = { status: "building", progress };
      });
      await this.building.done;
      this.thread = await this.open(path);
    }
    if (this.thread === undefined || this.isClosed) return this.close();
    this.current = { status: "ready", documents: this.thread.documents };
  }

  private open(path: string): Promise<IndexThread> {
    return IndexThread.open(path, (why) => this.fail(why));
  }

  private fail(problem: string): void {
    this.thread = undefined;
    this.isLost ||= this.current.status === "ready";
    if (this.current.status !== "failed") this.current = { status: "failed", problem };
  }
}
