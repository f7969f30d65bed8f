import { useEffect, useRef, useState } from "preact/hooks";
import type { Colouring } from "../../../src/server/resources/map/wire.ts";
import { visibleText } from "../../shared/format.ts";

/** Chooses what the points are coloured by; typing narrows the list. */
export function ColouringMenu({
  colourings,
  by,
  onChoose,
}: {
  readonly colourings: readonly Colouring[];
  readonly by: string;
  readonly onChoose: (by: string) => void;
}) {
  const current = colourings.find(({ name }) => name === by);
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const isOpen = typed !== undefined;
  const wanted = (typed ?? "").toLowerCase();
  const found = colourings.filter(({ name, label }) => `${label} ${name}`.toLowerCase().includes(wanted));
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active, isOpen]);
  const choose = (name: string | undefined) => {
    if (name !== undefined) onChoose(name);
    setTyped(undefined);
  };
  const open = () => {
    if (isOpen) return;
    setTyped("");
    setActive(
      Math.max(
        0,
        colourings.findIndex(({ name }) => name === by),
      ),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (isOpen) setActive((old) => Math.max(0, Math.min(found.length - 1, old + step)));
      else open();
    } else if (event.key === "Enter" && isOpen) choose(found[active]?.name);
    else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      setTyped(undefined);
    }
  };
  return (
    <div class="explore-menu">
      <label class="named">
        Colour by
        <input
          class="field"
          role="combobox"
          aria-expanded={isOpen}
          aria-controls="explore-colourings"
          aria-autocomplete="list"
          aria-activedescendant={isOpen && found[active] ? `explore-colouring-${active}` : undefined}
          autocomplete="off"
          spellcheck={false}
          value={typed ?? visibleText(current?.label ?? "")}
          placeholder={visibleText(current?.label ?? "nothing")}
          onFocus={open}
          onClick={open}
          onBlur={() => setTyped(undefined)}
          onKeyDown={onKeyDown}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
        />
      </label>
      <div
        class="explore-options"
        id="explore-colourings"
        role="listbox"
        aria-label="Colourings"
        hidden={!isOpen}
        ref={list}
      >
        {isOpen &&
          found.map(({ name, label, kind }, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
            <div
              key={name}
              tabIndex={-1}
              id={`explore-colouring-${i}`}
              role="option"
              aria-selected={name === by}
              class={`explore-option ${i === active ? "active" : ""}`}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(name)}
            >
              <bdi>{visibleText(label)}</bdi>
              <span class="quiet tiny">{kind === "number" ? "number" : ""}</span>
            </div>
          ))}
        {isOpen && found.length === 0 && <p class="explore-option-none quiet">Nothing is called so.</p>}
      </div>
    </div>
  );
}
