import { useLayoutEffect, useState } from "preact/hooks";

/** What a key does here; `does` is a few words for the list that `?` shows. */
export interface KeyAction {
  readonly does: string;
  readonly run: (event: KeyboardEvent) => void;
}

const layers: { current: Readonly<Record<string, KeyAction>> }[] = [];

/** Keys of a page or a part of it, by `KeyboardEvent.key` (letters in lower case). They rest while a field has the focus. */
export function useKeys(keys: Readonly<Record<string, KeyAction>>): void {
  const [layer] = useState(() => ({ current: keys }));
  layer.current = keys;
  // Before the page is painted: a key that is pressed as soon as it shows works.
  useLayoutEffect(() => {
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, [layer]);
}

/** All keys that work now, the innermost part of the page first. */
export function activeKeys(): [string, KeyAction][] {
  const known = new Map<string, KeyAction>();
  for (const { current } of [...layers].reverse())
    for (const [key, action] of Object.entries(current)) if (!known.has(key)) known.set(key, action);
  return [...known];
}

function isTyping(target: EventTarget | null): boolean {
  const one = target as HTMLElement | null;
  return (
    one?.closest?.(
      "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]",
    ) != null
  );
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return;
  if (document.querySelector("dialog[open]") !== null) return;
  const onControl = (event.target as HTMLElement | null)?.closest?.(
    "button, a, summary, [role=slider], input",
  );
  if (onControl && (event.key === "Enter" || event.key === " ")) return; // they are pressed with these
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const found = activeKeys().find(([name]) => name === key);
  if (!found) return;
  event.preventDefault();
  found[1].run(event);
});

/** The list of keys, opened with `?`. */
export function KeyList({ onClose }: { readonly onClose: () => void }) {
  return (
    <dialog
      class="key-list"
      aria-label="Keys"
      onClose={onClose}
      ref={(dialog) => {
        if (dialog !== null && !dialog.open) dialog.showModal();
      }}
    >
      <h2>Keys</h2>
      <dl>
        {activeKeys().map(([key, { does }]) => (
          <div key={key}>
            <dt>
              <kbd>{key === " " ? "Space" : key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button class="button" type="submit">
          Close
        </button>
      </form>
    </dialog>
  );
}
