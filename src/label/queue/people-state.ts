import type { Deed, People } from "../../core/people.ts";
import { type Counted, Latest } from "./latest.ts";
import { TaskState } from "./task-state.ts";

interface Node extends Counted {
  /** What it takes back. */
  readonly target?: Node;
  /** What takes it back. */
  readonly undos: Node[];
}

/** What the log of people's deeds amounts to, in memory, kept current by reading only what is new. */
export class PeopleState {
  /** Grows whenever something may count less than before: what was passed over may be due again. */
  takenBack = 0;
  private seq = 0;
  private readonly nodes = new Map<string, Node>();
  private readonly tasks = new Map<string, TaskState>();
  private readonly decisions = new Latest();
  /** Documents that somebody dropped by hand, as it stands. */
  private readonly droppedByHand = new Set<string>();

  /** Takes in what was written since the last call. */
  update(people: Pick<People, "version" | "deeds">): void {
    for (const deed of this.news(people, people.version()).toReversed()) this.add(deed);
  }

  task(name: string): TaskState {
    const known = this.tasks.get(name) ?? new TaskState();
    this.tasks.set(name, known);
    return known;
  }

  /** Documents that somebody dropped by hand, whatever the rules say. */
  get dropped(): ReadonlySet<string> {
    return this.droppedByHand;
  }

  /** Newest first; asks again when another process wrote between the two questions. */
  private news(people: Pick<People, "deeds">, version: number): Deed[] {
    if (version <= this.seq) return [];
    const found = people.deeds({ limit: version - this.seq, whole: true });
    const newest = found[0]?.seq ?? 0;
    return newest > version ? this.news(people, newest) : found.filter(({ seq }) => seq > this.seq);
  }

  private add(deed: Deed): void {
    this.seq = Math.max(this.seq, deed.seq);
    const { act } = deed;
    const target = act.act === "undo" ? this.nodes.get(act.deed) : undefined;
    const node: Node = { deed, isUndone: false, target, undos: [] };
    this.nodes.set(deed.id, node);
    if (act.act === "undo") {
      target?.undos.push(node);
      this.settle(target);
    } else if (act.act === "decide") {
      for (const document of act.documents) this.decisions.add(document, "", node);
      this.redecide(act.documents);
    } else this.task(act.task).add(node);
  }

  /** A deed is undone while some undo of it is not undone itself. */
  private settle(node: Node | undefined): void {
    if (node === undefined) return;
    const isUndone = node.undos.some((undo) => !undo.isUndone);
    if (isUndone === node.isUndone) return;
    this.takenBack++;
    const { act } = node.deed;
    if ("task" in act) this.task(act.task).turn(node, isUndone);
    else node.isUndone = isUndone;
    if (act.act === "decide") this.redecide(act.documents);
    this.settle(node.target);
  }

  private redecide(documents: readonly string[]): void {
    this.takenBack++;
    for (const document of documents) {
      const act = this.decisions.of(document, "")?.act;
      if (act?.act === "decide" && act.verdict === "drop") this.droppedByHand.add(document);
      else this.droppedByHand.delete(document);
    }
  }
}
