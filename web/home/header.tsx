import type { PastRunAnswer, WorkspaceAnswer } from "../../src/server/resources/runs/wire.ts";
import { formatCount, formatNumbered, formatShare, formatShort } from "../shared/format.ts";

const nobody: WorkspaceAnswer["people"] = { votes: 0, voters: 0, preferences: 0, decisions: 0 };
const nothingKnown = { name: "", documents: 0, kept: 0, tokens: null, tokenizer: null };

/** The name of the pipeline and the numbers that a person wants first; until they are counted, those of the latest run. */
export function Header({
  workspace,
  run,
}: {
  readonly workspace: WorkspaceAnswer | undefined;
  readonly run: PastRunAnswer | undefined;
}) {
  const { name, documents, kept, tokens, tokenizer } = workspace ?? run ?? nothingKnown;
  const { quarantined = 0, people = nobody, file = null, state } = workspace ?? {};
  const deeds = [
    people.votes > 0 &&
      `${formatNumbered(people.votes, "vote")} of ${people.voters === 1 ? "one person" : `${people.voters} people`}`,
    people.preferences > 0 && formatNumbered(people.preferences, "preference"),
    people.decisions > 0 && `${formatNumbered(people.decisions, "document")} decided by hand`,
  ].filter((deed) => deed !== false);
  return (
    <header class="home-header">
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <p class="small quiet home-file">
        <bdi>{file}</bdi>
      </p>
      {state !== "empty" && (
        <dl class="home-numbers">
          <Figure
            name="documents read"
            value={formatCount(documents)}
            note={quarantined > 0 ? `${formatCount(quarantined)} quarantined` : undefined}
          />
          <Figure
            name="kept"
            value={formatCount(kept)}
            note={documents > 0 ? formatShare(kept / documents) : undefined}
          />
          <Figure
            name="tokens"
            value={tokens === null ? "–" : formatShort(tokens)}
            note={tokens === null ? "not counted" : (tokenizer ?? undefined)}
          />
        </dl>
      )}
      {deeds.length > 0 && <p class="small quiet">{deeds.join(" · ")}</p>}
    </header>
  );
}

function Figure({
  name,
  value,
  note,
}: {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}) {
  return (
    <div>
      <dt class="small quiet">{name}</dt>
      <dd class="big-number">
        {value} {note !== undefined && <span class="home-note small quiet">{note}</span>}
      </dd>
    </div>
  );
}
