import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CardAnswer, TaskAnswer } from "../../src/server/resources/tasks/wire.ts";
import { Deck, type DeckState, type Held } from "./deck.ts";
import { titleOf } from "./document-text.tsx";
import type { Outbox } from "./outbox.ts";
import { documentSource, type Said } from "./sources.ts";
import { useStopwatch } from "./stopwatch.ts";
import type { Progress } from "./use-progress.ts";
import { useReturn, useStore } from "./use-store.ts";

/** The document in front, and everything that can be done about it. */
export interface DocumentDesk {
  readonly state: DeckState<CardAnswer, Said>;
  readonly current: Held<CardAnswer, Said> | undefined;
  readonly card: CardAnswer | undefined;
  /** Labels that are chosen, or that were answered. */
  readonly chosen: readonly string[];
  /** Answers with labels, or skips, and shows the next document. */
  judge(labels: readonly string[] | null): void;
  /** One label: an answer, or one of several. */
  choose(label: string): void;
  /** Answers with what is chosen, or leaves a former answer as it is. */
  done(): void;
  keep(): void;
  remark(change: { comment?: string; flagged?: boolean }): void;
  flag(): void;
  takeBack(): void;
  back(): void;
  open(key: string): void;
  retry(): void;
}

/** Hands out the documents of a task; every act is in the outbox before the next card is drawn. */
export function useDocumentDesk({
  task,
  tab,
  outbox,
  progress,
  say,
  order,
  first,
  showsEvidence,
}: {
  readonly task: TaskAnswer;
  readonly tab: string;
  readonly outbox: Outbox;
  readonly progress: Progress;
  readonly say: (text: string) => void;
  readonly order: string;
  /** A document to begin with. */
  readonly first: string;
  readonly showsEvidence: boolean;
}): DocumentDesk {
  const orderNow = useRef(order);
  const deck = useMemo(
    () =>
      new Deck<CardAnswer, Said>(
        documentSource(task.task, tab, outbox, () => orderNow.current),
        first === "" ? undefined : first,
      ),
    [task.task, tab, outbox],
  );
  useEffect(() => () => deck.close(), [deck]);
  useReturn(outbox, () => deck.state.error !== undefined && deck.retry());
  useEffect(() => {
    if (orderNow.current === order) return;
    orderNow.current = order;
    deck.reshuffle();
  }, [order]);
  const state = useStore(deck);
  const { current } = state;
  const card = current?.thing;
  const seconds = useStopwatch(current?.key);
  const [toggled, setToggled] = useState<{ key: string; labels: readonly string[] }>();
  const said = current?.mine?.labels ?? [];
  const chosen = toggled !== undefined && toggled.key === current?.key ? toggled.labels : said;

  const judge = (labels: readonly string[] | null) => {
    if (card === undefined || current === undefined) return;
    const about = { task: task.task, document: current.key, seconds: seconds() };
    const deed = outbox.add(
      labels === null
        ? { act: "skip", ...about }
        : { act: "answer", ...about, labels, evidence: showsEvidence },
    );
    if (current.mine === null) progress.count(deed.id);
    deck.judge({ deed: deed.id, labels, before: current.mine });
    const next = deck.state.current?.thing?.document;
    const told = labels === null ? "skipped" : `answered ${labels.join(" and ")}`;
    say(`${told}, ${next === undefined ? "no next document yet" : `next document: ${titleOf(next)}`}`);
  };
  const choose = (label: string) => {
    if (card === undefined || current === undefined) return;
    if (!task.multiple) return judge([label]);
    const labels = chosen.includes(label) ? chosen.filter((one) => one !== label) : [...chosen, label];
    setToggled({ key: current.key, labels: task.labels.filter((one) => labels.includes(one)) });
  };
  const done = () => {
    if (task.multiple && chosen.length > 0 && chosen !== said) judge(chosen);
    else if (current?.mine !== null && current?.mine !== undefined) deck.keep();
    else if (task.multiple && chosen.length > 0) judge(chosen);
  };
  const remark = (change: { comment?: string; flagged?: boolean }) => {
    if (card === undefined) return;
    const now = { comment: "", flagged: false, ...card.remark, ...change };
    outbox.add({ act: "remark", task: task.task, document: card.document.id, ...now });
    deck.amend((one) => ({ ...one, remark: now }));
    if (change.flagged !== undefined) say(change.flagged ? "flagged" : "flag taken away");
  };
  const takeBack = () => {
    if (current?.mine === null || current?.mine === undefined) return;
    outbox.add({ act: "undo", deed: current.mine.deed });
    setToggled(undefined);
    deck.unjudge(current.mine.before ?? null);
    say("answer taken back");
  };
  const back = () =>
    say(deck.back() ? "the document before, as you answered it" : "there is no document before this one");
  const flag = () => remark({ flagged: !(card?.remark?.flagged ?? false) });
  const keep = () => deck.keep();
  const open = (key: string) => deck.open(key);
  const retry = () => deck.retry();
  return {
    state,
    current,
    card,
    chosen,
    judge,
    choose,
    done,
    keep,
    remark,
    flag,
    takeBack,
    back,
    open,
    retry,
  };
}
