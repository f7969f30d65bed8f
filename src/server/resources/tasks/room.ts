import { type Database, literal } from "../../../core/database.ts";
import { Leases } from "../../../label/queue/leases.ts";
import type { PairWalk } from "../../../label/queue/pair-walk.ts";
import { PeopleState } from "../../../label/queue/people-state.ts";
import type { QueueGround } from "../../../label/queue/walk.ts";
import type { Dependencies } from "../../dependencies.ts";
import { notFound } from "../../http/errors.ts";
import { type Corpus, readCorpus } from "./corpus.ts";
import { type Desk, openDesk, openPairs } from "./desk.ts";
import { type Task, tasksOf } from "./tasks-of.ts";

/** What is kept as long as the results on show stay the same. */
interface Opened {
  readonly corpus: Corpus;
  readonly labels: Map<string, Promise<readonly string[]>>;
}

/** Where people label: the state of the log, who holds what, and the tasks over the workspace as it is now. */
export class Room {
  private readonly dependencies: Dependencies;
  private readonly people = new PeopleState();
  private readonly leases = new Map<string, Leases>();

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies;
  }

  /** What people did up to this moment. */
  state(): PeopleState {
    this.people.update(this.dependencies.people);
    return this.people;
  }

  async corpus(): Promise<Corpus> {
    return (await this.opened()).corpus;
  }

  async tasks(): Promise<Task[]> {
    const opened = await this.opened();
    const tasks = tasksOf(opened.corpus.stages, this.dependencies.people.tasks());
    return Promise.all(tasks.map((task) => (task.isOpen ? this.withOccurring(opened, task) : task)));
  }

  async task(name: string): Promise<Task> {
    const found = (await this.tasks()).find(({ task }) => task === name);
    if (found === undefined) throw notFound(`There is no task "${name}". GET /api/tasks lists them.`);
    return found;
  }

  /** The task over the workspace as it is now. */
  async desk(name: string): Promise<Desk> {
    const task = await this.task(name);
    const corpus = await this.corpus();
    return this.made(`task ${name}`, corpus, (database) => openDesk(database, corpus, task));
  }

  /** Pairs of documents to compare, over the same corpus as the desk. */
  pairs({ corpus }: Desk, name: string): Promise<PairWalk> {
    return this.made(`pairs ${name}`, corpus, (database) => openPairs(database, corpus, name));
  }

  /** What the queue of a task is drawn from; `kind` keeps documents and pairs apart. */
  ground(desk: Desk, task: string, kind: "documents" | "pairs"): QueueGround {
    const people = this.state();
    const name = `${kind} ${task}`;
    const leases = this.leases.get(name) ?? new Leases(() => this.dependencies.now().getTime());
    this.leases.set(name, leases);
    return { ids: desk.corpus.ids, people, task: people.task(task), leases };
  }

  private opened(): Promise<Opened> {
    const { live } = this.dependencies;
    return live.once("labeling", async (database) => {
      const corpus = await readCorpus(live.workspace, database);
      return { corpus, labels: new Map() };
    });
  }

  /** Something dear over a corpus. Between two questions another run may end: its corpus has another number. */
  private made<T>(what: string, { number }: Corpus, make: (database: Database) => Promise<T>): Promise<T> {
    return this.dependencies.live.once(`labeling ${what} (${number})`, make);
  }

  private async withOccurring({ labels }: Opened, task: Task): Promise<Task> {
    const occurring = await kept(labels, task.task, async () => {
      const rows = await this.dependencies.live.rows(
        `SELECT DISTINCT label FROM votes WHERE task = ${literal(task.task)} AND kind <> 'person' AND label IS NOT NULL ORDER BY label`,
      );
      return rows.map(({ label }) => String(label));
    });
    return { ...task, labels: [...new Set([...task.labels, ...occurring])].sort() };
  }
}

/** What a map holds under a name, else what `make` makes; nothing that failed is kept. */
function kept<T>(map: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const known = map.get(name);
  if (known !== undefined) return known;
  const made = make();
  map.set(name, made);
  made.catch(() => map.delete(name));
  return made;
}
