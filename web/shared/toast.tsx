import { useEffect, useState } from "preact/hooks";

/** What happened, in a line, and how to take it back. */
export interface Toast {
  readonly text: string;
  readonly undo?: () => Promise<unknown>;
  readonly tone?: "plain" | "failed";
}

interface Shown extends Toast {
  readonly number: number;
}

let show: (toast: Toast) => void = () => {};
let counter = 0;
const staySeconds = 12;

/** Tells what an act did; with `undo`, a button takes it back. */
export function toast(one: Toast): void {
  show(one);
}

/** Where toasts appear: one region for the whole application. */
export function Toasts() {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  useEffect(() => {
    show = (one) => setShown((old) => [...old.slice(-2), { ...one, number: ++counter }]);
  }, []);
  const close = (number: number) => setShown((old) => old.filter((one) => one.number !== number));
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map((one) => (
        <ToastLine key={one.number} one={one} close={() => close(one.number)} />
      ))}
    </div>
  );
}

function ToastLine({ one, close }: { readonly one: Shown; readonly close: () => void }) {
  useEffect(() => {
    const timer = setTimeout(close, staySeconds * 1000);
    return () => clearTimeout(timer);
  }, []);
  const undo = async () => {
    close();
    await one
      .undo?.()
      .catch((error: Error) => toast({ text: `Not undone: ${error.message}`, tone: "failed" }));
  };
  return (
    <div class={`toast ${one.tone ?? "plain"}`}>
      <bdi>{one.text}</bdi>
      {one.undo !== undefined && (
        <button type="button" class="button small" onClick={undo}>
          Undo
        </button>
      )}
      <button type="button" class="button small bare" aria-label="Dismiss" onClick={close}>
        ×
      </button>
    </div>
  );
}
