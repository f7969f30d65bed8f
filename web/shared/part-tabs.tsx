/** A part of a page by its name in the address and its title. */
export type PartOfPage = readonly [name: string, title: string];

/** On a narrow screen one part of a page is seen at a time: tabs that choose it, with arrow keys. */
export function PartTabs({
  parts,
  chosen,
  choose,
  class: name,
}: {
  readonly parts: readonly PartOfPage[];
  readonly chosen: string;
  readonly choose: (part: string) => void;
  readonly class: string;
}) {
  const move = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const at = (parts.findIndex(([part]) => part === chosen) + step + parts.length) % parts.length;
    choose(parts[at][0]);
    (event.currentTarget.parentElement?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <div class={`tabs ${name}`} role="tablist" aria-label="Parts of the page">
      {parts.map(([part, title]) => (
        <button
          key={part}
          type="button"
          role="tab"
          aria-selected={chosen === part}
          tabIndex={chosen === part ? 0 : -1}
          onClick={() => choose(part)}
          onKeyDown={move}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
