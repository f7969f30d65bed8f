import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CardAnswer, TaskAnswer } from "../../src/server/resources/tasks/wire.ts";
import { useKeys } from "../shared/keys.tsx";
import { Failed, Loading } from "../shared/states.tsx";
import { AnswerButtons, digits } from "./answer-buttons.tsx";
import { Card } from "./card.tsx";
import { Comment } from "./comment.tsx";
import { Deck } from "./deck.ts";
import { titleOf } from "./document-text.tsx";
import { Drawer, type DrawerTab } from "./drawer.tsx";
import { NothingLeft } from "./nothing-left.tsx";
import type { Outbox } from "./outbox.ts";
import { documentSource, type Said } from "./sources.ts";
import { useStopwatch } from "./stopwatch.ts";
import type { Progress } from "./use-progress.ts";
import { useReturn, useStore } from "./use-store.ts";

/** What a page gives both kinds of judging. */
export interface JudgingProps {
  readonly task: TaskAnswer;
  readonly tab: string;
  readonly outbox: Outbox;
  readonly progress: Progress;
  readonly drawer: DrawerTab | "";
  readonly onDrawer: (tab: DrawerTab | "") => void;
  /** Tells somebody who hears the page what happened. */
  readonly say: (text: string) => void;
  /** The strip above, with the button that goes back. */
  readonly strip: (undo: ComponentChildren) => ComponentChildren;
}

/** One document after the other: a key answers and shows the next. */
export function Documents({
  task,
  tab,
  outbox,
  progress,
  drawer,
  onDrawer,
  say,
  strip,
  order,
  first,
  showsEvidence,
  onEvidence,
}: JudgingProps & {
  readonly order: string;
  /** A document to begin with. */
  readonly first: string;
  readonly showsEvidence: boolean;
  readonly onEvidence: (shown: boolean) => void;
}) {
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
  const [commenting, setCommenting] = useState(false);
  const [finding, setFinding] = useState(false);
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
    setCommenting(false);
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
  const scroller = useRef<HTMLElement>(null);
  const scroll = (share: number) =>
    scroller.current?.scrollBy({ top: share * scroller.current.clientHeight, behavior: "instant" });

  const digitKeys = Object.fromEntries(
    task.labels
      .slice(0, digits)
      .map((label, i) => [String(i + 1), { does: label, run: once(() => choose(label)) }]),
  );
  useKeys({
    ...digitKeys,
    ...(task.labels.length > digits && {
      "0": {
        does: "find a label",
        run: () => document.querySelector<HTMLInputElement>(".label-find")?.focus(),
      },
    }),
    Enter: { does: task.multiple ? "answer, and next" : "keep the answer shown, and next", run: once(done) },
    s: { does: "skip", run: once(() => judge(null)) },
    " ": { does: "skip", run: once(() => judge(null)) },
    f: { does: "flag, or take the flag away", run: once(flag) },
    c: { does: "comment", run: () => setCommenting(true) },
    z: { does: "undo: back to the document before", run: once(back) },
    Backspace: { does: "undo: back to the document before", run: once(back) },
    x: { does: "take the answer shown back", run: takeBack },
    h: {
      does: showsEvidence ? "hide the evidence" : "show the evidence",
      run: () => onEvidence(!showsEvidence),
    },
    ArrowDown: { does: "scroll the document", run: () => scroll(0.2) },
    ArrowUp: { does: "scroll the document back", run: () => scroll(-0.2) },
    PageDown: { does: "a screen on", run: () => scroll(0.9) },
    PageUp: { does: "a screen back", run: () => scroll(-0.9) },
  });

  return (
    <>
      {strip(<Minor name="Undo" hotkey="Z" run={back} isOff={state.past.length === 0} />)}
      <div class="label-middle">
        {card !== undefined && current !== undefined ? (
          <>
            <Card
              card={card}
              labels={task.labels}
              mine={current.mine}
              showsEvidence={showsEvidence}
              scroller={scroller}
              onTakeBack={takeBack}
              onKeep={() => deck.keep()}
            />
            {commenting && (
              <Comment
                comment={card.remark?.comment ?? ""}
                onSave={(comment) => remark({ comment })}
                onLeave={() => setCommenting(false)}
              />
            )}
            <AnswerButtons
              labels={task.labels}
              chosen={chosen}
              multiple={task.multiple}
              onChoose={choose}
              onDone={done}
              finding={finding}
              onFinding={setFinding}
            />
            <div class="label-minor">
              <Minor name="Skip" hotkey="S" run={() => judge(null)} />
              <Minor
                name={card.remark?.flagged ? "Flagged" : "Flag"}
                hotkey="F"
                run={flag}
                isOn={card.remark?.flagged ?? false}
              />
              <Minor
                name={card.remark?.comment ? "Comment ✓" : "Comment"}
                hotkey="C"
                run={() => setCommenting(true)}
              />
              {task.functions > 0 && (
                <Minor
                  name="Evidence"
                  hotkey="H"
                  run={() => onEvidence(!showsEvidence)}
                  isOn={showsEvidence}
                />
              )}
            </div>
          </>
        ) : state.error !== undefined ? (
          <Failed error={state.error} retry={() => deck.retry()} />
        ) : state.loading || current !== undefined ? (
          <Loading what="the next document" />
        ) : (
          <NothingLeft
            task={task}
            progress={progress}
            elsewhere={state.elsewhere}
            onBack={() => deck.back()}
          />
        )}
      </div>
      <Drawer
        tab={drawer}
        onTab={onDrawer}
        card={card}
        labels={task.labels}
        past={state.past.map(({ key, brief, mine }) => ({ key, brief, labels: mine?.labels ?? null }))}
        progress={progress}
        onOpen={(key) => deck.open(key)}
      />
    </>
  );
}

/** A key that is held down acts once: nobody answers twenty documents by a heavy hand. */
export function once(run: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (!event.repeat) run();
  };
}

/** A quiet button with its key. */
export function Minor({
  name,
  hotkey,
  run,
  isOn,
  isOff,
}: {
  readonly name: string;
  readonly hotkey: string;
  readonly run: () => void;
  readonly isOn?: boolean;
  readonly isOff?: boolean;
}) {
  return (
    <button
      type="button"
      class="button bare"
      aria-pressed={isOn}
      aria-keyshortcuts={hotkey.toLowerCase()}
      disabled={isOff}
      onClick={(event) => {
        run();
        if (event.detail > 0) event.currentTarget.blur();
      }}
    >
      {name} <kbd>{hotkey}</kbd>
    </button>
  );
}
