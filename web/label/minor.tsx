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
