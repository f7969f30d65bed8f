import type { DocumentIds } from "./document-ids.ts";
import type { Holder, Leases } from "./leases.ts";
import type { PeopleState } from "./people-state.ts";
import type { TaskState } from "./task-state.ts";

/** What a queue is drawn from. */
export interface QueueGround {
  readonly ids: DocumentIds;
  readonly people: PeopleState;
  readonly task: TaskState;
  readonly leases: Leases;
}

/** Who asks for how many documents, and which they hold already. */
export interface QueueRequest {
  readonly holder: Holder;
  readonly count: number;
  readonly holding: ReadonlySet<string>;
}

/** Documents to answer, and how many more lie open at another tab of the same person. */
export interface Drawn {
  readonly documents: readonly number[];
  readonly elsewhere: number;
}

interface Cursor {
  /** Before it everything is answered by somebody, or done by this person. */
  fresh: number;
  /** Before it everything is done by this person. */
  again: number;
  /** `takenBack` of the state for which both hold. */
  readonly takenBack: number;
}

/**
 * One order of the documents of a task, walked by every person with two cursors of their own, so that no request looks at all
 * of them. First what nobody answered, then what others did; what lies before another person last; never what lies open at
 * another tab of the same person.
 */
export class Walk {
  readonly order: Uint32Array;
  private readonly cursors = new Map<string, Cursor>();

  constructor(order: Uint32Array) {
    this.order = order;
  }

  draw(ground: QueueGround, request: QueueRequest): Drawn {
    const { voter } = request.holder;
    const drawn: number[] = [];
    const lent: number[] = [];
    let elsewhere = 0;
    const cursor = this.cursorOf(voter, ground);
    const visit = (place: number): void => {
      const document = this.order[place];
      const id = ground.ids.at(document);
      if (request.holding.has(id)) return;
      const other = ground.leases.ofAnother(id, request.holder);
      if (other === undefined) drawn.push(document);
      else if (other.voter === voter) elsewhere++;
      else lent.push(document);
    };
    const isOver = (id: string) => isDone(ground, voter, id);
    cursor.fresh = this.scan(
      cursor.fresh,
      ground,
      (id) => isOver(id) || ground.task.answersTo(id) > 0,
      visit,
      () => drawn.length < request.count,
    );
    if (drawn.length < request.count)
      cursor.again = this.scan(
        cursor.again,
        ground,
        (id) => isOver(id),
        (place) => {
          if (ground.task.answersTo(ground.ids.at(this.order[place])) > 0) visit(place);
        },
        () => drawn.length < request.count,
      );
    const documents = [...drawn, ...lent].slice(0, request.count);
    return { documents, elsewhere };
  }

  /** Visits what is not over from a cursor on while more is wanted; returns the cursor past the first stretch that is over. */
  private scan(
    from: number,
    { ids }: QueueGround,
    isOver: (id: string) => boolean,
    visit: (place: number) => void,
    wantsMore: () => boolean,
  ): number {
    let cursor = from;
    let isPrefix = true;
    for (let place = from; place < this.order.length && wantsMore(); place++) {
      if (isOver(ids.at(this.order[place]))) {
        if (isPrefix) cursor = place + 1;
        continue;
      }
      isPrefix = false;
      visit(place);
    }
    return cursor;
  }

  private cursorOf(voter: string, { people: { takenBack } }: QueueGround): Cursor {
    const known = this.cursors.get(voter);
    if (known !== undefined && known.takenBack === takenBack) return known;
    const cursor = { fresh: 0, again: 0, takenBack };
    this.cursors.set(voter, cursor);
    return cursor;
  }
}

function isDone({ task, people }: QueueGround, voter: string, id: string): boolean {
  return task.answers.of(id, voter) !== undefined || people.dropped.has(id);
}
