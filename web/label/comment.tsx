import { useLayoutEffect, useRef } from "preact/hooks";

/** A comment on the document; leaving the field in whatever way keeps what was written. */
export function Comment({
  comment,
  onSave,
  onLeave,
}: {
  readonly comment: string;
  readonly onSave: (comment: string) => void;
  readonly onLeave: () => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  // Before the next key: it is the first letter, not a shortcut.
  useLayoutEffect(() => field.current?.focus(), []);
  const save = () => {
    const written = field.current?.value.trim() ?? comment;
    if (written !== comment) onSave(written);
  };
  return (
    <div class="label-comment">
      <textarea
        class="field"
        ref={field}
        rows={2}
        maxLength={10_000}
        aria-label="Comment"
        placeholder="A comment for whoever reads the votes. Enter saves, Esc leaves."
        onBlur={() => {
          save();
          onLeave();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey || event.isComposing))
            return;
          event.preventDefault();
          event.stopPropagation();
          event.currentTarget.blur();
        }}
      >
        {comment}
      </textarea>
    </div>
  );
}
