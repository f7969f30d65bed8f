import { formatCount, shorten, visibleText } from "../../shared/format.ts";

/** A line of a legend. */
export interface LegendLine {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  /** A variable of the theme. */
  readonly colour: string;
  readonly isChosen: boolean;
}

/** Values with their colour and count; pressing one greys the others out, with Shift it is added. */
export function Legend({
  lines,
  label,
  onChoose,
}: {
  readonly lines: readonly LegendLine[];
  readonly label: string;
  readonly onChoose: (key: string, add: boolean) => void;
}) {
  const someChosen = lines.some(({ isChosen }) => isChosen);
  return (
    <ul class={`explore-legend ${someChosen ? "narrowed" : ""}`} aria-label={label}>
      {lines.map(({ key, name, count, colour, isChosen }) => (
        <li key={key}>
          <button
            type="button"
            aria-pressed={isChosen}
            title={visibleText(name)}
            onClick={(event) => onChoose(key, event.shiftKey || event.ctrlKey || event.metaKey)}
          >
            <i style={{ background: `var(${colour})` }} />
            <bdi>{shorten(visibleText(name), 60)}</bdi>
            <span class="number quiet">{formatCount(count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What is chosen after a line was pressed: only it, nothing when it was the only one, or one more. */
export function chosenAfter<T>(chosen: readonly T[], one: T, add: boolean): T[] {
  if (add) return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
  return chosen.length === 1 && chosen[0] === one ? [] : [one];
}
