import { useRef, useState } from "preact/hooks";
import { signOf } from "./colours.ts";

/** Labels beyond these have no digit of their own. */
export const digits = 9;

/** One wide button to a label, its key printed on it; with many labels a field finds one by its letters. */
export function AnswerButtons({
  labels,
  chosen,
  multiple,
  onChoose,
  onDone,
  finding,
  onFinding,
}: {
  readonly labels: readonly string[];
  /** What is, or was, answered. */
  readonly chosen: readonly string[];
  readonly multiple: boolean;
  readonly onChoose: (label: string) => void;
  /** Answers with what is chosen, where several may be. */
  readonly onDone: () => void;
  readonly finding: boolean;
  readonly onFinding: (open: boolean) => void;
}) {
  const [letters, setLetters] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const wanted = letters.trim().toLocaleLowerCase();
  const shown =
    finding && wanted !== "" ? labels.filter((label) => label.toLocaleLowerCase().includes(wanted)) : labels;
  const choose = (label: string) => {
    setLetters("");
    onFinding(false);
    onChoose(label);
  };
  return (
    <fieldset class="label-answers" aria-label={multiple ? "Labels, several may apply" : "Labels"}>
      {(multiple || labels.length > digits) && (
        <div class="label-choosing">
          {labels.length > digits && (
            <input
              class="field label-find"
              type="search"
              ref={field}
              value={letters}
              placeholder="Find a label (0)"
              aria-label="Find a label"
              onFocus={() => onFinding(true)}
              onInput={(event) => setLetters(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && shown.length > 0 && wanted !== "") choose(shown[0]);
                if (event.key === "Escape" || (event.key === "Enter" && shown.length > 0))
                  event.currentTarget.blur();
              }}
            />
          )}
          {multiple && (
            <button
              type="button"
              class="button primary label-done"
              disabled={chosen.length === 0}
              onClick={onDone}
            >
              <kbd>↵</kbd> Answer
            </button>
          )}
        </div>
      )}
      <div class={`label-buttons ${labels.length > 6 ? "many" : ""}`}>
        {shown.map((label) => (
          <AnswerButton
            key={label}
            label={label}
            digit={labels.indexOf(label) < digits ? labels.indexOf(label) + 1 : undefined}
            isChosen={chosen.includes(label)}
            colour={signOf(label, labels).colour}
            onClick={() => choose(label)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function AnswerButton({
  label,
  digit,
  isChosen,
  colour,
  onClick,
}: {
  readonly label: string;
  readonly digit: number | undefined;
  readonly isChosen: boolean;
  readonly colour: string;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      class="button label-answer"
      aria-pressed={isChosen}
      aria-keyshortcuts={digit === undefined ? undefined : String(digit)}
      onClick={(event) => {
        onClick();
        // Enter and Space press a focused button; after a click with the mouse they shall answer and skip again.
        if (event.detail > 0) event.currentTarget.blur();
      }}
    >
      {digit !== undefined && <kbd>{digit}</kbd>}
      <i aria-hidden="true" style={{ background: colour }} />
      <bdi>{label}</bdi>
      {isChosen && (
        <span class="label-tick" aria-hidden="true">
          ✓
        </span>
      )}
    </button>
  );
}
