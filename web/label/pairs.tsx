import { useEffect, useMemo, useState } from "preact/hooks";
import type { ShownDocument } from "../../src/server/resources/tasks/wire.ts";
import { useKeys } from "../shared/keys.tsx";
import { Empty, Loading } from "../shared/states.tsx";
import { Away } from "./away.tsx";
import { Deck } from "./deck.ts";
import { DocumentHead, DocumentText } from "./document-text.tsx";
import type { JudgingProps } from "./documents.tsx";
import { Minor, once } from "./minor.tsx";
import { type Pair, type Preferred, pairSource } from "./sources.ts";
import { useStopwatch } from "./stopwatch.ts";
import { useReturn, useStore } from "./use-store.ts";

type Choice = Preferred["choice"];

const choices: readonly { readonly choice: Choice; readonly name: string; readonly hotkey: string }[] = [
  { choice: "left", name: "Left is better", hotkey: "1" },
  { choice: "tie", name: "Tie", hotkey: "0" },
  { choice: "neither", name: "Both bad", hotkey: "B" },
  { choice: "right", name: "Right is better", hotkey: "2" },
];

const names: Readonly<Record<Choice, string>> = {
  left: "left is better",
  right: "right is better",
  tie: "a tie",
  neither: "both are bad",
};

/** Two documents side by side: which one is better teaches the reward model. The sides are shuffled, and recorded. */
export function Pairs({ task, tab, outbox, progress, say, strip }: JudgingProps) {
  const deck = useMemo(
    () => new Deck<Pair, Preferred>(pairSource(task.task, tab, outbox)),
    [task.task, tab, outbox],
  );
  useEffect(() => () => deck.close(), [deck]);
  useReturn(outbox, () => deck.state.error !== undefined && deck.retry());
  const state = useStore(deck);
  const { current } = state;
  const pair = current?.thing;
  const seconds = useStopwatch(current?.key);
  const [side, setSide] = useState<"left" | "right">("left");

  const judge = (choice: Choice) => {
    if (pair === undefined || current === undefined) return;
    const { left, right } = pair;
    const deed = outbox.add({
      act: "prefer",
      task: task.task,
      left: left.id,
      right: right.id,
      choice,
      seconds: seconds(),
    });
    if (current.mine === null) progress.count(deed.id);
    setSide("left");
    deck.judge({ deed: deed.id, choice, before: current.mine });
    say(`judged: ${names[choice]}, next pair`);
  };
  const back = () =>
    say(deck.back() ? "the pair before, as you judged it" : "there is no pair before this one");
  const takeBack = () => {
    if (current?.mine === null || current?.mine === undefined) return;
    outbox.add({ act: "undo", deed: current.mine.deed });
    deck.unjudge(current.mine.before ?? null);
    say("judgement taken back");
  };
  useKeys({
    "1": { does: "the left one is better", run: once(() => judge("left")) },
    "2": { does: "the right one is better", run: once(() => judge("right")) },
    ArrowLeft: { does: "the left one is better", run: once(() => judge("left")) },
    ArrowRight: { does: "the right one is better", run: once(() => judge("right")) },
    "0": { does: "a tie", run: once(() => judge("tie")) },
    b: { does: "both are bad", run: once(() => judge("neither")) },
    Enter: { does: "keep the judgement shown, and next", run: once(() => deck.keep()) },
    z: { does: "undo: back to the pair before", run: once(back) },
    Backspace: { does: "undo: back to the pair before", run: once(back) },
    x: { does: "take the judgement shown back", run: once(takeBack) },
  });

  const top = strip(<Minor name="Undo" hotkey="Z" run={back} isOff={state.past.length === 0} />);
  if (pair === undefined || current === undefined) {
    return (
      <>
        {top}
        <div class="label-middle">
          {state.error !== undefined ? (
            <Away error={state.error} outbox={outbox} retry={() => deck.retry()} />
          ) : state.loading || current !== undefined ? (
            <Loading what="the next pair" />
          ) : (
            <Empty title="No pair waits for you">
              <p>
                {task.documents < 2
                  ? "It takes two documents to compare."
                  : "You have judged every pair of documents that are close enough to compare."}
              </p>
            </Empty>
          )}
        </div>
      </>
    );
  }
  return (
    <>
      {top}
      <div class="label-middle">
        {current.mine !== null && (
          <div class="label-before small">
            <span>
              You said: <b>{names[current.mine.choice]}</b>. Another judgement takes its place.
            </span>
            <button type="button" class="button small" onClick={() => deck.keep()}>
              Keep <kbd>↵</kbd>
            </button>
            <button type="button" class="button small" onClick={takeBack}>
              Take back <kbd>X</kbd>
            </button>
          </div>
        )}
        <fieldset class="label-sides" aria-label="Which one is shown">
          {(["left", "right"] as const).map((one) => (
            <button
              key={one}
              type="button"
              class="button"
              aria-pressed={side === one}
              onClick={() => setSide(one)}
            >
              {one === "left" ? "Left" : "Right"}
            </button>
          ))}
        </fieldset>
        <div class={`label-pair shows-${side}`} key={current.key}>
          <Side document={pair.left} name="Left" isChosen={current.mine?.choice === "left"} />
          <Side document={pair.right} name="Right" isChosen={current.mine?.choice === "right"} />
        </div>
        <fieldset class="label-answers" aria-label="Which is better">
          <div class="label-buttons label-preferences">
            {choices.map(({ choice, name, hotkey }) => (
              <button
                key={choice}
                type="button"
                class="button label-answer"
                aria-pressed={current.mine?.choice === choice}
                aria-keyshortcuts={hotkey.toLowerCase()}
                onClick={(event) => {
                  judge(choice);
                  if (event.detail > 0) event.currentTarget.blur();
                }}
              >
                <kbd>{hotkey}</kbd> {name}
              </button>
            ))}
          </div>
        </fieldset>
      </div>
    </>
  );
}

function Side({
  document,
  name,
  isChosen,
}: {
  readonly document: ShownDocument;
  readonly name: string;
  readonly isChosen: boolean;
}) {
  return (
    <article
      class={`label-card ${isChosen ? "chosen" : ""}`}
      data-side={name.toLowerCase()}
      data-document={document.id}
      aria-label={`${name} document`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
    >
      <div class="label-column">
        <DocumentHead document={document} />
        <DocumentText document={document} evidence={[]} labels={[]} />
      </div>
    </article>
  );
}
