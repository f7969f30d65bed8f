import type { Changes } from "../../src/server/resources/runs/wire.ts";
import { formatNumbered } from "../shared/format.ts";

interface Line {
  readonly where: string;
  readonly what: string;
}

/** What changed since the run before, one line each: rules with their old and new predicate, stages, people. */
export function changeLines({ rules, stages }: Changes): Line[] {
  return [
    ...rules.map(({ rule, before, after }) => ({
      where: rule,
      what:
        before === null
          ? `new: ${after}`
          : after === null
            ? `gone (was ${before})`
            : movedRule(before, after),
    })),
    ...stages.map(({ stage, what }) => ({ where: stage.replace(/^people\./, "people's "), what })),
  ];
}

/** `word_count < 20 → 30` where only the end differs. */
function movedRule(before: string, after: string): string {
  const [old, now] = [before.split(" "), after.split(" ")];
  const isShort = old.length === now.length && old.slice(0, -1).every((word, i) => word === now[i]);
  return isShort ? `${before} → ${now.at(-1)}` : `${before} → ${after}`;
}

/** The first changes of a run in a cell, and how many more there are. */
export function ChangesCell({ changes }: { readonly changes: Changes | null }) {
  if (changes === null) return <span class="quiet">the first run that is known</span>;
  const lines = changeLines(changes);
  if (lines.length === 0)
    return (
      <span class="quiet">
        {changes.following.length === 0
          ? "nothing"
          : `${formatNumbered(changes.following.length, "stage")} ran again`}
      </span>
    );
  const seen = lines.length > 2 ? 1 : 2;
  return (
    <ul class="home-changes">
      {lines.slice(0, seen).map(({ where, what }) => (
        <li key={where + what} title={`${where}: ${what}`}>
          <bdi>{where}</bdi> <span class="quiet">{what}</span>
        </li>
      ))}
      {lines.length > seen && <li class="quiet">and {lines.length - seen} more</li>}
    </ul>
  );
}

/** All changes of a run, with the stages that only followed. */
export function AllChanges({ changes }: { readonly changes: Changes }) {
  const lines = changeLines(changes);
  if (lines.length === 0 && changes.following.length === 0) return null;
  return (
    <details class="home-all-changes small">
      <summary>
        {formatNumbered(lines.length, "change")}
        {changes.since > 0 && ` since run ${changes.since}`},{" "}
        {formatNumbered(changes.following.length, "stage")} followed
      </summary>
      <ul>
        {lines.map(({ where, what }) => (
          <li key={where + what}>
            <bdi>{where}</bdi>: <span class="quiet">{what}</span>
          </li>
        ))}
        {changes.following.length > 0 && (
          <li class="quiet">Ran again because of them: {changes.following.join(", ")}</li>
        )}
      </ul>
    </details>
  );
}
