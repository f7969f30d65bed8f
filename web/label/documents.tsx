import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { TaskAnswer } from "../../src/server/resources/tasks/wire.ts";
import { useKeys } from "../shared/keys.tsx";
import { Loading } from "../shared/states.tsx";
import { AnswerButtons, digits } from "./answer-buttons.tsx";
import { Away } from "./away.tsx";
import { Card } from "./card.tsx";
import { Comment } from "./comment.tsx";
import { Drawer, type DrawerTab } from "./drawer.tsx";
import { Minor, once } from "./minor.tsx";
import { NothingLeft } from "./nothing-left.tsx";
import type { Outbox } from "./outbox.ts";
import { useDocumentDesk } from "./use-document-desk.ts";
import type { Progress } from "./use-progress.ts";

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
  const desk = useDocumentDesk({ task, tab, outbox, progress, say, order, first, showsEvidence });
  const { state, card, current, chosen, judge, choose, done, remark, flag, takeBack, back } = desk;
  const [commenting, setCommenting] = useState(false);
  const [finding, setFinding] = useState(false);
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
              onKeep={() => desk.keep()}
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
          <Away error={state.error} outbox={outbox} retry={() => desk.retry()} />
        ) : state.loading || current !== undefined ? (
          <Loading what="the next document" />
        ) : (
          <NothingLeft
            task={task}
            progress={progress}
            elsewhere={state.elsewhere}
            onBack={() => desk.back()}
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
        onOpen={(key) => desk.open(key)}
      />
    </>
  );
}
